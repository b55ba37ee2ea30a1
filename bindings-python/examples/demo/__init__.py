"""A day at a shop that is paid through every provider that the library knows: `python -m demo [SEED]`.

There is no network and no clock in it: a seed tells the same day on every machine.
"""
