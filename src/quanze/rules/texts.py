"""The texts that are published, and how a message names the place of one."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.load.schema_errors import label
from quanze.model.element import Element, KeyPath
from quanze.model.register import Register
from quanze.model.texts import texts_within
from quanze.rules.rule import shortened

_PUBLISHED_SETTINGS = ("名称", "地区", "编制机关", "法规", "发布")
"""What of quanze.yaml stands on the published pages."""
_NAMED_BY_CLERKS = frozenset(("备注", "页脚", "同义词"))
"""What holds texts under names that a clerk gives: columns of a workbook, what stands at the foot."""

Places = tuple[tuple[Element, KeyPath], ...]


def published_texts(register: Register) -> Iterator[tuple[str, Places]]:
    """Go through every text that is published: the lists', each once, and those of the settings."""
    settings = register.settings
    for path, text in texts_within(settings):
        if path[0] in _PUBLISHED_SETTINGS:
            yield text, ((settings, path),)
    yield from register.texts.items()


def told_texts(register: Register) -> Iterator[tuple[str, Places]]:
    """Go through every text that is published, with what the records of adjustments tell of former ones.

    The names under which clerks put texts are texts too.
    """
    names: dict[str, dict[tuple[int, KeyPath], Element]] = {}
    for text, places in _all_texts(register):
        yield text, places
        for element, path in places:
            for holder in _NAMED_BY_CLERKS.intersection(path[:-1]):
                at = path.index(holder) + 1
                names.setdefault(str(path[at]), {})[id(element), path[:at]] = element
    for name, holders in names.items():
        yield name, tuple((element, path) for (_, path), element in holders.items())


def _all_texts(register: Register) -> Iterator[tuple[str, Places]]:
    yield from published_texts(register)
    for record in register.adjustments:
        for path, text in texts_within(record.model_copy(update={"changes": ()})):
            yield text, ((record, path),)
        for change in record.changes:
            for path, text in texts_within(change):
                yield text, ((change, path),)


def where(register: Register, element: Element, path: KeyPath) -> str:
    """Name the place of a text as a clerk would: “食品经营许可”的“设定依据第1项·原文”."""
    name = getattr(element, "name", None) or getattr(element, "matter", None)
    if name is None:
        powers = register.powers_by_code.get(str(getattr(element, "item", "")), ())
        name = powers[0].name if powers else getattr(element, "item", None)
    return f"“{shortened(name)}”的“{label(path)}”" if name else f"“{label(path)}”"
