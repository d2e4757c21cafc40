"""Pages in a real browser, opened from the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

Open = Callable[..., Page]
"""Path in the site, query, options of the browser -> the page."""

UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"


@contextmanager
def visits(browser: Browser, site: Path) -> Iterator[Open]:
    """Open pages of a site; a message on the console or a request elsewhere is an error at the end."""
    complaints: list[str] = []
    contexts = []

    def complain(page: Page, text: str) -> None:
        complaints.append(f"{page.url.removeprefix(site.as_uri())}: {text}")

    def open_(path: str, query: str = "", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complain(page, message.text))
        page.on("pageerror", lambda error: complain(page, str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(site.as_uri()) else complain(page, request.url)
            ),
        )
        page.goto((site / path).as_uri() + query)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
