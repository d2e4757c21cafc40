"""pydantic's errors in Chinese: what was expected, what stands there, how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quanze.model.element import KeyPath

MISSING = "S1"
UNKNOWN_KEY = "S2"
WRONG_FORM = "S3"


class SchemaProblem(NamedTuple):
    """One thing in an element that does not fit the model."""

    code: str
    path: KeyPath
    message: str
    mend: str


_BOUNDS: Final = {
    "greater_than_equal": ("不能小于", "ge"),
    "less_than_equal": ("不能大于", "le"),
}
"""Faults of a number, each with its words and the name of the bound."""


def explain(error: ValidationError, data: Any, model: type[BaseModel]) -> Iterator[SchemaProblem]:
    """Explain a validation error, one problem for each place."""
    seen: set[tuple[str, KeyPath]] = set()
    for detail in error.errors(include_url=False):
        problem = _explain(detail, data, model)
        if (problem.code, problem.path) not in seen:
            seen.add((problem.code, problem.path))
            yield problem


def real_path(loc: tuple[int | str, ...], data: Any) -> KeyPath:
    """Keep the parts of an error's path that are in the data; pydantic adds names of its own."""
    path: list[int | str] = []
    for part in loc:
        inside = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if inside:
            data = data[part]
            path.append(part)
    return tuple(path)


def label(path: KeyPath) -> str:
    """Name a path as a clerk would: 设定依据第2项·条款."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f"第{part + 1}项"
        elif isinstance(part, int):
            words.append(f"第{part + 1}项")
        else:
            words.append(part)
    return "·".join(words)


def _explain(detail: ErrorDetails, data: Any, model: type[BaseModel]) -> SchemaProblem:
    kind = detail["type"]
    loc = detail["loc"]
    path = real_path(loc, data)
    if kind == "missing":
        key = str(loc[-1])
        return SchemaProblem(
            MISSING, path, f"缺少“{key}”", f"补写“{key}: …”。{_about(model, loc, key)}"
        )
    if kind == "extra_forbidden":
        return _unknown_key(path, loc, model)
    where = label(path) or "这一份内容"
    value = detail["input"]
    if value is None:
        return SchemaProblem(
            WRONG_FORM, path, f"“{where}”是空的", "填写内容；没有内容的，把这一行删去。"
        )
    if isinstance(value, bool | int | float) and kind in ("string_type", "string_sub_type"):
        return SchemaProblem(
            WRONG_FORM,
            path,
            f"“{where}”应当是文字，现在是{_kind(value)} {value}",
            f'用英文引号括起来："{value}"。',
        )
    return _by_kind(detail, path, where, value)


def _unknown_key(
    path: KeyPath, loc: tuple[int | str, ...], model: type[BaseModel]
) -> SchemaProblem:
    key = str(loc[-1])
    parent = _model_at(model, loc[:-1])
    known = [field.alias or name for name, field in parent.model_fields.items()] if parent else []
    bare = key.strip("\u3000\xa0“”‘’\"' ")
    close = difflib.get_close_matches(bare, known, n=1, cutoff=0.5)
    if bare != key and bare in known:
        mend = f"“{bare}”的前后有全角空格或中文引号；只留“{bare}: …”，缩进用半角空格。"
    elif close:
        mend = f"是不是“{close[0]}”？改成“{close[0]}: …”。"
    else:
        mend = "删去，或移到“备注”里（备注: {栏目: 内容}）。"
        if known:
            mend += f"这里可以写：{'、'.join(known[:12])}{' …' if len(known) > 12 else ''}。"
    return SchemaProblem(UNKNOWN_KEY, path, f"不认识的要素“{key}”", mend)


def _by_kind(detail: ErrorDetails, path: KeyPath, where: str, value: Any) -> SchemaProblem:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        mend = "写成下一层的“要素: 内容”，每行一个。"
        if isinstance(value, str) and "：" in value:
            mend = "这里用了中文冒号“：”；改成英文冒号加一个空格，如 名称: 内容。"
        elif isinstance(value, int | float):
            mend = f'用英文引号括起来："{value}"，或' + mend
        return SchemaProblem(
            WRONG_FORM, path, f"“{where}”应当由几个要素组成，现在是{_kind(value)}", mend
        )
    if kind in ("tuple_type", "list_type"):
        return SchemaProblem(
            WRONG_FORM, path, f"“{where}”应当是列表，现在是{_kind(value)}", "每项一行，前面加“- ”。"
        )
    if kind == "value_error":
        return SchemaProblem(WRONG_FORM, path, f"“{where}”{context['error']}", "")
    if kind in ("enum", "literal_error"):
        expected = str(context.get("expected", "")).replace(" or ", "、").replace(", ", "、")
        return SchemaProblem(
            WRONG_FORM,
            path,
            f"“{where}”不能是“{value}”",
            f"只能写：{expected.replace(chr(39), '')}。",
        )
    if kind.startswith("int_") or kind in _BOUNDS:
        told = f"“{where}”应当是整数，现在是“{value}”"
        if kind in _BOUNDS:
            word, bound = _BOUNDS[kind]
            told = f"“{where}”写的是 {value}，{word} {context[bound]}"
        return SchemaProblem(WRONG_FORM, path, told, "只写数字，不写单位。")
    if kind.startswith("date_"):
        return SchemaProblem(
            WRONG_FORM,
            path,
            f"“{where}”应当是日期，现在是“{value}”",
            "写成 年-月-日，如 2026-06-30。",
        )
    if kind in ("string_type", "string_sub_type"):
        return SchemaProblem(
            WRONG_FORM,
            path,
            f"“{where}”应当是一段文字，现在是{_kind(value)}",
            "写成“要素: 文字”；多行文字用 |- 。",
        )
    return SchemaProblem(
        WRONG_FORM,
        path,
        f"“{where}”的写法不对（{detail['msg']}）",
        "请对照 quanze schema 或文档里的例子。",
    )


def _kind(value: Any) -> str:
    names: tuple[tuple[type, str], ...] = (
        (bool, "是非值"),
        (int, "数字"),
        (float, "数字"),
        (str, "一段文字"),
        (dict, "几个要素"),
        (list, "列表"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "别的内容")


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Follow an error's path through the model's fields to the model that holds it."""
    current: type[BaseModel] | None = model
    for part in loc:
        if current is None:
            return None
        field = next((f for f in current.model_fields.values() if f.alias == part), None)
        if field is not None:
            current = model_in(field.annotation)
    return current


def model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := model_in(argument):
            return found
    return None


def _about(model: type[BaseModel], loc: tuple[int | str, ...], key: str) -> str:
    parent = _model_at(model, loc[:-1])
    if parent is None:
        return ""
    field = next((f for f in parent.model_fields.values() if f.alias == key), None)
    return f"（{field.description}）" if field and field.description else ""
