"""Working out the last day of a period."""
