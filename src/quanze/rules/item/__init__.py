"""Rules that look at one item at a time."""
