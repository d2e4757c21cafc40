"""The notice of an adjustment (调整公告), made from its record: a page, a workbook, Word and PDF."""

from quanze.publish.notice.document import notice_document, packaged_template
from quanze.publish.notice.facts import NoticeFacts, notice_facts
from quanze.publish.notice.html import notice_page
from quanze.publish.notice.printed import notice_pdf
from quanze.publish.notice.workbook import notice_workbook
from quanze.publish.word_file import read_template

__all__ = [
    "NoticeFacts",
    "notice_document",
    "notice_facts",
    "notice_page",
    "notice_pdf",
    "notice_workbook",
    "packaged_template",
    "read_template",
]
