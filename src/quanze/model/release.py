"""departments/<slug>/release.yaml: when a reserved power was released, case by case (一事一审)."""

from __future__ import annotations

import datetime

from quanze.model.document_number import DocumentNumber
from quanze.model.element import Element, SharedTexts, element, optional
from quanze.model.item_code import ItemCode
from quanze.model.items import Text
from quanze.model.written_date import WrittenDate


class Release(Element):
    """一次启用：一项非常用权力经过审查，在写明的日子里可以行使，到期归还。

    法律、法规以外，来源只说“一事一审”，没有写明记录什么；各项要素是 quanze 的约定。
    """

    item: ItemCode = element("事项", "启用哪一项非常用权力（编码），要加引号")
    number: str | None = optional("编号", "启用申请或者审批单的编号", examples=["2026-03"])
    applicant: str | None = optional("申请", "由哪个机构申请，不写个人", examples=["执法监督科"])
    applied: WrittenDate | None = optional("申请日期", "哪一天申请")
    ground: Text = optional("事由", "为什么要启用；不公开，也不写当事人的姓名、证件号码")
    approver: str | None = optional("批准", "由哪个机关批准", examples=["市人民政府"])
    approved: WrittenDate | None = optional("批准日期", "哪一天批准")
    document: DocumentNumber | None = optional("文号", "批准文件的文号")
    since: WrittenDate | None = optional("自", "从哪一天起可以行使", examples=["2026-03-02"])
    until: WrittenDate | None = optional("至", "到哪一天止（含当天）", examples=["2026-05-31"])
    returned: WrittenDate | None = optional("归还", "哪一天归还，从第二天起不再行使")
    note: Text = optional("说明", "其他说明；不公开")

    @property
    def last(self) -> datetime.date | None:
        """The last day on which it may be exercised; None where none is written."""
        return min(filter(None, (self.until, self.returned)), default=None)

    @property
    def open(self) -> bool:
        """Whether the power has not been given back yet."""
        return self.returned is None

    def covers(self, day: datetime.date) -> bool:
        """Whether the power may be exercised on a day. Without a first day it may not on any."""
        return (
            self.since is not None and self.since <= day and (self.last is None or day <= self.last)
        )


class ReleaseList(Element):
    """release.yaml：非常用权力的启用记录（一事一审）。"""

    department: str = element("部门", "部门名称，与 department.yaml 一致")
    shared: SharedTexts = optional("共用", "本文件各项都可以引用的内容", {})
    releases: tuple[Release, ...] = optional("启用", "历次启用，一次一条", ())
