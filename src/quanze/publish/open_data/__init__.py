"""Open data: the published lists as CSV, JSON Lines and Parquet, with a dictionary of their columns."""

from quanze.publish.open_data.outputs import open_data_outputs

__all__ = ["open_data_outputs"]
