"""The clockwork and the delivery."""
