"""The changes for a program; the form has a version and is described in docs/diff.md."""

from __future__ import annotations

from typing import Any, Final

from quanze.diff.changes import Changes
from quanze.diff.entries import Entry
from quanze.diff.reductions import UNITS, Reductions
from quanze.diff.suggest import Suggestion
from quanze.model.change_kind import ChangeKind
from quanze.publish.changes.facts import ChangeFacts, ChangeReport, Side
from quanze.publish.changes.own_lists import OwnFacts, OwnSection

SCHEMA_VERSION: Final = 1


def data(report: ChangeReport) -> dict[str, Any]:
    """Return the changes with whole values, old and new."""
    return {
        "schema_version": SCHEMA_VERSION,
        "名称": report.name,
        "旧": _side(report.old),
        "新": _side(report.new),
        "级别": str(report.changes.level) if report.changes else None,
        "合计": _totals(report.changes),
        "种类": dict(report.kinds),
        "要素种类": dict(report.element_kinds),
        "各级别": {str(level): count for level, count in report.levels.items()},
        "没有列出": report.hidden,
        "变更": [_change(facts) for facts in report.shown],
        "四减": _reductions(report.reductions),
        "疑似": [_suggestion(one) for one in report.suggestions],
        "配套清单": _own(report.own),
    }


def _own(own: OwnSection) -> dict[str, Any]:
    return {
        "变更": [_own_change(facts) for facts in own.shown],
        "没有列出": own.hidden,
        "没有比较": list(own.unread),
    }


def _own_change(facts: OwnFacts) -> dict[str, Any]:
    change = facts.change
    told: dict[str, Any] = {
        "种类": str(change.kind),
        "清单": str(facts.listed),
        "对象": change.entry.key,
        "名称": facts.name,
        "部门": change.entry.department or None,
        "要素": [{"要素": one.name, "原": one.old, "新": one.new} for one in change.elements],
    }
    if facts.whole:
        told["内容"] = dict(change.entry.data)
    return told


def _side(side: Side) -> dict[str, str]:
    return {"版本": side.label, "提交": side.commit}


def _totals(changes: Changes) -> dict[str, int]:
    return {
        "原有": changes.before,
        "增加": changes.added,
        "减少": changes.removed,
        "现有": changes.after,
    }


def _change(facts: ChangeFacts) -> dict[str, Any]:
    change = facts.change
    told: dict[str, Any] = {
        "种类": change.kind,
        "级别": str(change.level),
        "清单": str(facts.listed),
        "部门": facts.department,
        "对象": facts.key,
        "名称": facts.name,
        "原对象": change.old.key.key if change.old else None,
        "原名称": change.old.name if change.old else None,
        "原部门": change.old.department if change.old else None,
        "去向": change.other_body or None if change.old else None,
        "来自": change.other_body or None if not change.old else None,
        "关联": [{"编码": code, "名称": name} for code, name in facts.related],
        "要素": [
            {
                "要素": element.name,
                "种类": element.kind,
                "级别": str(element.level),
                "原": element.old,
                "新": element.new,
            }
            for element in change.elements
        ],
    }
    if change.old is None or change.new is None:
        told["内容"] = dict(change.entry.data)
    return told


def _reductions(found: Reductions) -> dict[str, Any]:
    return {
        "合计": [
            {
                "项目": str(one.measure),
                "单位": UNITS[one.measure],
                "可比事项": one.items,
                "原": one.old,
                "新": one.new,
                "增减": one.change,
                "不明": one.unknown,
                "单位不同": [entry.item.key.key for entry in one.incomparable],
            }
            for one in found.sums
        ],
        "各项": [
            {
                "编码": one.item.key.key,
                "名称": one.item.name,
                "项目": str(one.measure),
                "原": one.old.value,
                "新": one.new.value,
            }
            for one in found.altered
        ],
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "种类": str(one.kind),
        "旧": [_named(entry) for entry in one.old],
        "新": [_named(entry) for entry in one.new],
        "理由": list(one.grounds),
        "明确": one.clear,
        "声明": [
            {
                "文件": declaration.entry.origin.file if declaration.entry.origin else None,
                "对象": declaration.entry.key.key,
                "要素": declaration.key,
                "写上": list(declaration.former),
            }
            for declaration in one.declarations
        ],
    }


def _named(entry: Entry) -> dict[str, str]:
    return {"对象": entry.key.key, "名称": entry.name, "部门": entry.department}


def kind_data(kind: ChangeKind) -> dict[str, Any]:
    """Return one kind of change as the taxonomy has it."""
    return {
        "名称": kind.name,
        "领域": kind.area,
        "动作": kind.action,
        "方向": kind.direction or None,
        "对应": kind.mirror or None,
        "没有对应": kind.no_mirror or None,
        "级别": str(kind.level),
        "暂定": kind.provisional,
        "含义": kind.meaning,
        "要素": list(kind.elements),
        "来源": kind.source,
    }
