"""docs/format.md: every element of every list, made from the model, so that it is never out of date."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from quanze.load.layout import LAWS, LIST_KINDS, REGISTER_LISTS
from quanze.load.schema_errors import model_in
from quanze.model.adjustment import AdjustmentRecord
from quanze.model.department import Department
from quanze.model.element import Brief
from quanze.model.power import PowerElements
from quanze.model.reference_list import ReferenceList
from quanze.model.settings import Settings

_INTRODUCTION = """\
# 清单库的格式

> 本页由 `quanze schema --document docs/format.md` 生成，请勿手工修改。

清单库是一个文件夹，放在 git 里：

| 文件 | 内容 |
|---|---|
| `quanze.yaml` | 清单库的设置 |
| `departments/<部门>/department.yaml` | 部门 |
| `departments/<部门>/power.yaml` | 权力清单（一单）和信息表（一表） |
| `departments/<部门>/duty.yaml` | 责任清单 |
| `departments/<部门>/boundary.yaml` | 职责边界清单 |
| `departments/<部门>/flow.yaml` | 运行流程图（一图） |
| `departments/<部门>/release.yaml` | 非常用权力的启用记录（一事一审） |
| `laws/*.yaml` | 本地法规：随附的法规索引里没有的，或者要补充、改正的 |
| `references/*.yaml` | 参照清单：上级取消、下放的事项，上级目录，许可事项清单，实际办理的事项 …，一份一个文件 |
| `adjustments/<年份>-<序号>.yaml` | 动态调整记录：`quanze record` 生成，人补写依据和办理情况，批准以后不再改写 |
| `delegations/<年份>-<序号>.yaml` | 赋权批次：下放、委托的事项、承接主体、期限、协议、移交和办理情况，一批一个文件 |
| `joint-matters.yaml` | 并联审批事项：一个牵头部门、一个窗口，各部门同时办理 |
| `regulations.yaml` | 配套制度（统一登记、统一编号、统一公布）和议事协调机构 |
| `negative-list.yaml` | 投资项目负面清单 |

文件夹和文件的名称用英文字母和数字，要素的名称用中文。清单很长时，`quanze fmt --split` 把
`power.yaml` 分成 `power/<编码>.yaml`，一项一个文件，读取时仍是一份清单。

写法的规矩：

- 保存为 UTF-8；冒号用英文冒号，后面加一个空格；缩进用空格，每层两个。
- 编码写在英文引号里，如 `编码: "11220400…"`。
- 多行文字用 `|-`，下一行起缩进。
- 许多事项共有的内容写在文件开头的 `共用` 里，用 `共用: 名称` 引用；各文件共有的写在 `quanze.yaml` 的 `共用` 里。
"""


def document() -> str:
    """Return the page."""
    parts = [_INTRODUCTION]
    done: set[type[BaseModel]] = set()
    pages: list[tuple[str, type[BaseModel]]] = [
        ("quanze.yaml", Settings),
        ("department.yaml", Department),
    ]
    pages += [(f"{stem}.yaml", kind.model) for stem, kind in LIST_KINDS.items()]
    pages.append(("references/*.yaml", ReferenceList))
    pages.append(("laws/*.yaml", LAWS.model))
    pages.append(("adjustments/*.yaml", AdjustmentRecord))
    pages += [(path, kind.model) for path, kind in REGISTER_LISTS.items()]
    for file, model in pages:
        parts.append(f"## {file}\n")
        parts += _sections(model, done)
    return "\n".join(parts)


def _sections(model: type[BaseModel], done: set[type[BaseModel]]) -> Iterator[str]:
    """Yield the table of a model, then those of the models inside it that have no table yet."""
    if model in done:
        return
    inherited = _described_before(model, done)
    done.add(model)
    done.update(base for base in model.__mro__ if base in BASES)
    fields = [field for name, field in model.model_fields.items() if name not in inherited]
    yield f"{_about(model)}\n"
    if inherited:
        yield "除下列要素外，还可以写信息表的各项要素（与职权相同）。\n"
    yield "| 要素 | 必填 | 形式 | 说明 |\n|---|---|---|---|"
    yield "\n".join(_row(field) for field in fields) + "\n"
    for field in fields:
        inner = model_in(field.annotation)
        if inner is not None and inner not in done:
            yield f"### {title(inner)}\n"
            yield from _sections(inner, done)


BASES = (PowerElements,)
"""Models whose elements several others have too: they are listed once."""


def _described_before(model: type[BaseModel], done: set[type[BaseModel]]) -> set[str]:
    """Names of the fields that the page has listed already, with another model."""
    return {
        name
        for base in BASES
        if base in done and issubclass(model, base)
        for name in base.model_fields
    }


def _row(field: FieldInfo) -> str:
    example = f"；如 `{field.examples[0]}`" if field.examples else ""
    required = "是" if field.is_required() else ""
    return (
        f"| {field.alias} | {required} | {_form(field.annotation)} | {field.description}{example} |"
    )


def _about(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip()


def title(model: type[BaseModel]) -> str:
    """Name a model by its description, up to the first sign."""
    return _about(model).split("。")[0].split("：")[0]


def _form(annotation: Any) -> str:
    """Say what a value looks like."""
    origin = get_origin(annotation)
    if origin is tuple:
        return f"列表：{_form(get_args(annotation)[0])}"
    if origin is dict:
        return "栏目: 内容"
    if origin in (Union, types.UnionType):
        parts = [_form(part) for part in get_args(annotation) if part is not type(None)]
        return "或".join(dict.fromkeys(parts))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        brief = "，可写成一行" if issubclass(annotation, Brief) else ""
        return f"见“{title(annotation)}”{brief}"
    values = getattr(annotation, "__members__", None)
    if values:
        return "、".join(str(value) for value in values.values())
    return {int: "整数", float: "小数", str: "文字"}.get(
        annotation, getattr(annotation, "form", "文字")
    )
