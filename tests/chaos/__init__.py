"""Everything at once: the bot is killed while many people use it, and in the end not a cent and not a word is amiss."""
