"""一图: flows, each used by one or more powers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from quanze.model.element import Brief, Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import YesNo
from quanze.model.period import Period


class StepKind(StrEnum):
    """The shape of a step, after GB/T 1526."""

    START = "开始"
    PROCESS = "办理"
    DECISION = "判断"
    DOCUMENT = "文书"
    END = "结束"


def _number_as_text(value: Any) -> Any:
    """Steps are often just numbered; the number is the name then."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


StepId = Annotated[str, BeforeValidator(_number_as_text, json_schema_input_type=str | int)]


class Next(Brief):
    """下一步。没有条件时可以直接写步骤的编号。"""

    text_key = "到"

    target: StepId = element("到", "下一步的编号")
    condition: str | None = optional("条件", "什么情况下走这一步", examples=["是"])


class FlowStep(Element):
    """流程的一个步骤。"""

    id: StepId = element("编号", "在本流程内唯一，简短")
    name: str = element("名称", "做什么", examples=["受理申请"])
    role: str = element("角色", "由谁做；一个角色一条泳道")
    kind: StepKind = optional("种类", "开始、办理、判断、文书、结束", StepKind.PROCESS)
    stage: str | None = optional("阶段", "法定阶段，如 申请、受理、审查、决定、送达、办结")
    limit: Period | None = optional("时限", "这一步需要多久")
    counted: YesNo = optional("计入时限", "否：听证、鉴定等不计入时限的程序", YesNo.YES)
    post: str | None = optional("责任岗位", "由哪个岗位负责")
    note: str | None = optional("说明", "补充说明")
    next: tuple[Next, ...] = optional("下一步", "之后到哪一步；并行办理时写多个", ())


class Flow(Element):
    """一个运行流程。"""

    name: str = element("名称", "流程名称，事项用它引用", examples=["许可-一般程序"])
    types: tuple[str, ...] = optional("适用类型", "适用的权力类型", ())
    items: tuple[ItemCode, ...] = optional("适用事项", "适用的事项编码；事项也可以用“流程”引用", ())
    body: str | None = optional("行使主体", "写明时须与信息表一致")
    limit: Period | None = optional("总时限", "从受理到办结的总时限；写明时须与承诺时限一致")
    roles: tuple[str, ...] = optional("角色", "泳道，从左到右", ())
    steps: tuple[FlowStep, ...] = element("步骤", "全部步骤")
    remarks: str | None = optional("备注", "其他说明")


class FlowList(Element):
    """flow.yaml：运行流程图。"""

    department: str = element("部门", "部门名称，与 department.yaml 一致")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    flows: tuple[Flow, ...] = optional("流程", "本部门的流程", ())
