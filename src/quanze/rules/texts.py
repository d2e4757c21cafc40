"""The texts that are published, and how a message names the place of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quanze.load.schema_errors import label
from quanze.model.element import Element, KeyPath
from quanze.model.register import Register, group
from quanze.model.texts import texts_within, words_within
from quanze.rules.rule import shortened
from quanze.rules.shared import shared

_PUBLISHED_SETTINGS = ("名称", "地区", "编制机关", "法规", "发布")
"""What of quanze.yaml stands on the published pages."""
_NAMED_BY_CLERKS = frozenset(("备注", "页脚", "同义词"))
"""What holds texts under names that a clerk gives: columns of a workbook, what stands at the foot."""

KNOWN_TEXTS = 8192
"""Of so many texts a rule remembers what it thought: departments write the same ones."""

Places = tuple[tuple[Element, KeyPath], ...]


def published_texts(
    register: Register, suspect: Callable[[str], object]
) -> Iterator[tuple[str, Places]]:
    """Go through every text that is published and suspect, the lists' and those of the settings.

    Args:
        register: whose texts are wanted.
        suspect: asked once of each text; most are not, so only the others are looked for.
    """
    suspects = {text for text in _published_words(register) if suspect(text)}
    if suspects:
        yield from _suspect_published(register, suspects)


def told_texts(
    register: Register, suspect: Callable[[str], object]
) -> Iterator[tuple[str, Places]]:
    """Go through every text that is published, with what the records of adjustments tell of former ones.

    The names under which clerks put texts are texts too. Only a text that is suspect, or stands
    under a suspect name, is gone through; `suspect` is asked once of each.
    """
    words = _published_words(register).union(*(words for _, words in _recorded_words(register)))
    suspects = {text for text in words if suspect(text)}
    if not suspects:
        return
    names: dict[str, dict[tuple[int, KeyPath], Element]] = {}
    for text, places in _suspect_told(register, suspects):
        yield text, places
        for element, path in places:
            for holder in _NAMED_BY_CLERKS.intersection(path[:-1]):
                at = path.index(holder) + 1
                names.setdefault(str(path[at]), {})[id(element), path[:at]] = element
    for name, holders in names.items():
        yield name, tuple((element, path) for (_, path), element in holders.items())


def _suspect_told(register: Register, suspects: set[str]) -> Iterator[tuple[str, Places]]:
    yield from _suspect_published(register, suspects)
    for element, words in _recorded_words(register):
        for text, path in _suspect_within(element, words, suspects):
            yield text, ((element, path),)


def _suspect_published(register: Register, suspects: set[str]) -> Iterator[tuple[str, Places]]:
    settings = register.settings
    for text, path in _suspect_within(settings, suspects, suspects):
        if path[0] in _PUBLISHED_SETTINGS:
            yield text, ((settings, path),)
    found = group(
        (text, (element, path))
        for element, words in _listed_words(register)
        for text, path in _suspect_within(element, words, suspects)
    )
    yield from found.items()


def _suspect_within(
    element: Element, words: Iterable[str], suspects: set[str]
) -> Iterator[tuple[str, KeyPath]]:
    if not suspects.isdisjoint(words):
        for path, text in texts_within(element):
            if text in suspects or not suspects.isdisjoint(path):
                yield text, path


@shared
def _published_words(register: Register) -> frozenset[str]:
    """All texts that are published, and the names that they stand under."""
    listed = (words for _, words in _listed_words(register))
    return frozenset(words_within(register.settings)).union(*listed)


@shared
def _listed_words(register: Register) -> tuple[tuple[Element, list[str]], ...]:
    return tuple((element, words_within(element)) for element in register.elements())


@shared
def _recorded_words(register: Register) -> tuple[tuple[Element, list[str]], ...]:
    """What the records of adjustments say, and each of their changes."""
    told = (
        element
        for record in register.adjustments
        for element in (record.model_copy(update={"changes": ()}), *record.changes)
    )
    return tuple((element, words_within(element)) for element in told)


def where(register: Register, element: Element, path: KeyPath) -> str:
    """Name the place of a text as a clerk would: “食品经营许可”的“设定依据第1项·原文”."""
    name = getattr(element, "name", None) or getattr(element, "matter", None)
    if name is None:
        powers = register.powers_by_code.get(str(getattr(element, "item", "")), ())
        name = powers[0].name if powers else getattr(element, "item", None)
    return f"“{shortened(name)}”的“{label(path)}”" if name else f"“{label(path)}”"
