"""The lists as Excel workbooks, for reading, filtering and printing."""

from quanze.publish.workbook.book import Cut, write_workbook

__all__ = ["Cut", "write_workbook"]
