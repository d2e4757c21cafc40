"""Rules that look across items, lists and departments."""
