"""The cellar, on both databases."""
