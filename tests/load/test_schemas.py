"""The JSON Schemas in schemas/ are those of the model, and say the same as the loader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quanze.load import format_page
from quanze.load.layout import REGISTER_LISTS
from quanze.load.schemas import schema_files, schema_name
from quanze.load.yaml_reader import read

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", schema_files())
def test_the_schema_in_the_repository_is_the_models(name: str) -> None:
    text = (ROOT / "schemas" / name).read_text(encoding="utf-8")
    assert text == schema_files()[name], "run: quanze schema --to schemas"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


EXAMPLES = sorted((ROOT / "examples").glob("*/departments/*/*.yaml")) + sorted((ROOT / "examples").glob("*/quanze.yaml"))  # fmt: skip
WHOLE = sorted(
    (schema_name(path), file)
    for path in REGISTER_LISTS
    for file in (ROOT / "examples").glob(f"*/{path}")
)
"""The lists of the register as a whole, with the name of their schema."""


@pytest.mark.parametrize(
    ("name", "file"),
    [*((file.stem, file) for file in EXAMPLES), *WHOLE],
    ids=lambda value: str(value.relative_to(ROOT)) if isinstance(value, Path) else value,
)
def test_the_examples_fit_the_schemas(name: str, file: Path) -> None:
    schema = json.loads(schema_files()[f"{name}.schema.json"])
    validator = jsonschema.Draft202012Validator(schema)
    data = read(file.read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(data)] == []


def test_every_element_is_described_in_chinese() -> None:
    for name, text in schema_files().items():
        schema = json.loads(text)
        models = [schema, *schema.get("$defs", {}).values()]
        for model in models:
            for key, value in _properties(model).items():
                assert value.get("description"), f"{name}: {key}"
                assert any("\u4e00" <= char <= "\u9fff" for char in key), f"{name}: {key}"


def _properties(model: dict[str, Any]) -> dict[str, dict[str, Any]]:
    for part in (model, *model.get("anyOf", ())):
        if isinstance(part.get("properties"), dict):
            return dict(part["properties"])
    return {}


def test_the_page_of_the_format_is_the_models() -> None:
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    assert page == format_page.document(), "run: quanze schema --document docs/format.md"
