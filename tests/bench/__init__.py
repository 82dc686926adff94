"""How fast the clockwork is, each figure beside its limit, measured in the same run: `make bench`."""
