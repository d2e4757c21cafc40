"""The lists as documents for print: 清单, 服务指南 and 业务手册, in Word and PDF after GB/T 9704.

`books` says what a document holds, `content` is its form, `word` and `pdf` write it.
"""

from quanze.publish.document.books import book, has_book, items_of, single, title_of, volumes_of
from quanze.publish.document.content import Document
from quanze.publish.document.extent import extent
from quanze.publish.document.item import has_guide
from quanze.publish.document.outputs import document_links, document_outputs
from quanze.publish.document.pdf import as_pdf, why_not
from quanze.publish.document.word import as_word, blank_template

__all__ = [
    "Document",
    "as_pdf",
    "as_word",
    "blank_template",
    "book",
    "document_links",
    "document_outputs",
    "extent",
    "has_book",
    "has_guide",
    "items_of",
    "single",
    "title_of",
    "volumes_of",
    "why_not",
]
