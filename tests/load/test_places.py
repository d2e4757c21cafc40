"""Places are told in any order, however many files they are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.findings import Place
from quanze.load import places
from quanze.load.places import NoPlaces, Places
from quanze.load.source import FolderSource
from quanze.model.element import Origin


@pytest.fixture
def source(tmp_path: Path) -> FolderSource:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.yaml").write_text(f"# 注\n名称: {name}\n", encoding="utf-8")
    (tmp_path / "丙.yaml").write_text("名称: [\n", encoding="utf-8")
    return FolderSource(tmp_path)


@pytest.mark.parametrize("held", [1, 32_000_000])
def test_a_place_does_not_depend_on_what_is_held(
    source: FolderSource, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(places, "_MAX_HELD", held)
    finder = Places(source)
    for _ in range(2):
        for name in ("甲", "乙"):
            origin = Origin(f"{name}.yaml", ("名称",))
            assert finder.place(origin) == Place(origin.file, 2, 5)
            assert finder.place(origin, key=True) == Place(origin.file, 2, 1)


@pytest.mark.parametrize("name", ["丙", "丁"])
def test_of_a_file_that_cannot_be_read_only_the_name_is_told(
    source: FolderSource, name: str
) -> None:
    assert Places(source).place(Origin(f"{name}.yaml")) == Place(f"{name}.yaml")


def test_for_nobody_no_file_is_read(source: FolderSource) -> None:
    assert NoPlaces(source).place(Origin("甲.yaml", ("名称",))) == Place("甲.yaml")
