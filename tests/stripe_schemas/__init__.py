"""Stripe's own schemas, and the check of calls against them."""
