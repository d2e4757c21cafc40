"""What changed between two versions, for people and programs: terminal, Markdown, JSON, page, workbook.

`facts` settles what is said; the others only lay it out.
"""

from quanze.publish.changes.facts import ChangeReport, Narrowing, report_of

__all__ = ["ChangeReport", "Narrowing", "report_of"]
