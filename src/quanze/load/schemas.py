"""JSON Schemas for editors, made from the model."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

from quanze.load.layout import LAWS, LIST_KINDS, REGISTER_LISTS
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.department import Department
from quanze.model.reference_list import ReferenceList
from quanze.model.settings import Settings


@cache
def schema_files() -> dict[str, str]:
    """Return file name -> text of every schema."""
    models: dict[str, type[BaseModel]] = {
        "quanze": Settings,
        "department": Department,
        **{name: kind.model for name, kind in LIST_KINDS.items()},
        "reference": ReferenceList,
        "laws": LAWS.model,
        "adjustment": AdjustmentRecord,
        **{schema_name(path): kind.model for path, kind in REGISTER_LISTS.items()},
    }
    return {f"{name}.schema.json": _text(model) for name, model in models.items()}


def schema_name(path: str) -> str:
    """Name the schema of a list of the register as a whole: delegations/*.yaml -> delegations."""
    return path.partition("/")[0].removesuffix(".yaml")


def _text(model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, mode="validation"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
