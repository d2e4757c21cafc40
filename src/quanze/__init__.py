"""quanze: lists of powers and responsibilities (权责清单) as checked, published data."""

__version__ = "0.1.0"
