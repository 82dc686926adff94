"""The pretend Stripe, asked by the real SDK and held against the real schemas."""
