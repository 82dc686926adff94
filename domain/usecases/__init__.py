"""What a holder or the clock can ask for: open the unit of work, decide, save, commit."""
