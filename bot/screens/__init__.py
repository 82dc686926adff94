"""What a holder sees: pure functions from texts and facts to a screen."""
