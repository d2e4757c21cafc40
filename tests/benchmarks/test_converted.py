"""The peers get what quanze gets, in the form that they read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import converted
import pytest
import registers
import yaml

ITEMS, DEPARTMENTS = 24, 3
SCHEMAS = Path(__file__).parents[2] / "schemas"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    registers.write(folder, ITEMS, DEPARTMENTS)
    return folder


def test_every_item_is_read(register: Path) -> None:
    lists = dict(converted.powers(register))
    assert len(lists) == DEPARTMENTS
    assert sum(map(len, lists.values())) == ITEMS


def test_tables_have_a_row_for_each_item(register: Path, tmp_path: Path) -> None:
    converted.to_csv(register, tmp_path / "a.csv")
    converted.to_json(register, tmp_path / "a.json")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [row["编码"] for row in rows] == list(items)
    assert [row["设定依据/1/条款"] for row in rows] == [
        item["设定依据"][0]["条款"] if "设定依据" in item else "" for item in items.values()
    ]


def test_doorstop_has_a_file_for_each_item(register: Path, tmp_path: Path) -> None:
    converted.to_doorstop(register, tmp_path)
    items = [yaml.safe_load(path.read_text("utf-8")) for path in tmp_path.glob("bm*/BM*.yml")]
    assert len(items) == ITEMS
    assert all(item["links"] == ["ROOT-00001"] for item in items)


def test_documents_name_every_item(register: Path, tmp_path: Path) -> None:
    converted.to_strictdoc(register, tmp_path / "sdoc")
    converted.to_sphinx(register, tmp_path / "rst")
    said = "".join(path.read_text("utf-8") for path in (tmp_path / "sdoc").glob("*.sdoc"))
    assert said.count("[REQUIREMENT]") == ITEMS
    said = "".join(path.read_text("utf-8") for path in (tmp_path / "rst").glob("bm*.rst"))
    assert said.count(".. req::") == ITEMS


@pytest.mark.parametrize("name", ["department", "power", "duty", "flow"])
def test_yamale_knows_every_element(name: str, tmp_path: Path) -> None:
    schema = SCHEMAS / f"{name}.schema.json"
    converted.to_yamale(schema, tmp_path / "schema.yaml")
    top, parts = yaml.safe_load_all((tmp_path / "schema.yaml").read_text("utf-8"))
    assert list(top) == sorted(json.loads(schema.read_text("utf-8"))["properties"])
    assert all(isinstance(kind, str) for part in parts.values() for kind in part.values())
