"""What every element does."""

from __future__ import annotations

import copy
import pickle

import pytest

from quanze.model.element import Element, Origin, element, optional


class Thing(Element):
    name: str = element("名称", "")
    note: str | None = optional("备注", "")


ORIGIN = Origin("甲.yaml", ("事项", 0))


def test_an_element_knows_where_it_was_written() -> None:
    thing = Thing.model_validate({"名称": "甲"})
    with pytest.raises(LookupError):
        assert thing.origin
    thing.written_at(ORIGIN)
    copies = [copy.copy(thing), copy.deepcopy(thing), pickle.loads(pickle.dumps(thing))]
    assert [one.origin for one in (thing, *copies)] == [ORIGIN] * 4
    assert thing.model_copy(update={"note": "乙"}).origin == ORIGIN


def test_where_an_element_is_written_is_part_of_what_it_is() -> None:
    one, other = (Thing.model_validate({"名称": "甲"}) for _ in range(2))
    assert one == other
    one.written_at(ORIGIN)
    assert one != other


def test_elements_with_the_same_keys_share_what_they_know_of_them() -> None:
    """What a register takes in memory hangs on it."""
    one, other, noted = (
        Thing.model_validate({"名称": "甲"} | more) for more in ({}, {}, {"备注": "乙"})
    )
    assert one.model_fields_set is other.model_fields_set
    assert noted.model_fields_set == {"name", "note"}
    assert one.model_fields_set == {"name"}


def test_a_changed_copy_leaves_the_others_alone() -> None:
    one = Thing.model_validate({"名称": "甲"})
    changed = one.model_copy(update={"note": "乙"})
    assert changed.model_fields_set == {"name", "note"}
    assert Thing.model_validate({"名称": "丙"}).model_fields_set == {"name"}
