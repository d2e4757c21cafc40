"""A pattern is compiled at its first use, and is one like any other."""

from __future__ import annotations

import gc
import re
from importlib import import_module
from pkgutil import walk_packages

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


def test_every_pattern_of_quanze_can_be_compiled() -> None:
    for module in walk_packages(quanze.__path__, "quanze."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    kind = type(pattern(""))
    found = [one for one in gc.get_objects() if type(one) is kind]
    assert len(found) > 250
    assert all(one.groups >= 0 for one in found)
