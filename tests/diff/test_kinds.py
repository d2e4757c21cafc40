"""The taxonomy of changes: every kind has its mirror, its source, and elements of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from quanze.model.adjustment import ListName
from quanze.model.adjustment_words import ChangeLevel
from quanze.model.boundary import BoundaryMatter
from quanze.model.change_kind import (
    ALTERED,
    IN_KINDS,
    OUT_KINDS,
    ChangeKind,
    alteration,
    appearance,
    change_kinds,
    disappearance,
    gravest,
    kind_of_element,
    level_of_kind,
)
from quanze.model.department import Department
from quanze.model.duty import Duty, OversightMeasure, PublicService
from quanze.model.element import Element
from quanze.model.flow import Flow
from quanze.model.power import HandlingItem, Power, SubItem

ENTRIES: tuple[type[Element], ...] = (
    Power, SubItem, HandlingItem, Duty, PublicService, OversightMeasure, BoundaryMatter, Flow, Department,
)  # fmt: skip

NOT_COMPARED = {"来源": "where the import found the entry: no content of the list"}
"""Elements that no change speaks of, and why."""

JOINED = ("部门", "主要职责")
"""Elements that an entry has beside those of its model: whose power it is, what a department lives for."""

KINDS = tuple(change_kinds().values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_a_mirror_whose_mirror_it_is_or_says_why_it_has_none(kind: ChangeKind) -> None:
    assert bool(kind.mirror) is not bool(kind.no_mirror)
    if kind.mirror:
        assert change_kinds()[kind.mirror].mirror == kind.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_says_what_it_means_and_where_its_level_comes_from(kind: ChangeKind) -> None:
    assert kind.area
    assert kind.action in tuple("增删改移合分停")
    assert kind.meaning
    assert kind.source
    assert kind.provisional or not kind.source.startswith("没有查到规定")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_and_its_mirror_have_one_area_and_directions_that_face(kind: ChangeKind) -> None:
    if kind.mirror:
        other = change_kinds()[kind.mirror]
        assert other.area == kind.area
        assert other.level is kind.level
        assert bool(other.direction) is bool(kind.direction)
        assert not kind.direction or other.direction != kind.direction


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_every_element_of_an_entry_belongs_to_one_kind(model: type[Element]) -> None:
    owners = Counter(element for kind in KINDS for element in kind.elements)
    names = [field.alias for field in model.model_fields.values()]
    assert {name: owners[str(name)] for name in names if name not in NOT_COMPARED} == dict.fromkeys(
        (name for name in names if name not in NOT_COMPARED), 1
    )


def test_the_kinds_name_no_element_that_no_entry_has() -> None:
    there = {str(field.alias) for model in ENTRIES for field in model.model_fields.values()}
    named = {element for kind in KINDS for element in kind.elements}
    assert named - there - set(JOINED) == set()
    assert set(NOT_COMPARED) & named == set()


def test_an_element_unknown_to_the_kinds_is_still_a_change() -> None:
    assert kind_of_element("没有这个要素").name == ALTERED


@pytest.mark.parametrize("listed", ListName)
def test_each_list_has_its_kinds_of_coming_going_and_change(listed: ListName) -> None:
    come, gone = change_kinds()[appearance(listed)], change_kinds()[disappearance(listed)]
    assert (come.action, gone.action) == ("增", "删")
    assert (come.mirror, gone.mirror) == (gone.name, come.name)
    assert change_kinds()[alteration(listed)].action == "改"


def test_what_a_record_may_declare_are_kinds() -> None:
    assert set(OUT_KINDS) | set(IN_KINDS) <= set(change_kinds())


def test_an_office_may_set_the_level_of_a_kind() -> None:
    assert level_of_kind("转移", {}) is ChangeLevel.ELEMENT
    assert level_of_kind("转移", {"转移": ChangeLevel.SUBSTANTIAL}) is ChangeLevel.SUBSTANTIAL


def test_the_gravest_level_decides() -> None:
    assert gravest() is ChangeLevel.WORDING
    assert gravest(ChangeLevel.WORDING, ChangeLevel.ELEMENT) is ChangeLevel.ELEMENT
    assert gravest(*ChangeLevel) is ChangeLevel.SUBSTANTIAL
