"""How long a register takes to publish, how much memory, and how large the site is; and with others.

Run by benchmarks/run.py (`python benchmarks/run.py --only publish`). quanze makes its whole publication:
pages, search, workbooks, open data; then again with nothing changed, and with one item changed in
each of five departments. doorstop, StrictDoc and sphinx-needs get the powers in the form they want, the
site generators as Markdown, one page each; all of these make nothing but pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import converted
from measuring import MIB, Cost, run
from peers import Peers
from registers import change, write
from tables import Job, Row
from validating import CACHE, EITHER, ONE_CORE, QUANZE, doorstop_files, sphinx, strictdoc

Page = tuple[str, str, str]
"""Path without its ending, title, Markdown."""


def rows(top: Path, peers: Peers, items: int, departments: int) -> Iterator[Row]:
    """Go through the lines of the table; the register is made on the way."""
    whole = top / "whole"
    write(whole, items, departments)
    site = top / "site"
    publish = (*QUANZE, "publish", whole, "--to", site)
    yield Row("quanze publish", lambda: lambda: _quanze(site, *publish), lambda: _size_of(site))
    yield Row("quanze, one core", lambda: lambda: _quanze(site, *ONE_CORE, *publish), "likewise")
    yield Row("quanze, nothing changed", lambda: lambda: _again(site, *publish))
    yield Row("quanze, 5 files changed", lambda: _after_changes(whole, site, *publish))
    yield Row("doorstop publish", lambda: _doorstop(top, peers, whole), "pages alone")
    yield Row("StrictDoc", lambda: strictdoc(top, peers, whole, "html"), "pages alone")
    yield Row("sphinx-needs", lambda: sphinx(top, peers, whole, "html"), "pages alone")
    for name, generate in _GENERATORS.items():
        yield Row(name, lambda generate=generate: generate(top, peers, whole), "pages alone")  # type: ignore[misc]


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _size_of(site: Path) -> str:
    files = sum(path.is_file() for path in site.rglob("*"))
    return f"pages, search, Excel, data: {size(site) // MIB} MiB in {files:,} files"


def _anew(made: Path, *command: str | Path, cwd: Path | None = None) -> Cost:
    shutil.rmtree(made, ignore_errors=True)
    return run(*command, cwd=cwd)


def _quanze(site: Path, *command: str | Path) -> Cost:
    shutil.rmtree(site, ignore_errors=True)
    return run(*command, env={CACHE: ""}, fine=EITHER)


def _again(
    site: Path, *command: str | Path, change_first: Callable[[], None] | None = None
) -> Cost:
    """Publish where the site is there already."""
    if not site.exists():
        _quanze(site, *command)
    if change_first is not None:
        change_first()
    return run(*command, env={CACHE: ""}, fine=EITHER)


def _after_changes(whole: Path, site: Path, *command: str | Path) -> Job:
    numbers = count()

    def changed() -> None:
        change(whole, 5, mark=f"第{next(numbers)}次")

    return lambda: _again(site, *command, change_first=changed)


def _doorstop(top: Path, peers: Peers, whole: Path) -> Job:
    program, folder, made = (
        peers.program("doorstop", "doorstop"),
        top / "doorstop",
        top / "doorstop-out",
    )
    doorstop_files(whole, folder)
    return lambda: _anew(made, program, "publish", "all", made, "--html", cwd=folder)


def pages(whole: Path) -> Iterator[Page]:
    """Go through the items as Markdown."""
    for slug, items in converted.powers(whole):
        for item in items:
            yield f"{slug}/{item['编码']}", item["名称"], converted.markdown(item)


def _filled(folder: Path, whole: Path, head: str) -> None:
    for path, title, text in pages(whole):
        place = folder / f"{path}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(head.format(title=title) + text, "utf-8")


def _mkdocs_files(folder: Path, whole: Path) -> None:
    """Write what MkDocs reads, and Zensical, which reads the same files."""
    if not folder.exists():
        _filled(folder / "docs", whole, "# {title}\n\n")
        (folder / "docs/index.md").write_text("# 清单\n", "utf-8")
        (folder / "mkdocs.yml").write_text("site_name: 清单\nplugins: []\n", "utf-8")


def _mkdocs(top: Path, peers: Peers, whole: Path) -> Job:
    program, folder = peers.program("mkdocs", "mkdocs"), top / "mkdocs"
    _mkdocs_files(folder, whole)
    made = folder / "site"
    return lambda: _anew(made, program, "build", "-q", "-d", made, cwd=folder)


def _zensical(top: Path, peers: Peers, whole: Path) -> Job:
    program, folder = peers.program("zensical", "zensical"), top / "mkdocs"
    _mkdocs_files(folder, whole)

    def job() -> Cost:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        return _anew(folder / "site", program, "build", cwd=folder)

    return job


def _pelican(top: Path, peers: Peers, whole: Path) -> Job:
    program, folder = peers.program("pelican", "pelican"), top / "pelican"
    _filled(folder / "content", whole, "Title: {title}\nDate: 2026-11-22\n\n")
    return lambda: _anew(folder / "site", program, "content", "-o", "site", "-q", cwd=folder)


def _hugo(top: Path, peers: Peers, whole: Path) -> Job:
    program, folder = peers.program("hugo", "hugo"), top / "hugo"
    _filled(folder / "content", whole, "---\ntitle: '{title}'\n---\n")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}", "utf-8")
    (layouts / "list.html").write_text("{{ range .Pages }}<a>{{ .Title }}</a>{{ end }}", "utf-8")
    (folder / "hugo.toml").write_text('baseURL = "/"\n', "utf-8")
    return lambda: _anew(folder / "public", program, "--quiet", cwd=folder)


_GENERATORS: dict[str, Callable[[Path, Peers, Path], Job]] = {
    "MkDocs": _mkdocs,
    "Zensical": _zensical,
    "Pelican": _pelican,
    "Hugo": _hugo,
}
