"""Which entry of the older version is which of the newer one, and what became of it.

By identity alone: the code, and what the register declares (前身, 曾用名). Likeness never decides here;
`suggest.py` tells what may have been forgotten to declare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from quanze.diff.changes import Change, Changes
from quanze.diff.compare import compare
from quanze.diff.entries import NAMED_BY, Entries, Entry, Renaming, counted, entries_of, renamed
from quanze.model.adjustment import ListName
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.change_kind import (
    ADDED,
    CANCELLED,
    ENTRUSTED,
    IN_KINDS,
    MERGED,
    MOVED,
    OUT_KINDS,
    RECODED,
    REGULAR_AGAIN,
    RENAMED_BODY,
    RESERVED,
    RESUMED,
    SPLIT,
    SUSPENDED,
    TAKEN_OVER,
    WITHDRAWN,
    Levels,
    alteration,
    appearance,
    disappearance,
    gravest,
    level_of_kind,
)
from quanze.model.power import BodyNature, Regularity
from quanze.model.register import Register

_PREDECESSORS: Final = "前身"
_FORMER_NAMES: Final = "曾用名"


@dataclass(frozen=True)
class Declared:
    """What a record says of an item that left the list, or came to it."""

    kind: str
    other_body: str = ""
    """To whom it went, or from whom it came."""
    coming: bool | None = None
    """Whether it came to the list; None where that is not said."""


Declarations = Mapping[str, Declared]
"""Code -> what a record declares it to be."""


def changes_between(
    old: Register,
    new: Register,
    declarations: Declarations | None = None,
) -> Changes:
    """Compare two registers.

    Args:
        old: the older version.
        new: the newer version; its 前身 and 曾用名 say what was renamed, merged or split.
        declarations: what records say of items that left the list or came to it.

    Raises:
        CannotRun: two powers of a version have one code.
    """
    own = new.settings.adjustments.levels
    return compare_entries(entries_of(old), entries_of(new), own, declarations)


def compare_entries(
    old: Entries, new: Entries, own: Levels, declarations: Declarations | None = None
) -> Changes:
    """Compare two versions that are entries already."""
    return _Comparison(old, new, own, declarations or {}).result()


class _Comparison:
    def __init__(self, old: Entries, new: Entries, own: Levels, declarations: Declarations) -> None:
        self._new = new
        self._own = own
        self._declarations = declarations
        self._successions = _successions(old, new)
        self._renaming = Renaming(_renamed_departments(old, new), self._successions.recoded)
        self._before = renamed(old, self._renaming)
        """Key under the new names -> the entry as it was, and as it is called now."""
        self._count = counted(old)[ListName.POWER]

    def result(self) -> Changes:
        """Return all changes, powers first, by department and code."""
        return Changes(
            tuple(sorted(self._changes(), key=_order)),
            self._renaming,
            before=self._count,
            after=counted(self._new)[ListName.POWER],
        )

    def _changes(self) -> Iterator[Change]:
        for key, entry in self._new.items():
            pair = self._before.get(key)
            change = self._kept(*pair, entry) if pair else self._appeared(entry)
            if change is not None:
                yield change
        for key, (written, _) in self._before.items():
            if key not in self._new:
                yield self._disappeared(written, key.key)

    def _appeared(self, entry: Entry) -> Change:
        if entry.key.listed is not ListName.POWER:
            kind = appearance(entry.key.listed)
            return Change(kind, level_of_kind(kind, self._own), None, entry)
        code = entry.key.key
        related = self._successions.before.get(code, ())
        fallback = TAKEN_OVER if _taken_over(entry.data) else ADDED
        kind, other_body = self._settled(
            code, self._successions.kind_of_new(code), IN_KINDS, fallback, coming=True
        )
        level = self._level(kind, fallback, declared=not related)
        return Change(kind, level, None, entry, related=related, other_body=other_body)

    def _disappeared(self, entry: Entry, code: str) -> Change:
        if entry.key.listed is not ListName.POWER:
            kind = disappearance(entry.key.listed)
            return Change(kind, level_of_kind(kind, self._own), entry, None)
        related = self._successions.after.get(code, ())
        kind, other_body = self._settled(
            code, self._successions.kind_of_old(code), OUT_KINDS, CANCELLED, coming=False
        )
        level = self._level(kind, CANCELLED, declared=not related)
        return Change(kind, level, entry, None, related=related, other_body=other_body)

    def _level(self, kind: str, plain: str, *, declared: bool) -> ChangeLevel:
        """A power that leaves the list is no lesser change because a record says it was moved."""
        kinds = (kind, plain) if declared else (kind,)
        return gravest(*(level_of_kind(one, self._own) for one in kinds))

    def _settled(
        self, code: str, by_succession: str, may_be: tuple[str, ...], fallback: str, *, coming: bool
    ) -> tuple[str, str]:
        """Settle the kind of a power's coming or going: 前身 first, then what a record declares."""
        declared = self._declarations.get(code)
        if by_succession or declared is None or declared.kind not in may_be:
            return by_succession or fallback, ""
        if declared.coming is not None and declared.coming is not coming:
            return fallback, ""
        return declared.kind, declared.other_body

    def _kept(self, written: Entry, before: Entry, entry: Entry) -> Change | None:
        if before == entry and written.key == entry.key:
            return None
        elements = compare(before.data, entry.data, self._own)
        if written.key != entry.key and entry.key.listed in NAMED_BY:
            name = NAMED_BY[entry.key.listed]
            elements = (*compare(_only(written, name), _only(entry, name), self._own), *elements)
        if not elements:
            return None
        kinds, related = tuple[str, ...](), tuple[str, ...]()
        if entry.key.listed is ListName.POWER:
            kinds, related = self._happened(written, before, entry)
        elif entry.key.listed is ListName.DEPARTMENT and written.key != entry.key:
            kinds = (RENAMED_BODY,)
        kind = kinds[0] if kinds else alteration(entry.key.listed)
        if entry.key.listed is ListName.POWER and {one.name for one in elements} >= _ANOTHER:
            kinds = (*kinds, CANCELLED)
        levels = (level_of_kind(one, self._own) for one in kinds)
        level = gravest(*levels, *(element.level for element in elements))
        return Change(kind, level, written, entry, elements, related)

    def _happened(
        self, written: Entry, before: Entry, entry: Entry
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name all that happened to a power that is in both versions; the first names the change."""
        code = entry.key.key
        recoded = written.key != entry.key
        absorbed = () if recoded else self._successions.before.get(code, ())
        parted = () if recoded or absorbed else self._successions.after.get(code, ())
        related = absorbed or ((written.key.key,) if recoded else parted)
        was, now = before.data, entry.data
        happened = (
            (MERGED, bool(absorbed)),
            (MOVED, before.department != entry.department),
            (SUSPENDED, "暂停" in now and "暂停" not in was),
            (RESUMED, "暂停" in was and "暂停" not in now),
            (RESERVED, _reserved(now) and not _reserved(was)),
            (REGULAR_AGAIN, _reserved(was) and not _reserved(now)),
            (ENTRUSTED, _entrusted(now) and not _entrusted(was)),
            (WITHDRAWN, _entrusted(was) and not _entrusted(now)),
            (RECODED, recoded),
            (SPLIT, bool(parted)),
        )
        return tuple(kind for kind, did in happened if did), related


_ANOTHER: Final = {"名称", "类型", "设定依据"}
"""Where all of these changed, another power bears the code: no lesser change than cancelling the first."""


def _only(entry: Entry, name: str) -> dict[str, str]:
    return {name: entry.key.key}


def _taken_over(data: Mapping[str, object]) -> bool:
    """Whether a power came from above, as 权力来源 says (下放承接, 上级委托 …)."""
    source = str(data.get("权力来源", ""))
    return any(word in source for word in ("承接", "下放", "委托"))


def _reserved(data: Mapping[str, object]) -> bool:
    return data.get("常用程度") == Regularity.RESERVED


def _entrusted(data: Mapping[str, object]) -> bool:
    return "委托机关" in data or data.get("主体性质") == BodyNature.ENTRUSTED


@dataclass(frozen=True)
class _Successions:
    """Which power came from which, as 前身 declares."""

    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a power -> the codes of the older version that it newly declares."""
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of the older version -> the powers that declare it."""
    recoded: Mapping[str, str] = field(default_factory=dict)
    """Old code -> new code, where one power only bears another code."""

    def kind_of_new(self, code: str) -> str:
        """合并 where several came together, 拆分 where one was parted; empty where nothing is declared."""
        before = self.before.get(code, ())
        if not before:
            return ""
        return MERGED if len(before) > 1 else SPLIT

    def kind_of_old(self, code: str) -> str:
        """How a code that is gone went into others."""
        after = self.after.get(code, ())
        if not after:
            return ""
        return SPLIT if len(after) > 1 else MERGED


def _successions(old: Entries, new: Entries) -> _Successions:
    """Read what the newer version declares of the older one's powers."""
    codes_before = {key.key for key in old if key.listed is ListName.POWER}
    codes_after = {key.key for key in new if key.listed is ListName.POWER}
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    for key, entry in new.items():
        if key.listed is not ListName.POWER or _PREDECESSORS not in entry.data:
            continue
        known = old[key].data.get(_PREDECESSORS, ()) if key in old else ()
        declared = dict.fromkeys(entry.data[_PREDECESSORS])
        came = tuple(
            code for code in declared if code in codes_before and code not in known and code != key.key
        )  # fmt: skip
        if came:
            before[key.key] = came
        for code in came:
            after[code] = (*after.get(code, ()), key.key)
    kept = codes_before & codes_after
    recoded = {
        came[0]: code
        for code, came in before.items()
        if len(came) == 1 and after[came[0]] == (code,) and not {code, came[0]} & kept
    }
    return _Successions(before, after, recoded)


def _renamed_departments(old: Entries, new: Entries) -> dict[str, str]:
    """Find departments that took a new name: the new one declares the old one as 曾用名."""
    names_before = {key.key for key in old if key.listed is ListName.DEPARTMENT}
    names_after = {key.key for key in new if key.listed is ListName.DEPARTMENT}
    claims: dict[str, list[str]] = {}
    for key, entry in new.items():
        if key.listed is ListName.DEPARTMENT and key.key not in names_before:
            for name in entry.data.get(_FORMER_NAMES, ()):
                if name in names_before and name not in names_after:
                    claims.setdefault(name, []).append(key.key)
    heirs = [by[0] for by in claims.values() if len(by) == 1]
    return {name: by[0] for name, by in claims.items() if len(by) == 1 and heirs.count(by[0]) == 1}


_LISTS: Final = {listed: rank for rank, listed in enumerate(ListName)}


def _order(change: Change) -> tuple[int, str, str]:
    return _LISTS[change.key.listed], change.entry.department, change.key.key
