"""data/demo/*.yaml: what was different before each step in the life of an example."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from quanze.load.yaml_reader import read
from quanze.model.element import Element, element, optional
from quanze.model.item_code import ItemCode

Values = dict[str, Any]
"""Element -> its value; None: it is not there. {另有: […]}: the list as it is, and these besides."""


class FormerItem(Element):
    """以前有、后来没有了的事项：照着另一项写，只写不同的要素。"""

    code: ItemCode = element("编码", "它的编码")
    like: ItemCode = element("仿照", "照着哪一项写：现在有的，或前面写过的")
    values: Values = optional("不同", "与那一项不同的要素", {})


class FormerDepartment(Element):
    """后来撤销了的部门。"""

    folder: str = element("文件夹", "它在 departments 里的文件夹")
    heir: str = element("并入", "它的事项后来归入的部门的文件夹")
    department: Values = element("部门", "它的 department.yaml")
    items: dict[str, str] = element("事项", "后来的编码: 原来的编码")
    values: Values = optional("不同", "它的事项与后来不同的要素", {})


class Before(Element):
    """这一步以前，清单与这一步以后有什么不同。"""

    unborn: tuple[str, ...] = optional("未施行", "还没有施行的法律：依据它的内容还没有", ())
    absent: tuple[ItemCode, ...] = optional("没有", "还没有的事项", ())
    items: tuple[FormerItem, ...] = optional("曾有", "后来没有了的事项", ())
    values: dict[str, Values] = optional("要素", "事项的编码: 不同的要素", {})
    flows: dict[str, dict[str, Values]] = optional(
        "流程", "部门的文件夹: 流程的名称: 不同的要素", {}
    )
    departments: tuple[FormerDepartment, ...] = optional("曾有部门", "后来撤销了的部门", ())
    former_names: dict[str, str] = optional("旧名", "部门的文件夹: 以前的名称", {})
    texts: dict[str, str] = optional("文字", "现在的文字: 以前的文字，哪里写着都一样", {})
    shared: Values = optional("共用", "quanze.yaml 里不同的“共用”内容", {})
    files: tuple[str, ...] = optional("没有文件", "还没有的文件，如 regulations.yaml", ())
    settings: tuple[str, ...] = optional("没有设置", "quanze.yaml 里还没有写的，如 计划", ())


class DemoStep(Element):
    """一次提交。"""

    date: datetime.date = element("日期", "提交的日期，也是当时的清单日期")
    message: str = element("提交", "提交说明")
    author: str = element("作者", "哪个机关（示例）")
    record: Values = optional("记录", "动态调整记录里由人决定的内容；第一次公布没有", {})
    before: Before = optional("以前", "这一步以前有什么不同", Before())


class Demo(Element):
    """一个有来历的示例。"""

    name: str = element("名称", "示例的名称")
    folder: str = element("示例", "examples 里的文件夹")
    about: str = element("说明", "一句话")
    steps: tuple[DemoStep, ...] = element("步骤", "从最早到最近")


@cache
def demos() -> dict[str, Demo]:
    """Return every demo by its name."""
    folder = files("quanze").joinpath("data", "demo")
    found = (
        Demo.model_validate(read(file.read_text(encoding="utf-8")))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    )
    return {demo.name: demo for demo in found}
