"""Two versions of a register -> what changed between them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from quanze.diff.changes import Changes
from quanze.diff.match import Declarations, changes_between
from quanze.diff.records import by_number, declarations
from quanze.findings import Finding
from quanze.load.differing import Differing
from quanze.load.layout import held
from quanze.load.loader import MISSING_FILE, Loaded, load
from quanze.load.source import SETTINGS_FILE, CannotRun, PartSource, Source
from quanze.load.verdict_store import open_store
from quanze.load.versions import Version
from quanze.model.adjustment import AdjustmentRecord, ListName
from quanze.model.power import Power
from quanze.model.register import Register


def compare_versions(old: Version, new: Version, declared: Declarations | None = None) -> Changes:
    """Compare two versions.

    Args:
        old: the older version.
        new: the newer version; the records that it alone has declare what came and went.
        declared: what is declared beside these records, and instead of them.

    Raises:
        CannotRun: a version holds what cannot be read: what is missing would look cancelled.
    """
    before, after, unread = _read_what_differs(old, new)
    newer = declarations(records_between(before, after))
    changes = changes_between(before, after, {**newer, **(declared or {})})
    return replace(changes, before=changes.before + unread, after=changes.after + unread)


def records_between(before: Register, after: Register) -> tuple[AdjustmentRecord, ...]:
    """Return the records that the newer version alone has, in their order."""
    known = {record.number for record in before.adjustments}
    newer = (record for record in after.adjustments if record.number not in known)
    return tuple(sorted(newer, key=by_number))


def _read_what_differs(old: Version, new: Version) -> tuple[Register, Register, int]:
    """Read both versions as far as they differ; and how many powers of both were left out."""
    with open_store() as store:
        return _read_differing(old, new, Differing(old.source, new.source, store))


def _read_differing(
    old: Version, new: Version, differing: Differing
) -> tuple[Register, Register, int]:
    while True:
        was, now = differing.sources()
        before = _readable_part(old, was).register
        after = _readable_part(new, now).register
        namesakes = _has_namesakes(before) or _has_namesakes(after)
        codes, powers = _codes_that_matter(before, after), {*_powers(before), *_powers(after)}
        if not (differing.read_everything() if namesakes else differing.read_also(codes, powers)):
            differing.put_in_place(before, newer=False)
            differing.put_in_place(after, newer=True)
            return before, after, differing.unread_powers


def _has_namesakes(register: Register) -> bool:
    """Whether two folders bear one department's name: their entries are numbered together."""
    names = [lists.name for lists in register.departments]
    return len({*names}) < len(names)


def _codes_that_matter(old: Register, new: Register) -> set[str]:
    """Return the codes of which everything must be read that names them.

    What came or went may be recoded; a former code may be that of a power that is still there; a duty
    bears the name of its power, and there may be several for one.
    """
    was, now = _powers(old), _powers(new)
    codes = set(was.keys() ^ now.keys())
    for code, power in now.items():
        known = was[code].predecessors if code in was else ()
        codes |= {str(former) for former in power.predecessors if former not in known}
    for lists in (*old.departments, *new.departments):
        codes |= {str(duty.item) for duty in lists.duties}
    return codes


def _powers(register: Register) -> dict[str, Power]:
    """Code -> power; of all of them there may be another that was not read."""
    return {str(power.code): power for power in register.powers}


def read_beside(old: Version, new: Version, changes: Changes) -> tuple[Register, Register]:
    """Read what measuring the changed powers needs beside them: the flows of their departments.

    Where a flow changed, the department's powers are read as well: they may use it.
    """
    whole, flows = set[str](), set[str]()
    for change in changes.changes:
        for entry in filter(None, (change.old, change.new)):
            if entry.origin is not None:
                flow = entry.key.listed is ListName.FLOW
                (whole if flow else flows).add(_folder(entry.origin.file))

    def needed(path: str) -> bool:
        place, folder = held(path), _folder(path)
        beside = place is not None and place.stem in ("flow", "department")
        return path == SETTINGS_FILE or folder in whole or (folder in flows and beside)

    before, after = (PartSource(version.source, needed) for version in (old, new))
    was = load(before).register
    return was, was if contents(before) == contents(after) else load(after).register


def contents(source: Source) -> dict[str, bytes]:
    """Return the bytes of all files; of one that cannot be read, none."""
    return {path: _content(source, path) for path in source.files()}


def _content(source: Source, path: str) -> bytes:
    try:
        return source.read(path)
    except OSError:
        return b""


def power_names(version: Version, codes: Container[str]) -> dict[str, str]:
    """Return the names of powers that did not change; nothing but the lists of powers is read."""

    def needed(path: str) -> bool:
        place = held(path)
        return path == SETTINGS_FILE or (place is not None and place.stem == "power")

    powers = load(PartSource(version.source, needed)).register.powers
    return {str(power.code): power.name for power in powers if str(power.code) in codes}


def _folder(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _readable_part(version: Version, part: Source) -> Loaded:
    """Load a part of a version; what cannot be read is told by its place in the whole files.

    Raises:
        CannotRun: something in its lists could not be read.
    """
    try:
        return readable(replace(version, source=part))
    except CannotRun:
        readable(version)
        raise


def readable(version: Version) -> Loaded:
    """Load a version.

    Raises:
        CannotRun: something in its lists could not be read.
    """
    loaded = load(version.source)
    lost = [
        finding
        for finding in loaded.findings
        if finding.origin.file.startswith("departments/") and loses(finding)
    ]
    if lost:
        from quanze.load.places import Places  # nothing else needs it

        places = Places(version.source)
        told = "\n".join(f"  {places.of(finding)}：{finding.message}" for finding in lost[:5])
        raise CannotRun(
            f"“{version.label}”里有读不懂的内容，不能比较：读不到的会被当成取消。\n{told}\n"
            "请先运行 quanze validate，改正以后再比较。"
        )
    return loaded


def loses(finding: Finding) -> bool:
    """Whether something could not be read, as this was found."""
    from quanze.rules.registry import RULES_BY_CODE  # slow to load, and most registers can be read

    return RULES_BY_CODE[finding.code].essential and finding.code != MISSING_FILE
