"""Whether the law that a list cites still stands: the index of laws, and texts where they are at hand."""
