"""Calls out: Stripe in the sandbox, the local mail server, the checks."""
