"""The laws that items rest on, each with these items: found by search, and shown on pages of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Generic, NamedTuple, TypeVar

from quanze.law.index import LawIndex, LawRecord, index_of
from quanze.law.titles import cited_key
from quanze.model.basis import LegalBasis
from quanze.model.citation import Citation
from quanze.model.duty import PublicService
from quanze.model.joint_matter import JointMatter
from quanze.model.law_rank import LawRank, label_ranks, title_ranks
from quanze.model.power import Power, PowerElements
from quanze.model.register import Register
from quanze.publish.site.law_citing import Citing, citing

Bearer = Power | PublicService | JointMatter
"""What rests on a law."""

OTHER_RANK = "其他依据"
_STATE = "中华人民共和国"


class Cited(NamedTuple):
    """What one basis cites: the law's key and title as written, its label, the articles."""

    key: str
    title: str
    note: str | None
    label: str | None
    articles: str


class Law(NamedTuple):
    """A law with the items that rest on it, and what else cites it."""

    key: str
    title: str
    rank: str
    page: str
    other_names: tuple[str, ...]
    uses: tuple[tuple[Power, str], ...]
    """Each power once, with the articles that it rests on."""
    others: tuple[tuple[Citing, str], ...]
    """What else cites it, each once, with the articles."""

    @property
    def total(self) -> int:
        return len(self.uses) + len(self.others)

    @property
    def told(self) -> str:
        """Say how many rest on it."""
        parts = ((len(self.uses), "项职权"), (len(self.others), "件其他清单的内容"))
        return "、".join(f"{count:,} {what}" for count, what in parts if count) + "以它为依据"


class LawUses:
    """All laws that the lists of a register rest on."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._index: LawIndex = index_of(register)

    @cached_property
    def all(self) -> tuple[Law, ...]:
        """Return the laws: by rank, and in a rank by how many items rest on them."""
        uses, others = _Uses[Power](), _Uses[Citing]()
        for power in self._register.powers:
            uses.note(power, cited_by(power))
        for one in citing(self._register):
            others.note(one, _cited_in(one.bases))
        laws = [
            self._law(key, uses.written(key) + others.written(key), uses.of(key), others.of(key))
            for key in dict.fromkeys((*uses.keys, *others.keys))
        ]
        order = {rank: place for place, rank in enumerate((*map(str, LawRank), OTHER_RANK))}
        return tuple(sorted(laws, key=lambda law: (order[law.rank], -law.total, law.title)))

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {law.key: law.title for law in self.all}

    @cached_property
    def pages(self) -> dict[str, str]:
        """Key of a law -> its page."""
        return {law.key: law.page for law in self.all}

    def page_of(self, basis: LegalBasis) -> str | None:
        """Return the page of the law that a basis cites; None where it cites none."""
        found = _cited(basis.law, basis.version, basis.label, basis.articles)
        return self.pages.get(found.key) if found else None

    def pages_of(self, power: Power) -> list[str | None]:
        """Return the pages of the laws that a power rests on, for the page that leads to them."""
        return [self.page_of(basis) for basis in _bases(power)]

    def titles_of(self, bearer: Bearer) -> tuple[str, ...]:
        """Return the titles of the laws that something rests on, each once."""
        titles = (self._titles.get(cited.key, cited.title) for cited in cited_by(bearer))
        return tuple(dict.fromkeys(titles))

    def _law(
        self,
        key: str,
        written: Counter[Cited],
        uses: list[tuple[Power, str]],
        others: list[tuple[Citing, str]],
    ) -> Law:
        usual = written.most_common(1)[0][0]
        record = self._index.find(usual.title, usual.note)
        title = record.title if record else max((one.title for one in written), key=len)
        return Law(
            key,
            title,
            _rank(record, usual),
            law_page(key),
            _other_names(record, title),
            tuple(uses),
            tuple(others),
        )


T = TypeVar("T")


class _Uses(Generic[T]):
    """What rests on laws, law by law."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[int, tuple[T, list[str]]]] = {}
        self._written: dict[str, Counter[Cited]] = {}

    def note(self, user: T, cites: Iterable[Cited]) -> None:
        """Remember what something cites."""
        for cited in cites:
            own = self.keys.setdefault(cited.key, {}).setdefault(id(user), (user, []))[1]
            if cited.articles and cited.articles not in own:
                own.append(cited.articles)
            self._written.setdefault(cited.key, Counter())[cited._replace(articles="")] += 1

    def of(self, key: str) -> list[tuple[T, str]]:
        """Return what rests on a law, each once, with the articles."""
        return [(user, "；".join(own)) for user, own in self.keys.get(key, {}).values()]

    def written(self, key: str) -> Counter[Cited]:
        """Return how a law is cited, and how often."""
        return self._written.get(key, Counter())


def law_page(key: str) -> str:
    """Return the page of a law by its key, which stays whatever else is cited."""
    return f"laws/{blake2b(key.encode(errors='replace'), digest_size=6).hexdigest()}.html"


def _other_names(record: LawRecord | None, title: str) -> tuple[str, ...]:
    # What is a part of the title is found by the title.
    return tuple(n for n in (record.short_names if record else ()) if n not in title)


def _rank(record: LawRecord | None, cited: Cited) -> str:
    if record and record.kind in set(LawRank):
        return record.kind
    ranks = label_ranks(cited.label) if cited.label else frozenset()
    ranks = ranks if len(ranks) == 1 else title_ranks(cited.title)
    return str(next(iter(ranks))) if len(ranks) == 1 else OTHER_RANK


def cited_by(bearer: Bearer) -> Iterator[Cited]:
    """Go through the laws that something rests on: of itself, its sub-items and handling items."""
    yield from _cited_in(_bases(bearer))


def _cited_in(bases: Iterable[LegalBasis]) -> Iterator[Cited]:
    for basis in bases:
        if found := _cited(basis.law, basis.version, basis.label, basis.articles):
            yield found


def _bases(bearer: Bearer) -> Iterator[LegalBasis]:
    if not isinstance(bearer, Power):
        yield from bearer.bases
        return
    for part in _parts(bearer):
        yield from (*part.bases, *part.exercise_bases, *part.authorising_basis)


def _parts(power: Power) -> Iterator[PowerElements]:
    yield power
    yield from power.handling_items
    for sub in power.sub_items:
        yield sub
        yield from sub.handling_items


@lru_cache(maxsize=65536)
def _cited(
    law: str | None, version: str | None, label: str | None, articles: str | None
) -> Cited | None:
    if law:
        title = law.strip().removeprefix("《").removesuffix("》")
        return Cited(cited_key(title, version), title, version, label, articles or "")
    citation = Citation(articles or "")
    title = citation.law_title or ""
    if not title:
        return None
    rest = (articles or "").partition(f"《{title}》")[2].removeprefix(citation.version or "")
    key = cited_key(title, citation.version)
    return Cited(key, title, citation.version, citation.label or label, rest.strip())
