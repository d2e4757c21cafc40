"""Exit codes, the same for every command and every output format."""

FINE, FINDINGS, CANNOT_RUN = 0, 1, 2
"""Nothing to mend; findings; the command could not do its work."""
