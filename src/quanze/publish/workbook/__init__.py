"""The lists as Excel workbooks, for reading, filtering and printing."""

from quanze.publish.workbook.outputs import Cut, cuts, edition_paths, workbook_outputs

__all__ = ["Cut", "cuts", "edition_paths", "workbook_outputs"]
