"""Calls out to the world."""
