"""How long the first hit of a search takes in a browser, how large the index is; and with Pagefind.

Run, from the root of the repository:

    pip install -c constraints.txt -e '.[dev]'
    python benchmarks/search.py               # 3,210 items, with Pagefind
    python benchmarks/search.py --large       # 80,681 items, quanze alone

The registers come from benchmarks/registers.py. Of quanze's site only the home page and the search index
are made, and opened from the disk. Every question is asked five times, each time in a new browser, which
has loaded nothing but the page and what a click into the field loads; time runs from the question to
the first hit on the page. Pagefind, in an environment of its own, indexes a page for each item that holds
the same words; as it does not work from a disk, a server on this machine gives its files out.

The browser is Chromium: `playwright install chromium`, or the one that CHROMIUM names.
"""

from __future__ import annotations

import functools
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from peers import Peers
from playwright.sync_api import Browser, Page, sync_playwright
from registers import write

from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.register import Register
from quanze.publish.site import home
from quanze.publish.site.build import ASSETS
from quanze.publish.site.index import index_outputs
from quanze.publish.site.index.documents import documents
from quanze.publish.site.index.synonyms import Synonyms
from quanze.publish.site.site import Site

CITY: Final = (3210, 37)
PREFECTURE: Final = (80_681, 370)
TIMES: Final = 5
KIB: Final = 1024

QUESTIONS: Final = {
    "食品经营许可": "a name",
    "临时仓储": "the beginning of names",
    "开饭店": "an everyday word",
    "社保": "an everyday word that names hold by chance",
    "食品许可": "a name with a gap",
    "处罚": "in every third name",
    "对": "one sign",
    "spjyxk": "initials",
    "cf": "two initials",
    "T-bm001-XK": "the beginning of codes",
    "T-bm001-XK-00001": "a code",
    "中华人民共和国食品安全法": "a law",
    "食品安全法 处罚": "two words",
    "未按规定城市道路拒不处罚": "words out of order",
    "我想开个饭店需要什么手续": "a sentence",
    "行政许可": "a type",
    "第001局": "a department",
    "航天飞机": "nothing",
}

_OURS: Final = """question => new Promise(done => {
  const list = document.getElementById("results-list"), count = document.getElementById("results-count");
  const field = document.getElementById("q"), start = performance.now();
  const watch = new MutationObserver(() => {
    if (list.children.length || count.textContent.startsWith("没有找到")) {
      watch.disconnect();
      done(performance.now() - start);
    }
  });
  watch.observe(list, { childList: true });
  watch.observe(count, { childList: true });
  field.value = question;
  field.form.dispatchEvent(new Event("submit", { cancelable: true }));
})"""
_FOUND: Final = (
    "() => { const text = document.getElementById('results-count').textContent;"
    " return text.startsWith('没有') ? 0 : /\\d/.test(text) ? Number(/\\d+/.exec(text)[0]) : null; }"
)
_THEIRS: Final = """async question => {
  const start = performance.now(), found = await window.peer.search(question);
  if (found.results.length) { await found.results[0].data(); }
  return [performance.now() - start, found.results.length];
}"""
_THEIR_START: Final = (
    "async () => { window.peer = await import('/pagefind/pagefind.js'); await window.peer.init(); }"
)


class Answered(NamedTuple):
    """How long a question took, in milliseconds, and how many hits it has."""

    times: list[float]
    hits: int


def written(folder: Path) -> str:
    """Say how large what is in a folder is."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{sum(sizes) / KIB**2:.1f} MiB in {len(sizes):,} files, the largest {max(sizes) // KIB} KiB"


def make_ours(register: Register, folder: Path) -> str:
    """Write the home page and the index; say what that took."""
    start = time.perf_counter()
    for output in index_outputs(site := Site(register)):
        place = folder / output.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(output.make())
    took = time.perf_counter() - start
    size = written(folder)
    for output in home.pages(site):
        (folder / output.path).write_bytes(output.make())
    for asset in ASSETS.iterdir():
        (folder / "assets" / asset.name).write_bytes(asset.read_bytes())
    return f"index in {took:.1f} s, {size}"


def ask_ours(browser: Browser, folder: Path, question: str) -> Answered:
    def opened(page: Page) -> None:
        page.goto((folder / "index.html").as_uri())
        page.focus("#q")
        page.wait_for_timeout(250)

    times, hits = [], 0
    for page in _new_pages(browser, opened):
        times.append(page.evaluate(_OURS, question))
        # What is only like the question is counted when the first hits stand.
        while (counted := page.evaluate(_FOUND)) is None:
            page.wait_for_timeout(20)
        hits = int(counted)
    return Answered(times, hits)


def make_theirs(register: Register, folder: Path) -> str:
    """Let Pagefind index a page for each item; say what that took."""
    python = Peers(folder.parent / "peers").program("pagefind", "python")
    folder.mkdir()
    for number, one in enumerate(documents(Site(register), Synonyms())):
        words = "".join(f"<p>{escape(text)}</p>" for text in chain(_texts(one.texts), one.codes))
        head = f'<html lang="zh"><title>{escape(one.name)}</title>'
        page = f"<!doctype html>{head}<body><h1>{escape(one.name)}</h1>{words}</body></html>"
        (folder / f"{number}.html").write_text(page, "utf-8")
    start = time.perf_counter()
    subprocess.run([python, "-m", "pagefind", "--site", folder, "--quiet"], check=True)
    return f"index in {time.perf_counter() - start:.1f} s, {written(folder / 'pagefind')}"


def _texts(told: Sequence[tuple[object, str]]) -> Iterator[str]:
    return (text for _, text in told)


def ask_theirs(browser: Browser, address: str, question: str) -> Answered:
    def opened(page: Page) -> None:
        page.goto(f"{address}/0.html")
        page.evaluate(_THEIR_START)

    answers = [page.evaluate(_THEIRS, question) for page in _new_pages(browser, opened)]
    return Answered([took for took, _ in answers], answers[-1][1])


def _new_pages(browser: Browser, opened: Callable[[Page], None]) -> Iterator[Page]:
    for _ in range(TIMES):
        context = browser.new_context()
        page = context.new_page()
        opened(page)
        yield page
        context.close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Give out the files of a folder; the address is yielded."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def table(title: str, ask: Callable[[str], Answered]) -> None:
    """Ask every question and print what it took."""
    print(f"{title}\n{'best':>8}{'median':>8}{'hits':>9}  question", flush=True)
    middles = []
    for question, kind in QUESTIONS.items():
        times, hits = ask(question)
        middles.append(statistics.median(times))
        print(
            f"{min(times):8.0f}{middles[-1]:8.0f}{hits:9,}  {question} ({kind})",
            flush=True,
        )
    print(f"{'':8}{statistics.median(middles):8.0f}           median; most {max(middles):.0f}\n")


def main() -> None:
    with sync_playwright() as play, tempfile.TemporaryDirectory() as name:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        top = Path(name)
        large = "--large" in sys.argv
        items, departments = PREFECTURE if large else CITY
        write(top / "register", items, departments)
        register = load(open_register(top / "register")).register
        made = make_ours(register, top / "site")
        ask = functools.partial(ask_ours, browser, top / "site")
        table(f"quanze, {items:,} items: {made}", ask)
        if not large:
            made = make_theirs(register, top / "pages")
            with served(top / "pages") as address:
                ask = functools.partial(ask_theirs, browser, address)
                table(f"Pagefind, {items:,} items: {made}", ask)


if __name__ == "__main__":
    main()
