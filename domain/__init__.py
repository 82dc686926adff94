"""The head: the rules of mailboxes, credit and time, free of any framework."""
