"""How fast two revisions of a large register are compared, here and otherwise, and what is found.

Run by benchmarks/run.py, for a few changed files and for many: quanze compares two git revisions; the
others get the powers of both, made ready for them as tables or JSON by code, which is not counted.

Run by itself, from the root of the repository, it holds what is found against what is true:

    pip install -c constraints.txt -e '.[dev]'
    python benchmarks/diff.py

The register has 3,210 powers in 37 departments, each with its duty, made of those of `examples/` under
codes and names of their own; it lies in a git repository of its own. Between its two revisions 20 powers
are removed with their duties, 16 of them with a namesake in another department, and 160 are changed in
one element. Each way gets the same two revisions, from a fresh start: opening the repository is counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import converted
from deepdiff import DeepDiff
from measuring import again, run
from peers import Peers
from registers import commit, git, keep_history, write
from tables import Row
from validating import CACHE

from quanze.diff.changes import Changes
from quanze.diff.match import changes_between
from quanze.diff.versions import compare_versions, readable
from quanze.load.emit import emit
from quanze.load.versions import Version, open_version
from quanze.load.yaml_reader import read

ITEMS: Final = 3210
DEPARTMENTS: Final = 37
REMOVED: Final = 20
WITH_NAMESAKE: Final = 16
CHANGED: Final = 160
STEP: Final = ITEMS // REMOVED
EXAMPLES: Final = Path(__file__).parents[1] / "examples"

FEW: Final = 10
MANY: Final = 4000

Data = dict[str, Any]
Files = dict[str, str]


_DEEPDIFF: Final = """
import json, pathlib, sys, deepdiff
old, new = (json.loads(pathlib.Path(path).read_text("utf-8")) for path in sys.argv[1:])
deepdiff.DeepDiff(old, new, ignore_order=True)
"""


def rows(top: Path, peers: Peers, items: int, departments: int, changed: int) -> Iterator[Row]:
    """Go through the lines of the table; the repository is made on the way."""
    folder = top / f"changed-{changed}"
    # An item that cannot be read is refused, so nothing is planted.
    write(folder, items, departments, faults=0, split=True)
    keep_history(folder, changed)
    command = (sys.executable, "-m", "quanze", "diff", "v1", "v2", "--in", folder)
    yield Row(
        "quanze diff",
        lambda: lambda: run(*command, env={CACHE: ""}),
        "cold; reads git; kinds and levels of changes",
    )
    kept = {CACHE: str(top / f"changed-{changed}-cache")}
    yield Row("quanze diff, again", lambda: again(*command, env=kept), "what files hold is kept")
    sides = [top / f"changed-{changed}-{tag}" for tag in ("v1", "v2")]
    for side in sides:
        git(folder, "worktree", "add", "-q", str(side.resolve()), side.name.rpartition("-")[2])
        converted.to_csv(side, side.with_suffix(".csv"))
        converted.to_json(side, side.with_suffix(".json"))
    tables, data = ([side.with_suffix(end) for side in sides] for end in (".csv", ".json"))
    key = ("--key", "编码")
    yield Row(
        "csv-diff",
        lambda: lambda: run(peers.program("tables", "csv-diff"), *tables, *key),
        "of tables; says which cells",
    )
    yield Row(
        "daff",
        lambda: lambda: run(peers.program("tables", "daff"), "diff", "--id", "编码", *tables),
        "of tables; says which cells",
    )
    yield Row(
        "deepdiff, by code",
        lambda: lambda: run(peers.program("tables", "python"), "-c", _DEEPDIFF, *data),
        "of JSON; says which values",
    )


def templates(key: str, file: str) -> list[Data]:
    """Return the entries of a list of the examples, without what refers to something else."""
    paths = sorted(EXAMPLES.glob(f"*/departments/*/{file}.yaml"))
    entries = chain.from_iterable(read(path.read_text("utf-8")).get(key) or [] for path in paths)
    return [
        {
            name: value
            for name, value in entry.items()
            if name != "流程" and "共用" not in str(value)
        }
        for entry in entries
    ]


def removed(number: int) -> bool:
    return number % STEP == 7 and number < REMOVED * STEP


def changed(number: int) -> bool:
    return number % (STEP // 8) == 3 and number < REMOVED * STEP


def code(number: int) -> str:
    return f"T-bm{number % DEPARTMENTS:02}-XK-{number:04}"


def name(number: int, like: str) -> str:
    """Name an item; 16 of the removed ones are called like one of another department."""
    twin = number - 1
    shared = removed(twin) and twin // STEP < WITH_NAMESAKE
    return f"{like}（{twin if shared else number}）"


def powers() -> list[Data]:
    """Make the powers of the older revision."""
    like = templates("事项", "power")
    return [
        {**one, "编码": code(number), "名称": name(number, like[0]["名称"])}
        for number in range(ITEMS)
        for one in [like[number % len(like)]]
    ]


def duties() -> list[Data]:
    """Make the duties of the older revision."""
    like = templates("责任事项", "duty")
    return [{**like[number % len(like)], "事项": code(number)} for number in range(ITEMS)]


def newer(entries: list[Data]) -> dict[int, Data]:
    """Return what is left in the newer revision, by its number."""
    return {number: one for number, one in enumerate(entries) if not removed(number)}


def with_changes(entries: dict[int, Data]) -> dict[int, Data]:
    """Change one element of 160 entries."""
    return {
        number: {**one, "承办机构": "综合审批科"} if changed(number) else one
        for number, one in entries.items()
    }


def written(
    one: dict[int, Data], other: dict[int, Data], *, split: bool
) -> Iterator[tuple[str, str]]:
    """Write a revision: one power.yaml for each department, or one file for each power."""
    yield "quanze.yaml", "名称: 一个清单库\n"
    for department in range(DEPARTMENTS):
        folder = f"departments/bm{department:02}"
        head = {"部门": f"第{department:02}局"}
        yield f"{folder}/department.yaml", emit({"名称": head["部门"]})
        theirs = [item for number, item in one.items() if number % DEPARTMENTS == department]
        duties = [duty for number, duty in other.items() if number % DEPARTMENTS == department]
        yield f"{folder}/duty.yaml", emit({**head, "责任事项": duties})
        if split:
            for item in theirs:
                yield f"{folder}/power/{item['编码']}.yaml", emit({**head, "事项": [item]})
        else:
            yield f"{folder}/power.yaml", emit({**head, "事项": theirs})


def repository(top: Path, *, split: bool) -> int:
    """Make a repository with the tags v1 and v2; returns how many bytes v1 has."""
    before, duties_before = dict(enumerate(powers())), dict(enumerate(duties()))
    after, duties_after = with_changes(newer(powers())), newer(duties())
    git(top, "init", "-q", "-b", "main")
    first = dict(written(before, duties_before, split=split))
    _store(top, first, {}, "v1")
    _store(top, dict(written(after, duties_after, split=split)), first, "v2")
    return sum(len(text.encode()) for text in first.values())


def _store(top: Path, files: Files, before: Files, tag: str) -> None:
    for path in before.keys() - files.keys():
        (top / path).unlink()
    for path, text in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, encoding="utf-8", newline="\n")
    commit(top, tag)


class Found(NamedTuple):
    """What a way of comparing found of the powers."""

    removed: set[str]
    changed: int
    added: int
    before: int | None = None


def by_quanze(changes: Changes) -> Found:
    gone = {one.key.key for one in changes.powers if one.kind == "取消"}
    altered = sum(bool(one.old and one.new) for one in changes.powers)
    return Found(gone, altered, changes.added, changes.before)


def versions(top: Path) -> tuple[Version, Version]:
    return open_version(top, "v1"), open_version(top, "v2")


def parsed_anew(top: Path) -> Found:
    """Load both revisions whole, and compare."""
    old, new = (readable(version).register for version in versions(top))
    return by_quanze(changes_between(old, new))


def what_differs(top: Path) -> Found:
    """Compare as `quanze diff` does."""
    return by_quanze(compare_versions(*versions(top)))


def lists(version: Version) -> Iterator[Data]:
    """Read the powers of a revision as plain data: YAML alone, without models."""
    for path in version.source.files():
        if "/power" in path:
            yield from read(version.source.read(path).decode())["事项"]


def yaml_alone(top: Path) -> Found:
    """Read the power lists of both revisions as plain data, and compare nothing."""
    for version in versions(top):
        list(lists(version))
    return Found(set(), 0, 0)


def deepdiff_by_code(top: Path) -> Found:
    """Let deepdiff compare plain data that is keyed by code for it."""
    old, new = ({item["编码"]: item for item in lists(one)} for one in versions(top))
    found = DeepDiff(old, new, ignore_order=True)
    gone = {
        path.split("'")[1]
        for path in found.get("dictionary_item_removed", ())
        if path.count("[") == 1
    }
    changed = {path.split("'")[1] for kind in found for path in found[kind] if path.count("[") > 1}
    added = sum(path.count("[") == 1 for path in found.get("dictionary_item_added", ()))
    return Found(gone, len(changed), added)


def deepdiff_by_place(top: Path) -> Found:
    """Let deepdiff compare the lists as they are, entry by entry."""
    old, new = (list(lists(one)) for one in versions(top))
    found = DeepDiff(old, new)
    whole = found.get("iterable_item_removed", {}).items()
    gone = {item["编码"] for path, item in whole if path.count("[") == 1}
    changed = {path.split("]")[0] for kind in found for path in found[kind] if path.count("[") > 1}
    return Found(
        gone,
        len(changed),
        sum(path.count("[") == 1 for path in found.get("iterable_item_added", ())),
    )


def git_stat(top: Path) -> Found:
    """Let git compare lines: it says how many, not of which item."""
    git(top, "diff", "--stat", "v1", "v2")
    return Found(set(), 0, 0)


Way = Callable[[Path], Found]

WAYS: Final[tuple[tuple[str, Way, int, bool], ...]] = (
    ("quanze, both revisions parsed anew", parsed_anew, 3, True),
    ("quanze diff: only what differs", what_differs, 3, True),
    ("YAML alone of the powers, no comparison", yaml_alone, 3, False),
    ("deepdiff, keyed by code for it", deepdiff_by_code, 1, True),
    ("deepdiff, lists as they are", deepdiff_by_place, 1, True),
    ("git diff --stat", git_stat, 3, False),
)
"""Name, what to call, how often, and whether it says which powers are gone."""


def measure(way: Way, top: Path, rounds: int) -> tuple[float, Found]:
    """Return the shortest time of several rounds, and what was found."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        found = way(top)
        times.append(time.perf_counter() - begun)
    return min(times), found


def verdict(found: Found) -> str:
    """Say what was found, and what is wrong with it."""
    right = {code(number) for number in range(ITEMS) if removed(number)}
    wrong = len(found.removed ^ right)
    said = f"{len(found.removed)} removed, {found.changed} changed, {found.added} added"
    return said + (f"; WRONG in {wrong} removals" if wrong else "")


def main() -> None:
    """Measure all ways in both layouts, and print a table."""
    assert sum(map(removed, range(ITEMS))) == REMOVED
    assert sum(changed(number) and not removed(number) for number in range(ITEMS)) == CHANGED
    for split in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            top = Path(folder)
            size = repository(top, split=split)
            layout = "one file for each power" if split else "one power.yaml for each department"
            print(f"\n{ITEMS:,} powers, {DEPARTMENTS} departments, {size / 2**20:.1f} MB, {layout}")
            for label, way, rounds, tells in WAYS:
                seconds, found = measure(way, top, rounds)
                said = verdict(found) if tells else "—"
                print(f"  {label:42}{seconds:>8.2f} s   {said}", flush=True)


if __name__ == "__main__":
    main()
