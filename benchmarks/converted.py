"""The powers of a register in the forms that the peers read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
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
    """Write a doorstop document for each department: one YAML file for each item, its data as attributes.

    All items hang on one, since doorstop wants a tree.
    """
    _put_document(target / "root", "ROOT", None)
    _put(target / "root/ROOT-00001.yml", _doorstop_item("1.0", [], {"名称": "权力清单"}))
    for slug, items in powers(folder):
        prefix = slug.upper()
        place = target / slug
        _put_document(place, prefix, "ROOT")
        for number, item in enumerate(items, 1):
            text = _doorstop_item(f"1.{number}", ["ROOT-00001"], item)
            _put(place / f"{prefix}-{number:05}.yml", text)


def _put_document(place: Path, prefix: str, parent: str | None) -> None:
    above = {"parent": parent} if parent else {}
    settings = {"digits": 5, "itemformat": "yaml", "prefix": prefix, "sep": "-", **above}
    _put(place / ".doorstop.yml", yaml.safe_dump({"settings": settings}))


def _doorstop_item(level: str, links: list[str], item: Data) -> str:
    attributes = {
        **{"active": True, "derived": False, "header": "", "level": level, "links": links},
        **{"normative": True, "ref": "", "reviewed": None, "text": f"{item['名称']}\n"},
        **{key: value for key, value in item.items() if key != "名称"},
    }
    return str(yaml.dump(attributes, Dumper=_DUMPER, allow_unicode=True, width=1 << 20))


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
    settings = (
        'project = "lists"\nextensions = ["sphinx_needs"]\nneeds_id_regex = "^[A-Za-z0-9_]+$"\n'
    )
    _put(target / "conf.py", settings)


def _marked(item: Data) -> Texts:
    """Return what an item says, one line for each element, safe in reStructuredText."""
    said = ((key, " ".join(text for _, text in texts(value))) for key, value in item.items())
    return [(key, _MARKUP.sub(r"\\\1", " ".join(text.split()))) for key, text in said]


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
    made = _Yamale(json.loads(schema.read_text("utf-8")))
    documents = [made.fields(made.whole), made.includes]
    _put(target, "---\n".join(yaml.safe_dump(one, allow_unicode=True) for one in documents))


class _Yamale:
    """A JSON Schema while it is translated."""

    _KINDS: Final = {"string": "str()", "integer": "int()", "boolean": "bool()", "null": "null()"}

    def __init__(self, whole: Data) -> None:
        self.whole = whole
        self.includes: Data = {}

    def fields(self, told: Data) -> Data:
        needed = told.get("required", ())
        return {
            key: self._kind(inner) if key in needed else _optional(self._kind(inner))
            for key, inner in told["properties"].items()
        }

    def _kind(self, told: Data) -> str:
        if "$ref" in told:
            name = told["$ref"].rpartition("/")[2]
            return self._named(name, self.whole["$defs"][name])
        if "anyOf" in told:
            return f"any({', '.join(map(self._kind, told['anyOf']))})"
        if "enum" in told:
            return f"enum({', '.join(map(repr, told['enum']))})"
        if "properties" in told:
            return self._named(f"part{len(self.includes)}", told)
        if told.get("type") == "array":
            return f"list({self._kind(told['items'])})" if "items" in told else "list()"
        return "map()" if told.get("type") == "object" else self._KINDS[told["type"]]

    def _named(self, name: str, told: Data) -> str:
        if "properties" not in told:
            return self._kind(told)
        if name not in self.includes:
            self.includes[name] = {}
            self.includes[name] = self.fields(told)
        return f"include('{name}')"


def _optional(kind: str) -> str:
    return kind.removesuffix(")") + (", " if kind[-2] != "(" else "") + "required=False)"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
