"""How fast the package reads, verifies and judges, beside what one would write by hand: `tests/python/bench`."""
