"""The powers of a register in the forms that the peers read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import yaml

Data = dict[str, Any]
Texts = list[tuple[str, str]]
"""What an item says, as label and text; labels of inner values are joined."""

_MARKUP: Final = re.compile(r"([\\*`_|<>])")


def powers(folder: Path) -> Iterator[tuple[str, list[Data]]]:
    """Go through the departments of a register: the folder's name, its powers as plain data."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for department in sorted((folder / "departments").iterdir()):
        whole = department / "power.yaml"
        files = [whole] if whole.exists() else sorted((department / "power").glob("*.yaml"))
        lists = (yaml.load(path.read_bytes(), Loader=loader) for path in files)
        yield department.name, [item for one in lists for item in one["事项"]]


def texts(value: Any, label: str = "") -> Texts:
    """Return what some data says, flat."""
    if isinstance(value, dict):
        pairs = ((f"{label}/{key}" if label else key, inner) for key, inner in value.items())
    elif isinstance(value, list):
        pairs = ((f"{label}/{at}", inner) for at, inner in enumerate(value, 1))
    else:
        return [(label, str(value))]
    return [one for name, inner in pairs for one in texts(inner, name)]


def markdown(value: Any, depth: int = 0) -> str:
    """Return an item's data as nested lists."""
    pad = "    " * depth
    if isinstance(value, dict):
        return "".join(
            f"{pad}- **{key}**: {inner}\n"
            if not isinstance(inner, dict | list)
            else f"{pad}- **{key}**\n{markdown(inner, depth + 1)}"
            for key, inner in value.items()
        )
    return "".join(
        f"{pad}- {inner}\n" if not isinstance(inner, dict | list) else markdown(inner, depth)
        for inner in value
    )


def to_doorstop(folder: Path, target: Path) -> None:
    """Write a doorstop document for each department: one YAML file for each item, its data as attributes."""
    for slug, items in powers(folder):
        prefix = slug.upper()
        place = target / slug
        settings = {"digits": 5, "itemformat": "yaml", "prefix": prefix, "sep": "-"}
        _put(place / ".doorstop.yml", yaml.safe_dump({"settings": settings}))
        for number, item in enumerate(items, 1):
            attributes = {
                **{"active": True, "derived": False, "header": "", "level": f"1.{number}"},
                **{"links": [], "normative": True, "ref": "", "reviewed": None},
                **{"text": item["名称"] + "\n"},
                **{key: value for key, value in item.items() if key != "名称"},
            }
            text = yaml.dump(attributes, Dumper=_DUMPER, allow_unicode=True, width=1 << 20)
            _put(place / f"{prefix}-{number:05}.yml", text)


_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def to_strictdoc(folder: Path, target: Path) -> None:
    """Write a StrictDoc document for each department."""
    for slug, items in powers(folder):
        parts = [f"[DOCUMENT]\nTITLE: {slug}\n"]
        for item in items:
            said = "\n".join(f"- {label}：{text}" for label, text in _marked(item))
            parts.append(
                f"[REQUIREMENT]\nUID: {item['编码']}\nTITLE: {item['名称']}\n"
                f"STATEMENT: >>>\n{said}\n<<<\n"
            )
        _put(target / f"{slug}.sdoc", "\n".join(parts))


def to_sphinx(folder: Path, target: Path) -> None:
    """Write a page of needs for each department."""
    names = []
    for slug, items in powers(folder):
        names.append(slug)
        parts = [f"{slug}\n{'=' * len(slug)}\n"]
        for item in items:
            said = "".join(f"   - {label}：{text}\n" for label, text in _marked(item))
            code = re.sub(r"\W", "_", item["编码"])
            parts.append(f".. req:: {item['名称']}\n   :id: {code}\n\n{said}")
        _put(target / f"{slug}.rst", "\n".join(parts))
    tree = "".join(f"   {name}\n" for name in names)
    _put(target / "index.rst", f"Lists\n=====\n\n.. toctree::\n\n{tree}")
    settings = 'project = "lists"\nextensions = ["sphinx_needs"]\nneeds_id_regex = "^[A-Za-z0-9_]+$"\n'
    _put(target / "conf.py", settings)


def _marked(item: Data) -> Texts:
    """Return the texts of an item on one line each, safe in reStructuredText."""
    return [(label, _MARKUP.sub(r"\\\1", " ".join(text.split()))) for label, text in texts(item)]


def to_csv(folder: Path, target: Path) -> None:
    """Write one row for each item, a column for each label."""
    rows = [dict(texts(item)) for _, items in powers(folder) for item in items]
    columns = list(dict.fromkeys(label for row in rows for label in row))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def to_json(folder: Path, target: Path) -> None:
    """Write the items by code."""
    _put(target, json.dumps({item["编码"]: item for _, items in powers(folder) for item in items}))


def to_yamale(schema: Path, target: Path) -> None:
    """Write a JSON Schema of quanze in yamale's language: names, kinds, lists, what must be there."""
    whole = json.loads(schema.read_text("utf-8"))
    includes: Data = {}

    def named(name: str, told: Data) -> str:
        required = set(told.get("required", ()))
        includes[name] = {
            key: kind(inner, f"{name}-{key}", needed=key in required)
            for key, inner in told["properties"].items()
        }
        return name

    def kind(told: Data, name: str, *, needed: bool = True) -> str:
        inner, options = _yamale(told, name, kind, named)
        return f"{inner}({', '.join([*options, *(() if needed else ('required=False',))])})"

    for name, told in whole["$defs"].items():
        if "properties" in told:
            named(name, told)
        else:
            includes[f"{name}_"] = {"value": "any()"}
    top = {
        key: kind(inner, key, needed=key in whole.get("required", ()))
        for key, inner in whole["properties"].items()
    }
    documents = [top, includes]
    _put(target, "\n---\n".join(yaml.safe_dump(one, allow_unicode=True) for one in documents))


_KINDS: Final = {"string": "str", "integer": "int", "number": "num", "boolean": "bool", "null": "null"}


def _yamale(
    told: Data, name: str, kind: Callable[[Data, str], str], named: Callable[[str, Data], str]
) -> tuple[str, list[str]]:
    """Return a validator and its arguments."""
    if "$ref" in told:
        return "include", [f"'{told['$ref'].rpartition('/')[2]}'"]
    if "anyOf" in told:
        return "any", [kind(inner, f"{name}{at}") for at, inner in enumerate(told["anyOf"])]
    if "enum" in told:
        return "enum", [json.dumps(value, ensure_ascii=False) for value in told["enum"]]
    if told.get("type") == "array":
        return "list", [kind(told["items"], name)] if "items" in told else []
    if "properties" in told:
        return "include", [f"'{named(name, told)}'"]
    if told.get("type") == "object":
        return "map", []
    return _KINDS.get(told.get("type", ""), "any"), []


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
