"""A pattern is compiled at its first use, and is one like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import quanze
from quanze.model.patterns import pattern


def test_it_can_do_what_a_compiled_one_can() -> None:
    words = pattern(r"(?P<first>[a-z])(\d*)", re.IGNORECASE)
    assert words.pattern == r"(?P<first>[a-z])(\d*)"
    assert [found["first"] for found in words.finditer("A1 b")] == ["A", "b"]
    assert words.sub("-", "A1 b") == "- -"
    assert words.split("xA1y", maxsplit=1)[-1] == "A1y"
    assert (words.groups, words.flags) == (2, re.compile("", re.IGNORECASE).flags)


def test_a_mistake_is_told_at_the_first_use() -> None:
    mistaken = pattern("(")
    with pytest.raises(re.error):
        mistaken.search("")


def test_what_a_pattern_has_not_it_has_not_either() -> None:
    assert not hasattr(pattern("a"), "compile")


def within(value: Any) -> Iterator[Any]:
    """Go through a constant, and what is in it."""
    yield value
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, tuple | list):
        for one in value:
            yield from within(one)


def test_every_pattern_of_quanze_can_be_compiled() -> None:
    names = [module.name for module in walk_packages(quanze.__path__, "quanze.")]
    constants = (
        value
        for name in names
        if not name.endswith("__main__")
        for value in vars(import_module(name)).values()
    )
    kind = type(pattern(""))
    found = {id(one): one for value in constants for one in within(value) if type(one) is kind}
    assert len(found) > 250
    assert all(one.groups >= 0 for one in found.values())
