"""法规索引: what is known of the laws that a register cites, as facts; unknown is its own answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from quanze.law.titles import cited_key, title_key
from quanze.model.citation import Citation
from quanze.model.local_law import LocalLaw
from quanze.model.register import Register

__all__ = ["LawIndex", "LawRecord", "LawVersion", "Repeal", "index_of", "packaged"]

_STATE: Final = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One version of a law that was seen."""

    date: datetime.date
    """The day of its making, by the state of the collections: passed or published."""
    articles: int = 0
    """How many articles it has; 0: not counted."""
    in_force: datetime.date | None = None
    """The day on which it came into force; None: not known."""


@dataclass(frozen=True, slots=True)
class Repeal:
    """The end of a law."""

    start: datetime.date | None
    """The day from which it is repealed; None: not known."""
    by: str = ""
    """The law in its place, or the decision that repeals it; empty: not known."""
    known: datetime.date | None = None
    """The date of the repealing text that was seen; the repeal may be earlier."""


@dataclass(frozen=True, slots=True)
class LawRecord:
    """What is known of one law."""

    title: str
    kind: str = ""
    """宪法, 法律, 行政法规, 部门规章, 地方性法规 …; empty: only its repeal is known."""
    region: str = ""
    number: str = ""
    versions: tuple[LawVersion, ...] = ()
    """Those seen, oldest first; there may be others between and after them."""
    articles: int = 0
    """How many articles a version of unknown date has; 0: not counted."""
    repeals: tuple[Repeal, ...] = ()
    stated_names: tuple[str, ...] = ()
    """Short names that an office states."""
    local: bool = False
    """Whether an office's own file says something of it."""

    @property
    def short_names(self) -> tuple[str, ...]:
        """Other names that mean this law and no other."""
        plain = self.title.removeprefix(_STATE)
        return (*((plain,) if plain != self.title else ()), *self.stated_names)

    @property
    def newest(self) -> LawVersion | None:
        """The newest version that was seen."""
        return self.versions[-1] if self.versions else None


class LawIndex:
    """Laws by their whole names; a name that is not in it is unknown, not wrong."""

    def __init__(
        self,
        lines: Mapping[str, str],
        gathered: str = "",
        own: Mapping[str, LawRecord] | None = None,
    ) -> None:
        self._lines = lines
        self._own = dict(own or {})
        self._read: dict[str, LawRecord] = {}
        self.gathered = gathered
        """When the facts were gathered (2026-11)."""

    def with_local(self, laws: Iterable[LocalLaw]) -> LawIndex:
        """Return this index with an office's own laws; what these say goes before what it says."""
        own = dict(self._own)
        for law in laws:
            key = title_key(law.title)
            record = _completed(own.get(key) or self._packaged(key), law)
            # A short name cannot take the place of a law that goes by it.
            short = (title_key(name) for name in law.short_names)
            own |= {name: record for name in short if name and name not in self._lines}
            own[key] = record
        return LawIndex(self._lines, self.gathered, own)

    def find(self, title: str | None, note: str | None = None) -> LawRecord | None:
        """Return the law of a name, with or without 《》, 中华人民共和国 or a version in brackets.

        Args:
            title: the whole name; a part of one is not found.
            note: what stands in brackets after the name: （试行） belongs to it.
        """
        key = cited_key(title, note) if title else ""
        return (self._own.get(key) or self._packaged(key)) if key else None

    def of(self, citation: Citation) -> LawRecord | None:
        """Return the law that a citation names."""
        return self.find(citation.law_title, citation.version)

    def name(self, title: str) -> str:
        """Return the name of a law as it is to be shown: in full where the law is known."""
        record = self.find(title)
        return f"《{record.title if record else title.removeprefix('《').removesuffix('》')}》"

    def records(self) -> Iterator[LawRecord]:
        """Go through all laws, an office's own first."""
        yield from {id(record): record for record in self._own.values()}.values()
        for key in self._lines:
            if key not in self._own and (record := self._packaged(key)):
                yield record

    def __len__(self) -> int:
        return len(self._lines.keys() | self._own.keys())

    def _packaged(self, key: str) -> LawRecord | None:
        if key not in self._read and key in self._lines:
            self._read[key] = _record(key, self._lines[key])
        return self._read.get(key)


@cache
def packaged() -> LawIndex:
    """Return the index that is shipped with quanze. Lines are read only where they are asked for."""
    text = files("quanze").joinpath("data", "law_index.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    head = [line[2:] for line in lines if line.startswith("# ")]
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    said = [entry.partition("：") for entry in head]
    return LawIndex(
        {key: rest for key, _, rest in pairs},
        next((value for key, _, value in said if key == "汇集"), ""),
    )


def index_of(register: Register) -> LawIndex:
    """Return the packaged index with the register's own laws."""
    return _with_local(register.laws)


@lru_cache(maxsize=4)
def _with_local(laws: tuple[LocalLaw, ...]) -> LawIndex:
    return packaged().with_local(laws) if laws else packaged()


def _record(key: str, line: str) -> LawRecord:
    cells = [*line.split("\t"), *[""] * 6][:7]
    title, kind, region, number, versions, articles, repeals = cells
    return LawRecord(
        {"": key, "+": _STATE + key}.get(title, title),
        kind,
        region,
        number,
        tuple(_version(text) for text in versions.split(";") if text),
        int(articles or 0),
        tuple(_repeal(text) for text in repeals.split(";") if text),
    )


def _version(text: str) -> LawVersion:
    date, articles, in_force = [*text.split(":"), ""][:3]
    return LawVersion(datetime.date.fromisoformat(date), int(articles), _day(in_force))


def _repeal(text: str) -> Repeal:
    start, by, known = text.split(">")
    return Repeal(_day(start), by, _day(known))


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _completed(record: LawRecord | None, law: LocalLaw) -> LawRecord:
    """Return what is known of a law, with what an office says of it."""
    title = law.title.strip().removeprefix("《").removesuffix("》")
    record = record or LawRecord(title)
    versions = {version.date: version for version in record.versions}
    for text in law.versions:
        before = versions.get(text.date, LawVersion(text.date))
        versions[text.date] = LawVersion(
            text.date, text.articles or before.articles, text.in_force or before.in_force
        )
    said = law.repeal
    repeals = record.repeals if said is None else (_said(said.date, said.replaced_by or said.by),)
    return replace(
        record,
        title=title,
        kind=str(law.rank) if law.rank else record.kind,
        region=law.region or record.region,
        number=str(law.number) if law.number else record.number,
        versions=tuple(versions[date] for date in sorted(versions)),
        repeals=repeals,
        stated_names=(*record.stated_names, *law.short_names),
        local=True,
    )


def _said(start: datetime.date | None, by: str | None) -> Repeal:
    return Repeal(start, (by or "").strip().removeprefix("《").removesuffix("》"))
