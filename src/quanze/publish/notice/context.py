"""What a Word template may name: the facts of a notice as plain data with Chinese keys.

docs/notice.md lists them for those who write templates of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from quanze.model.patterns import pattern
from quanze.publish.notice.differences import Difference
from quanze.publish.notice.facts import NoticeFacts
from quanze.publish.notice.rows import Compared, Direction, Row

NOTHING: Final = "（无）"
_NUMERALS: Final = "一二三四"
_NO_TEXT: Final = pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML does not take, and what Word templates take for a page break."""


def context(facts: NoticeFacts) -> dict[str, Any]:
    """Return the data of a template."""
    found: dict[str, Any] = _storable(
        {
            "标题": facts.title,
            "清单名称": facts.register,
            "编号": facts.number,
            "稿别": facts.mark,
            "警示": facts.warning,
            "级别": facts.level,
            "事由": facts.trigger,
            "依据": facts.grounds,
            "导语": facts.opening,
            "说明": facts.explanation,
            "发文机关": facts.office,
            "成文日期": facts.date,
            "合计": _sums(facts),
            "事项": [_row(row) for row in facts.rows],
            "对照": [_compared(one) for one in facts.altered],
            "其他清单": [_compared(one) for one in facts.altered_lists],
            "后续监管": [{"事项": s.head, "内容": "".join(s.lines)} for s in facts.supervision],
            "规范性文件": [
                {"名称": d.citation, "处理": d.fate, "依据事项": "、".join(d.items)}
                for d in facts.documents
            ],
            "办理": [
                {"步骤": step.name, "日期": step.date, "机关": step.body, "文号": step.number}
                for step in facts.steps
            ],
            "节": _numbered(
                {
                    "情况": True,
                    "监管": facts.supervision,
                    "文件": facts.documents,
                    "办理": facts.steps,
                },
                _NUMERALS,
            ),
            "附件": _numbered(
                {"目录": facts.rows, "对照": facts.altered, "其他清单": facts.others}, "123"
            ),
        }
    )
    return found


def _sums(facts: NoticeFacts) -> dict[str, Any]:
    sums = facts.sums
    groups = [
        {
            "类别": way,
            "项数": sum(one.count for one in sums.kinds if one.direction is way),
            "种类": [
                {"名称": one.label, "项数": one.count} for one in sums.kinds if one.direction is way
            ],
        }
        for way in Direction
    ]
    return {
        "原有": sums.before,
        "增加": sums.added,
        "减少": sums.removed,
        "现有": sums.after,
        "不变": sums.altered,
        "总数": sums.total,
        "部门数": facts.departments,
        "算式": sums.equation,
        "各类": [group for group in groups if group["种类"]],
        "种类": [{"名称": one.label, "项数": one.count} for one in sums.kinds],
        "部门": [
            {"名称": one.department, "项数": one.counts, "合计": one.total}
            for one in sums.departments
        ],
        "其他清单": [{"清单": name, "处数": count} for name, count in sums.lists],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "序号": row.number,
        "类别": row.direction,
        "种类": row.label,
        "清单": row.list_name,
        "部门": row.department,
        "名称": row.name,
        "编码": row.code,
        "类型": row.type,
        "级别": row.level,
        "依据": "\n".join(row.bases),
        "去向": "\n".join(row.fate),
        "改动": "、".join(row.altered),
        "理由": "\n".join(row.grounds),
        "后续监管": "\n".join(row.oversight),
    }


def _compared(one: Compared) -> dict[str, Any]:
    return {"抬头": one.head, "变更": [_difference(part) for part in one.differences]}


def _difference(one: Difference) -> dict[str, str]:
    return {"要素": one.label, "原": one.old or NOTHING, "新": one.new or NOTHING}


def _numbered(parts: Mapping[str, object], numerals: str) -> dict[str, str]:
    """Number the parts that there is something to say in; the others have no number."""
    left = iter(numerals)
    return {name: next(left) if there else "" for name, there in parts.items()}


def _storable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_storable(part) for part in value]
    return value if isinstance(value, int) else _NO_TEXT.sub("", str(value))
