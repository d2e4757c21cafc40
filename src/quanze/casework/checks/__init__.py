"""One module for each thing that a case is held against."""
