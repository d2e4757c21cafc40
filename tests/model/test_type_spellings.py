"""Names of the ten types as lists dress them up: by name, never by likeness."""

from __future__ import annotations

import pytest

from quanze.model.power_type import PowerKind, PowerType

ENDINGS = ("", "类", "事项", "（国办）", "(省级)")


@pytest.mark.parametrize("kind", PowerKind)
@pytest.mark.parametrize("ending", ENDINGS)
def test_endings_and_sources_in_brackets_do_not_change_a_type(kind: PowerKind, ending: str) -> None:
    assert PowerType(f"{kind}{ending}").kind is kind
    assert PowerType(f"{kind}{ending}").is_variant is bool(ending)


@pytest.mark.parametrize("kind", [kind for kind in PowerKind if kind.startswith("行政")])
def test_the_short_name_is_known(kind: PowerKind) -> None:
    short = PowerType(kind.removeprefix("行政"))
    assert (short.kind, short.is_variant) == (kind, True)


@pytest.mark.parametrize("text", ["行政许河", "许可证", "行政", "类", "（国办）", "行政处罚权限"])
def test_what_only_looks_alike_is_not_known(text: str) -> None:
    assert PowerType(text).kind is None
