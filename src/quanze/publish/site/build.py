"""Writing a site: pages, search index, styles and scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quanze.model.register import Register
from quanze.publish.flow_chart import chart_style
from quanze.publish.site.addresses import Addresses
from quanze.publish.site.pages import Pages
from quanze.publish.site.search_index import search_index

ASSETS = Path(__file__).parent / "assets"


def write_site(
    register: Register,
    addresses: Addresses,
    folder: Path,
    advance: Callable[[str], None] | None = None,
) -> int:
    """Write the site of a register into an empty folder; return the number of pages.

    Args:
        register: what is published.
        addresses: where each page stands.
        folder: the folder to write into.
        advance: called with the path of each page once it is written.
    """
    count = 0
    made: set[Path] = set()
    for page in Pages(register, addresses).all():
        path = folder / page.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        _write(path, page.text)
        count += 1
        if advance is not None:
            advance(page.path)
    _write_assets(register, addresses, folder / "assets")
    return count


def _write_assets(register: Register, addresses: Addresses, folder: Path) -> None:
    folder.mkdir()
    for asset in sorted(ASSETS.iterdir()):
        text = asset.read_text(encoding="utf-8")
        if asset.name == "site.css":
            text += f"\n/* Flow charts */\n{chart_style()}\n"
        _write(folder / asset.name, text)
    _write(folder / "search-index.js", search_index(register, addresses))


def _write(path: Path, text: str) -> None:
    # A lone surrogate (from a broken Excel cell) has no UTF-8; it is shown as a question mark.
    path.write_bytes(text.encode("utf-8", errors="replace"))
