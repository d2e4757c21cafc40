"""What is said of the changes between two versions; every output lays out these same facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from quanze.diff.changes import Change, Changes
from quanze.diff.entries import Entries, EntryKey, Renaming, entries_of
from quanze.diff.reductions import Reductions, reductions_of
from quanze.diff.suggest import Suggestion, suggestions
from quanze.diff.versions import compare_versions, power_names, read_beside, readable
from quanze.load.source import CannotRun
from quanze.load.versions import Version
from quanze.model.adjustment import ListName
from quanze.model.adjustment_words import GRAVITY, ChangeLevel
from quanze.model.change_kind import MERGED, SPLIT, change_kinds
from quanze.model.register import Register, group
from quanze.publish.changes.own_lists import OwnSection, section
from quanze.publish.changes.parts import Line, label_of, lines_of, said

_DIGEST: Final = (
    "类型", "行使主体", "承办机构", "设定依据", "办理依据", "依据", "权力来源", "法定时限", "承诺时限",
    "收费", "适用事项", "责任", "步骤", "部门分工",
)  # fmt: skip
"""Elements that tell what a new entry is, or what a removed one was."""
_BY_NAME: Final = ("责任", "步骤", "部门分工")
"""Lists of which the digest only gives the names of the parts."""


@dataclass(frozen=True)
class ElementFacts:
    """One element that changed."""

    name: str
    kind: str
    level: ChangeLevel
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChangeFacts:
    """One entry that changed, came or went."""

    change: Change
    elements: tuple[ElementFacts, ...]
    """What changed in it; of an entry that came or went, what it says in brief."""
    related: tuple[tuple[str, str], ...]
    """Codes that it came from or went into, each with the name."""
    department: str
    """The department that it stands under, as it is called now."""
    moved_from: str = ""
    """The department that it was in; empty where it is the same one, under whatever name."""

    @property
    def whole(self) -> bool:
        """Whether the whole entry came or went."""
        return self.change.old is None or self.change.new is None

    @property
    def listed(self) -> ListName:
        """The list that it stands in."""
        return self.change.key.listed

    @property
    def key(self) -> str:
        """The code, or the name where the list has no codes."""
        return self.change.key.key

    @property
    def name(self) -> str:
        """Its name, after the change."""
        return self.change.entry.name

    @property
    def pairs(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """What is said of it: the name of each element, and its lines."""
        return ((element.name, element.lines) for element in self.elements)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What else is to be said in a few words: where it came from, where it went."""
        return tuple(_remarks(self))


@dataclass(frozen=True)
class Alike:
    """Entries in which the same changed: what is said of all of them is said once."""

    entries: tuple[ChangeFacts, ...]

    @property
    def first(self) -> ChangeFacts:
        """One of them, to say it of."""
        return self.entries[0]

    @property
    def several(self) -> bool:
        """Whether there is more than one."""
        return len(self.entries) > 1

    @property
    def heading(self) -> str:
        """What stands in the place of a name where there are several."""
        return f"{len(self.entries)} 项，改动相同"


@dataclass(frozen=True)
class KindGroup:
    """The changes of one kind in one department."""

    kind: str
    changes: tuple[ChangeFacts, ...]

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """The changes, those together that are the same; what came or went whole stands alone."""
        found = group((_sameness(facts), facts) for facts in self.changes)
        return tuple(Alike(entries) for entries in found.values())


@dataclass(frozen=True)
class DepartmentGroup:
    """What changed in one department."""

    department: str
    kinds: tuple[KindGroup, ...]

    @property
    def count(self) -> int:
        """How many entries changed."""
        return sum(len(kind.changes) for kind in self.kinds)


@dataclass(frozen=True)
class Narrowing:
    """What is shown of all the changes."""

    level: ChangeLevel | None = None
    """This level and graver."""
    item: str = ""
    """The code of a power."""

    def __str__(self) -> str:
        parts = []
        if self.level is not None and GRAVITY[self.level]:
            graver = [str(level) for level in ChangeLevel if GRAVITY[level] >= GRAVITY[self.level]]
            parts.append(f"只列级别是{'、'.join(graver)}的")
        if self.item:
            parts.append(f"只列事项 {self.item}")
        return "，".join(parts)


@dataclass(frozen=True)
class Side:
    """One of the two versions."""

    version: Version

    @property
    def label(self) -> str:
        """How the version was named."""
        return self.version.label

    @property
    def commit(self) -> str:
        """The full id of the commit; empty for a folder."""
        return self.version.commit

    @cached_property
    def entries(self) -> Entries:
        """Every entry, read when it is asked for: a comparison reads only what differs."""
        return entries_of(readable(self.version).register)


@dataclass(frozen=True)
class ChangeReport:
    """The changes between two versions, told."""

    name: str
    """The register's name."""
    old: Side
    new: Side
    changes: Changes
    shown: tuple[ChangeFacts, ...]
    narrowing: Narrowing
    reductions: Reductions
    suggestions: tuple[Suggestion, ...]
    own: OwnSection
    """What changed in the lists beside the power lists: a section of its own."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.own)

    @property
    def title(self) -> str:
        """Which versions are compared."""
        return f"{self.old.label} → {self.new.label}"

    @cached_property
    def groups(self) -> tuple[DepartmentGroup, ...]:
        """What is shown, by department and kind."""
        by_department = group((facts.department, facts) for facts in self.shown)
        return tuple(
            DepartmentGroup(department, _by_kind(found))
            for department, found in by_department.items()
        )

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many entries changed in each kind, in the order of the taxonomy."""
        return _in_order(Counter(facts.change.kind for facts in self.shown))

    @cached_property
    def element_kinds(self) -> Mapping[str, int]:
        """How many entries had an element of each kind changed."""
        return _in_order(
            Counter(
                kind
                for facts in self.shown
                for kind in {element.kind for element in facts.change.elements}
            )
        )

    @cached_property
    def levels(self) -> Mapping[ChangeLevel, int]:
        """How many changes are of each level, the gravest first."""
        counts = Counter(facts.change.level for facts in self.shown)
        return {level: counts[level] for level in ChangeLevel if counts[level]}

    @property
    def sum_text(self) -> str:
        """The powers before and after, as a sum that anybody can check."""
        c = self.changes
        return f"职权 原有 {c.before} + 增加 {c.added} − 减少 {c.removed} = 现有 {c.after}"

    @property
    def hidden(self) -> int:
        """How many changes the narrowing leaves out."""
        return len(self.changes.changes) - len(self.shown)


def report_of(old: Version, new: Version, narrowing: Narrowing | None = None) -> ChangeReport:
    """Compare two versions.

    Raises:
        CannotRun: what differs in a version cannot be read, or none has an item of the code asked for.
    """
    narrowing = narrowing or Narrowing()
    changes = compare_versions(old, new)
    sides = Side(old), Side(new)
    shown = list(_shown(changes, narrowing, _names(changes, old, new)))
    if narrowing.item and not shown:
        _must_exist(narrowing.item, sides)
    before, after = read_beside(old, new, changes)
    return ChangeReport(
        after.settings.name,
        *sides,
        changes,
        _ordered(shown, after),
        narrowing,
        reductions_of(changes, before, after),
        suggestions(changes),
        section(
            old,
            new,
            by_level=bool(GRAVITY[narrowing.level or ChangeLevel.WORDING]),
            item=narrowing.item,
        ),
    )


def _must_exist(code: str, sides: Iterable[Side]) -> None:
    key = EntryKey(ListName.POWER, "", code)
    if not any(key in side.entries for side in sides):
        raise CannotRun(f"两个版本里都没有编码是 {code} 的事项。请检查 --item 后面的编码。")


def _names(changes: Changes, old: Version, new: Version) -> Mapping[str, str]:
    """Return the names of the powers that are spoken of, as they are now where they still are.

    What did not change itself is looked up in the versions.
    """
    named = [change.old for change in changes.powers] + [change.new for change in changes.powers]
    names = {entry.key.key: entry.name for entry in named if entry is not None}
    for version in (new, old):
        missing = {code for change in changes.changes for code in change.related} - names.keys()
        if missing:
            names |= power_names(version, missing)
    return names


def _shown(
    changes: Changes, narrowing: Narrowing, names: Mapping[str, str]
) -> Iterator[ChangeFacts]:
    least = GRAVITY[narrowing.level] if narrowing.level else 0
    for change in changes.changes:
        if GRAVITY[change.level] < least:
            continue
        if narrowing.item and narrowing.item not in _items_of(change):
            continue
        related = tuple((code, names.get(code, "")) for code in change.related)
        elements = tuple(_elements(change, least))
        yield ChangeFacts(change, elements, related, *_departments(change, changes.renaming))


def _departments(change: Change, renaming: Renaming) -> tuple[str, str]:
    """Return the department of an entry as it is called now, and the one that it was moved from."""
    if change.old is None:
        return change.entry.department, ""
    before = change.old.under(renaming).department
    if change.new is None or change.new.department == before:
        return before, ""
    return change.new.department, change.old.department


def _ordered(shown: Iterable[ChangeFacts], register: Register) -> tuple[ChangeFacts, ...]:
    """Put changes in the order of the register's departments, those that are gone last."""
    places = {lists.name: place for place, lists in enumerate(register.departments)}
    return tuple(sorted(shown, key=lambda facts: places.get(facts.department, len(places))))


def _items_of(change: Change) -> set[str]:
    """Return the codes of the powers that a change is about."""
    codes = set(change.related)
    for entry in filter(None, (change.old, change.new)):
        if entry.key.listed is ListName.POWER:
            codes.add(entry.key.key)
        for name in ("事项", "适用事项", "相关事项"):
            written = entry.data.get(name, ())
            codes.update([written] if isinstance(written, str) else map(str, written))
    return codes


def _elements(change: Change, least: int) -> Iterator[ElementFacts]:
    if change.old is None or change.new is None:
        yield from _digest(change)
        return
    grave = [one for one in change.elements if GRAVITY[one.level] >= least]
    for one in grave or change.elements:
        yield ElementFacts(one.name, one.kind, one.level, lines_of(one.old, one.new))


def _digest(change: Change) -> Iterator[ElementFacts]:
    for name in _DIGEST:
        value = change.entry.data.get(name)
        if value is None:
            continue
        text = _brief(name, value)
        old, new = (text, None) if change.new is None else (None, text)
        line = Line("", old, new, plain=True)
        yield ElementFacts(name, change.kind, change.level, (line,))


def _brief(name: str, value: Any) -> str:
    if name in _BY_NAME and isinstance(value, list):
        named = "、".join(filter(None, map(_part_name, value)))
        return f"{len(value)} 项：{named}" if named else f"{len(value)} 项"
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "\n".join(said({k: v for k, v in part.items() if k != "原文"}) for part in value)
    return said(value)


def _part_name(part: Mapping[str, Any]) -> str:
    return part.get("环节") or part.get("名称") or part.get("部门") or label_of(part)


def _sameness(facts: ChangeFacts) -> Hashable:
    if facts.whole or not facts.elements:
        return facts.listed, facts.change.key
    return facts.listed, facts.change.level, facts.remarks, facts.elements


def _by_kind(found: Iterable[ChangeFacts]) -> tuple[KindGroup, ...]:
    by_kind = group((facts.change.kind, facts) for facts in found)
    order = list(change_kinds())
    kinds = sorted(by_kind, key=order.index)
    return tuple(KindGroup(kind, by_kind[kind]) for kind in kinds)


def _in_order(counts: Counter[str]) -> Mapping[str, int]:
    return {kind: counts[kind] for kind in change_kinds() if counts[kind]}


def _remarks(facts: ChangeFacts) -> Iterator[str]:
    change = facts.change
    if change.old and change.new and change.old.key.key != change.new.key.key:
        what = "名称" if change.key.listed is ListName.DEPARTMENT else "编码"
        yield f"原{what} {change.old.key.key}"
    if facts.moved_from:
        yield f"原在{facts.moved_from}"
    if change.other_body:
        yield f"{change.other_side} {change.other_body}"
    related = [one for one in facts.related if not (change.old and one[0] == change.old.key.key)]
    if related:
        named = "、".join(f"{code} {name}".rstrip() for code, name in related)
        yield f"{_relation(change)} {named}"


def _relation(change: Change) -> str:
    """Say how an item stands to those that it came from or went into."""
    if change.old is None:
        return "来自"
    if change.new is None:
        return {MERGED: "并入", SPLIT: "拆成"}.get(change.kind, "转为")
    return "并入本项的是" if change.kind == MERGED else "分出"
