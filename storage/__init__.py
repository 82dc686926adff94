"""The cellar: the only SQL of the house."""
