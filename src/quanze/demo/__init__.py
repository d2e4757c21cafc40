"""A register with a past: an example, and the steps by which it came to be what it is.

plan (data/demo/*.yaml) -> states (the newest is the example; each earlier one follows from the next)
-> story (the record of each step) -> repository (the same commits on every machine).
"""
