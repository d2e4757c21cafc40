"""An outline gives the powers again as far as it keeps them, and what it does not keep as if unwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.load.loader import Reader
from quanze.load.outline import OUTLINED, LightPowers, outline
from quanze.load.source import open_register
from quanze.model.power import Power, PowerElements
from quanze.model.register import DepartmentLists
from quanze.rules.verdicts import packed_outline, unpacked_outline

EXAMPLES = Path(__file__).parents[2] / "examples"
KEPT = OUTLINED[Power] or frozenset()


def both(name: str) -> tuple[list[DepartmentLists], list[DepartmentLists]]:
    """The lists of a register's departments, read and made of their outlines."""
    reader = Reader(open_register(EXAMPLES / name))
    departments = reader.frame().register.departments
    read = [reader.department(one.slug) for one in departments]
    light = LightPowers()
    packed = [packed_outline(outline(one.lists, one.data)) for one in read]
    again = [unpacked_outline(one).lists(None, light) for one in packed]
    return [one.lists for one in read], again


def same(read: PowerElements, again: PowerElements) -> None:
    assert isinstance(again, type(read))
    for name, field in type(read).model_fields.items():
        told, written = getattr(again, name), getattr(read, name)
        if name in ("sub_items", "handling_items"):
            for one, other in zip(written, told, strict=True):
                same(one, other)
        elif field.alias in KEPT:
            assert (told, type(told)) == (written, type(written))
        else:
            assert told == field.get_default()


@pytest.mark.parametrize("name", ["jilin", "tonghua", "liaoyuan"])
def test_powers_are_made_again(name: str) -> None:
    for read, again in zip(*both(name), strict=True):
        assert [one.origin for one in again.powers] == [one.origin for one in read.powers]
        for one, other in zip(read.powers, again.powers, strict=True):
            same(one, other)


def test_a_power_holds_what_is_written_and_nothing_else() -> None:
    read, again = both("jilin")
    for one, other in zip(read[0].powers, again[0].powers, strict=True):
        kept = {name for name in one.model_fields_set if type(one).model_fields[name].alias in KEPT}
        assert set(vars(other)) == kept == other.model_fields_set


def test_what_comes_again_is_held_once() -> None:
    _, again = both("jilin")
    types = [power.type for lists in again for power in lists.powers]
    assert len({id(one) for one in types}) == len(set(types)) < len(types)


@pytest.mark.parametrize("attribute", ["public_services", "oversight", "boundaries", "releases"])
def test_other_entries_are_kept_whole(attribute: str) -> None:
    read, again = both("jilin")
    entries = [one for lists in read for one in getattr(lists, attribute)]
    assert entries == [one for lists in again for one in getattr(lists, attribute)]
