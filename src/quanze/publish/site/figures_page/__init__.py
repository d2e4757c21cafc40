"""The page of figures: every chart with its numbers as a table, and what is counted."""

from quanze.publish.site.figures_page.page import NAME, PAGE, pages

__all__ = ["NAME", "PAGE", "pages"]
