"""Stories through the sandbox."""
