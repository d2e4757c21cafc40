"""What may have been forgotten to declare: 疑似更名, 疑似合并, 疑似拆分, 疑似部门更名.

It only asks. Likeness never makes two entries one; what a person declares (前身, 曾用名) does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from quanze.diff.changes import Change, Changes
from quanze.diff.entries import Entry, canonical, plain_text
from quanze.model.adjustment import ListName
from quanze.model.change_kind import ADDED, CANCELLED, TAKEN_OVER
from quanze.model.register import group

_ENOUGH: Final = 4
"""Points that make a pair worth asking about."""
_CLEAR: Final = 5
_MARGIN: Final = 2
"""A pair that falls so far behind the best one of either side is no candidate."""
_CROWD: Final = 24
"""A feature shared by more entries than this tells nothing, and would cost much."""
_NEAR: Final = 40
"""So many entries with rare pairs of characters in common are looked at for each name."""
_SAME_CODE, _SAME_NAME, _SAME_BASES = "基本编码相同", "名称相同", "设定依据相同"
_DOUBT: Final = "另有相像的，请核对"


class Suspicion(StrEnum):
    """What something looks like."""

    RENAMED = "疑似更名"
    MERGED = "疑似合并"
    SPLIT = "疑似拆分"
    DEPARTMENT = "疑似部门更名"


class Declaration(NamedTuple):
    """What to write, and into which entry: 前身 of a power, 曾用名 of a department."""

    entry: Entry
    former: tuple[str, ...]

    @property
    def key(self) -> str:
        """The element that says it."""
        return "曾用名" if self.entry.key.listed is ListName.DEPARTMENT else "前身"

    @property
    def yaml(self) -> str:
        """The lines to write."""
        quote = "" if self.key == "曾用名" else '"'
        return "\n".join([f"{self.key}:", *(f"  - {quote}{name}{quote}" for name in self.former)])


@dataclass(frozen=True)
class Suggestion:
    """Entries that disappeared and appeared, and look like the same thing."""

    kind: Suspicion
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]
    grounds: tuple[str, ...]
    clear: bool = False
    """Whether it is one to one with strong grounds, so that `--declare` may write it."""

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """What to write if it is so."""
        former = tuple(entry.key.key for entry in self.old)
        return tuple(Declaration(entry, former) for entry in self.new)


def suggestions(changes: Changes) -> tuple[Suggestion, ...]:
    """Say what looks as if a declaration were missing."""
    return (*_departments(changes), *_powers(changes))


class _Pair(NamedTuple):
    """Two powers with what they have in common."""

    old: str
    new: str
    points: int
    likeness: float
    grounds: tuple[str, ...]
    doubted: bool = False
    """Whether something else that came or went is like one of them, too."""

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return ("旧", self.old), ("新", self.new)

    @property
    def rank(self) -> tuple[bool, int, float]:
        return self.strong, self.points, self.likeness

    @property
    def strong(self) -> bool:
        """Whether they share what hardly two powers share: the catalogue code or the whole name."""
        return bool({_SAME_CODE, _SAME_NAME} & set(self.grounds))

    @property
    def clear(self) -> bool:
        """Whether nobody would doubt it."""
        return self.strong and self.points >= _CLEAR and not self.doubted

    def falls_behind(self, rival: _Pair) -> bool:
        """Whether a rival is so much better that this one is no candidate."""
        return rival.points - self.points >= _MARGIN or (rival.strong and not self.strong)


@dataclass(frozen=True)
class _Features:
    """What a power is recognised by."""

    entry: Entry
    duty: str

    @cached_property
    def name(self) -> str:
        return plain_text(self.entry.name)

    @cached_property
    def pairs(self) -> Counter[str]:
        """Characters of the name with their neighbours."""
        return Counter(self.name[at : at + 2] for at in range(max(len(self.name) - 1, 1)))

    @cached_property
    def catalogue_code(self) -> str:
        return str(self.entry.data.get("基本编码", ""))

    @cached_property
    def bases(self) -> frozenset[tuple[str, str]]:
        written: Iterable[Mapping[str, Any]] = self.entry.data.get("设定依据", ())
        return frozenset(
            (plain_text(str(basis.get("法规", ""))), plain_text(str(basis.get("条款", ""))))
            for basis in written
            if basis.get("法规") or basis.get("条款")
        )

    def telling(self) -> Iterator[tuple[str, Any]]:
        """Features that two powers are brought together by."""
        yield "名称", self.name
        yield "名称和部门", (self.name, self.entry.department)
        if self.catalogue_code:
            yield "基本编码", self.catalogue_code
        if self.bases:
            yield "依据", self.bases
        if self.duty:
            yield "责任", self.duty
        for basis in self.bases:
            yield "一条依据", basis


def _powers(changes: Changes) -> Iterator[Suggestion]:
    old, new = _undeclared(changes)
    pairs = _plausible(_pairs(old, new))
    for olds, news, grounds, best in _families(pairs):
        kind = Suspicion.RENAMED
        if len(olds) > 1:
            kind = Suspicion.MERGED
        elif len(news) > 1:
            kind = Suspicion.SPLIT
        yield Suggestion(
            kind,
            tuple(old[code].entry for code in olds),
            tuple(new[code].entry for code in news),
            (*grounds, _DOUBT) if best.doubted and kind is Suspicion.RENAMED else grounds,
            clear=kind is Suspicion.RENAMED and best.clear,
        )


def _undeclared(changes: Changes) -> tuple[dict[str, _Features], dict[str, _Features]]:
    """Return the powers that are gone and those that are new, each without a word why."""
    duties = _duties(changes)
    old, new = {}, {}
    for change in changes.powers:
        entry = change.entry
        if change.related:
            continue
        if change.new is None and change.kind == CANCELLED:
            old[entry.key.key] = _Features(entry, duties.get((entry.key.key, False), ""))
        elif change.old is None and change.kind in (ADDED, TAKEN_OVER):
            new[entry.key.key] = _Features(entry, duties.get((entry.key.key, True), ""))
    return old, new


def _duties(changes: Changes) -> dict[tuple[str, bool], str]:
    """Return what duties that came or went say: (code, whether it is new) -> their words.

    Words that several have are a form, and tell nothing of a power.
    """
    said: dict[tuple[str, bool], str] = {}
    for change in changes.changes:
        if change.key.listed is ListName.DUTY and (change.old is None or change.new is None):
            entry = change.entry
            content = canonical({key: entry.data.get(key) for key in ("责任", "责任依据")})
            item = str(entry.data.get("事项", ""))
            said[item, change.old is None] = repr(content) if len(content) > 1 else ""
    often = Counter((text, new) for (_, new), text in said.items())
    return {key: text for key, text in said.items() if often[text, key[1]] == 1}


def _pairs(old: Mapping[str, _Features], new: Mapping[str, _Features]) -> Iterator[_Pair]:
    found = _Finder(new)
    for code, features in old.items():
        for candidate in found.candidates(features):
            pair = _pair(features, new[candidate])
            if pair.points >= _ENOUGH:
                yield pair._replace(old=code, new=candidate)


class _Finder:
    """Brings what is like a power together without comparing all with all."""

    def __init__(self, entries: Mapping[str, _Features]) -> None:
        self._by_key = group((key, code) for code, one in entries.items() for key in one.telling())
        self._by_pair = group((pair, code) for code, one in entries.items() for pair in one.pairs)

    def candidates(self, features: _Features) -> Iterable[str]:
        """Return the powers that share a telling feature, or rare characters of the name."""
        found = dict[str, None]()
        for key in features.telling():
            codes = self._by_key.get(key, ())
            if len(codes) <= _CROWD:
                found.update(dict.fromkeys(codes))
        shared = sorted((self._by_pair.get(pair, ()) for pair in features.pairs), key=len)
        near = dict[str, None]()
        for codes in shared:
            if len(near) >= _NEAR:
                break
            near.update(dict.fromkeys(codes[:_NEAR]))
        return {**found, **near}


def _pair(old: _Features, new: _Features) -> _Pair:
    """Count what two powers have in common."""
    likeness = _likeness(old.pairs, new.pairs)
    grounds = [ground for ground in _grounds(old, new, likeness) if ground[1]]
    return _Pair("", "", sum(g[1] for g in grounds), likeness, tuple(g[0] for g in grounds))


def _grounds(old: _Features, new: _Features, likeness: float) -> Iterator[tuple[str, int]]:
    if old.catalogue_code and old.catalogue_code == new.catalogue_code:
        yield _SAME_CODE, 3
    if old.name == new.name:
        yield _SAME_NAME, 3
    elif likeness >= 0.5:
        yield f"名称相近（{likeness:.0%}）", 2 if likeness >= 0.75 else 1
    yield from _grounds_of_bases(old.bases, new.bases)
    if old.duty and old.duty == new.duty:
        yield "责任事项相同", 1
    if old.entry.department == new.entry.department:
        yield "同一部门", 1
    if old.entry.data.get("类型") != new.entry.data.get("类型"):
        yield "类型不同", -2


def _grounds_of_bases(
    old: frozenset[tuple[str, str]], new: frozenset[tuple[str, str]]
) -> Iterator[tuple[str, int]]:
    if not old & new:
        return
    if old == new:
        yield _SAME_BASES, 2
    elif old <= new:
        yield "原来的设定依据都在新的里面", 2
    elif new <= old:
        yield "新的设定依据都是原来的", 2
    else:
        yield "设定依据部分相同", 1


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of character pairs that two names have in common (Dice)."""
    common = sum(min(count, other[pair]) for pair, count in one.items())
    return 2 * common / (one.total() + other.total())


def _plausible(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Keep the pairs that are the best of a side, and do not fall far behind on the other.

    One that does fall behind is an entry like nothing else that is left. It may have been merged into
    the other, or split from it, unless that one goes on under its own name: then it is only doubted.
    """
    listed = list(pairs)
    best: dict[tuple[str, str], _Pair] = {}
    for pair in listed:
        for side in pair.sides:
            if side not in best or best[side].rank < pair.rank:
                best[side] = pair
    kept, doubted = [], set[_Pair]()
    for pair in listed:
        rivals = [best[side] for side in pair.sides]
        if not any(rival.rank == pair.rank for rival in rivals):
            continue
        ahead = {rival for rival in rivals if pair.falls_behind(rival)}
        doubted |= ahead
        if not any(_SAME_NAME in rival.grounds for rival in ahead):
            kept.append(pair)
    return [pair._replace(doubted=pair in doubted) for pair in kept]


_Family = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], _Pair]


def _families(pairs: list[_Pair]) -> Iterator[_Family]:
    """Go through pairs that hang together; a tangle of several with several is taken apart again."""
    by_side = group((side, pair) for pair in pairs for side in pair.sides)
    seen: set[tuple[str, str]] = set()
    for start in by_side:
        family, waiting = dict[_Pair, None](), [start]
        while waiting:
            side = waiting.pop()
            if side not in seen:
                seen.add(side)
                family.update(dict.fromkeys(by_side[side]))
                waiting += [other for pair in by_side[side] for other in pair.sides]
        if family:
            yield from _told(list(family))


def _told(family: list[_Pair]) -> Iterator[_Family]:
    family.sort(key=lambda pair: (pair.old, pair.new))
    olds = tuple(dict.fromkeys(pair.old for pair in family))
    news = tuple(dict.fromkeys(pair.new for pair in family))
    best = max(family, key=lambda pair: pair.rank)
    if len(olds) == 1 or len(news) == 1:
        yield olds, news, _common(family), best
        return
    taken: set[tuple[str, str]] = set()
    for pair in sorted(family, key=lambda pair: pair.rank, reverse=True):
        if not taken & set(pair.sides):
            taken |= set(pair.sides)
            yield (pair.old,), (pair.new,), pair.grounds, pair._replace(doubted=True)


def _common(family: list[_Pair]) -> tuple[str, ...]:
    """Return the grounds that all pairs share, and the strong ones that some have.

    Where there are none: those of the first.
    """
    shared = [g for g in family[0].grounds if all(g in pair.grounds for pair in family)]
    merged = len({pair.old for pair in family}) > 1
    own = [
        f"{ground}（{pair.old if merged else pair.new}）"
        for pair in family
        for ground in pair.grounds
        if ground in (_SAME_CODE, _SAME_NAME) and ground not in shared
    ]
    return (*own, *shared) or family[0].grounds


def _departments(changes: Changes) -> Iterator[Suggestion]:
    bodies = [change for change in changes.changes if change.key.listed is ListName.DEPARTMENT]
    gone = [change.entry for change in bodies if change.new is None]
    came = [change.entry for change in bodies if change.old is None]
    moves = _moves(changes.powers)
    pairs = [(old, new, _body_grounds(old, new, moves)) for old in gone for new in came]
    found = [pair for pair in pairs if sum(pair[2].values()) >= _ENOUGH]
    olds, news = Counter(o.name for o, _, _ in found), Counter(n.name for _, n, _ in found)
    for old, new, grounds in found:
        alone = olds[old.name] == news[new.name] == 1
        yield Suggestion(Suspicion.DEPARTMENT, (old,), (new,), tuple(grounds), clear=alone)


def _moves(powers: Iterable[Change]) -> Mapping[tuple[str, str], int]:
    """Count the powers that went from a department to another; (old, "") counts all it lost."""
    moved = Counter[tuple[str, str]]()
    for change in powers:
        if change.old is not None and change.new is not None:
            if change.old.department != change.new.department:
                moved[change.old.department, change.new.department] += 1
                moved[change.old.department, ""] += 1
        elif change.old is not None:
            moved[change.old.department, ""] += 1
    return moved


def _body_grounds(old: Entry, new: Entry, moves: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Count what two departments have in common."""
    grounds = {}
    code = old.data.get("统一社会信用代码")
    if code and code == new.data.get("统一社会信用代码"):
        grounds["统一社会信用代码相同"] = 3
    moved, had = moves.get((old.name, new.name), 0), moves.get((old.name, ""), 0)
    if moved * 2 > had:
        grounds[f"原有 {had} 项职权，{moved} 项在新的部门"] = 3
    if _folder(old) and _folder(old) == _folder(new):
        grounds["同一个文件夹"] = 1
    likeness = _likeness(_Features(old, "").pairs, _Features(new, "").pairs)
    if likeness >= 0.4:
        grounds[f"名称相近（{likeness:.0%}）"] = 1
    return grounds


def _folder(entry: Entry) -> str:
    return PurePosixPath(entry.origin.file).parent.name if entry.origin else ""
