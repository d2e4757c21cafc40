"""Rules on the records of adjustments."""
