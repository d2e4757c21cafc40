"""The notice of an adjustment (调整公告), made from its record: a page, a workbook and a Word document."""

from quanze.publish.notice.document import notice_document, packaged_template, read_template
from quanze.publish.notice.facts import NoticeFacts, notice_facts
from quanze.publish.notice.html import notice_page
from quanze.publish.notice.workbook import notice_workbook

__all__ = [
    "NoticeFacts",
    "notice_document",
    "notice_facts",
    "notice_page",
    "notice_workbook",
    "packaged_template",
    "read_template",
]
