"""Clockwork in: what happens because time passes."""
