"""joint-matters.yaml: 并联审批, one matter of the applicant that several departments handle side by side."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.model.basis import Bases
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Materials, Text
from quanze.model.period import Period


class JointPart(Element):
    """并联的一项：哪个部门办哪个事项。"""

    item: ItemCode | None = optional("事项", "本清单库里的事项（编码），要加引号")
    name: str | None = optional("名称", "不在本清单库里的，写事项的名称")
    body: str | None = optional("部门", "由谁办；与事项的行使主体相同的不写")
    limit: Period | None = optional("时限", "在这里办多久；不写就是事项的承诺时限或者法定时限")
    after: tuple[str, ...] = optional(
        "在后", "同一阶段里要等哪几项办完（编码或名称）；不写就是同时开始", ()
    )
    condition: str | None = optional("情形", "什么情形下才要办", examples=["涉及占用林地的"])
    note: Text = optional("说明", "其他说明")


class JointStage(Element):
    """一个阶段：其中各项同时办理；各阶段依次进行。"""

    name: str = element("名称", "这一阶段叫什么", examples=["立项用地规划许可"])
    lead: str | None = optional("牵头部门", "与整个事项不同时才写")
    limit: Period | None = optional("时限", "这一阶段并联办理的总时限", examples=["25个工作日"])
    parts: tuple[JointPart, ...] = optional("并联", "这一阶段同时办理的各项", ())


class JointMatter(Element):
    """一个并联审批事项：牵头部门、一个窗口、各阶段并联的事项、总时限。"""

    code: ItemCode = element("编码", "它的编码；没有统一编码的，自己编一个不重复的，要加引号")
    name: str = element("名称", "申请人要办的事", examples=["开办餐馆一件事"])
    lead: str | None = optional("牵头部门", "统一受理、转告各部门、汇总意见的部门")
    counter: str | None = optional("窗口", "统一受理、统一送达的窗口")
    limit: Period | None = optional("时限", "从统一受理到办结的总时限", examples=["25个工作日"])
    acceptance_limit: Period | None = optional("受理时限", "统一受理需要多久")
    decision_limit: Period | None = optional("汇总时限", "各项办完后汇总、决定需要多久")
    delivery_limit: Period | None = optional("送达时限", "统一送达需要多久")
    service_target: str | None = optional("服务对象", "自然人、企业法人 …")
    themes: tuple[str, ...] = optional("主题", "服务主题，如 开办企业", ())
    keywords: tuple[str, ...] = optional("关键词", "群众常用的说法，供查询", ())
    content: Text = optional("说明", "办成什么，适用什么情形")
    materials: Materials = optional("申请材料", "一次提交的全部材料", ())
    stages: tuple[JointStage, ...] = optional("阶段", "依次进行的各阶段；只有一个阶段的写一个", ())
    bases: Bases = optional("依据", "统一、联合、集中办理的依据", ())
    remarks: dict[str, str] = optional("备注", "其他内容，按栏目名称记录", {})

    def items(self) -> Iterator[str]:
        """Go through the codes of the items that are its parts."""
        for stage in self.stages:
            yield from (str(part.item) for part in stage.parts if part.item)


class JointMatterList(Element):
    """joint-matters.yaml：并联审批事项。"""

    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    matters: tuple[JointMatter, ...] = optional("并联事项", "全部并联审批事项", ())
