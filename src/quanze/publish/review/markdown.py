"""The verdict as a comment on a pull request: GitHub and GitLab Markdown, of bounded length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quanze.findings import Reported
from quanze.model.patterns import pattern
from quanze.publish.changes.markdown import LIMIT, markdown, safe
from quanze.publish.review.advice import advice
from quanze.publish.review.verdict import Part, Problem, Review

MARK: Final = "<!-- quanze review -->"
"""The first line of the comment: CI finds an earlier comment by it."""
_SHOWN: Final = 30
"""Problems, and findings of one kind, that are listed."""
_CELL: Final = 500
_COMMAND: Final = pattern(r"(`[^`]*`)")


def comment(review: Review, folder: Path, limit: int = LIMIT) -> str:
    """Return the comment: the verdict and what to do first, then what changed, details folded."""
    text = "\n".join(_head(review, folder)) + "\n"
    text += "\n".join(_findings("警告（不影响合并）", review.warnings))
    if review.changes is not None:
        text += "\n" + markdown(review.changes, limit - len(text) - 1)
    return text


def _head(review: Review, folder: Path) -> Iterator[str]:
    yield f"{MARK}\n## 清单检查：{'通过' if review.passed else '不通过'}\n"
    yield f"{_summary(review)}\n"
    yield "| 检查 | 结果 |\n|---|---|"
    for part, said in results(review):
        yield f"| {part} | {safe(said)} |"
    yield ""
    for note in review.notes:
        yield f"> **请看清楚**：{safe(note)}\n"
    if not review.passed:
        yield "**要做的事**\n"
        for number, line in enumerate(advice(review, folder), 1):
            yield f"{number}. {_with_commands(line)}"
        yield "\n**哪里不通过**\n"
        yield from _problems(review)


def _summary(review: Review) -> str:
    if review.changes is None:
        return safe(f"与 {review.base} 相比。")
    changes = review.changes.changes
    own = beside(review)
    if not changes:
        nothing = "各部门的清单没有变更" if own else "清单没有变更"
        return safe(f"与 {review.base} 相比，{nothing}{own}。")
    level = f"{len(changes.changes)} 处变更，最重的级别是**{review.level}**{own}。"
    return safe(f"与 {review.base} 相比，") + level + f"{review.changes.sum_text}。"


def beside(review: Review) -> str:
    """Say how much changed in the lists beside the power lists; empty where nothing did."""
    own = review.changes.own if review.changes else None
    if not own:
        return ""
    told = f"；配套清单 {len(own.shown)} 处，不要调整记录" if own.shown else ""
    return told + "".join(f"；{remark}" for remark in own.remarks)


def results(review: Review) -> Iterator[tuple[Part, str]]:
    """Say of each part how it stands, in a few words."""
    parts = review.by_part
    warned = f"，{len(review.warnings)} 处警告" if review.warnings else ""
    wrong = len(parts[Part.VALID])
    yield (
        Part.VALID,
        f"不通过：新出现 {wrong} 处错误{warned}" if wrong else f"通过：没有新的错误{warned}",
    )
    yield Part.RECORDED, _recorded(review)
    yield Part.APPROVED, _approved(review)
    kept = len(parts[Part.KEPT])
    yield Part.KEPT, f"不通过：有 {kept} 处改写" if kept else "通过：没有改写"


def _recorded(review: Review) -> str:
    wrong = len(review.by_part[Part.RECORDED])
    numbers = "、".join(state.record.number for state in review.records)
    if wrong:
        told = f"记录 {numbers}" if numbers else "没有新的记录"
        return f"不通过：{wrong} 处与改动不符（{told}）"
    if numbers:
        return f"通过：记录 {numbers} 与改动一致"
    return "通过：没有需要记录的改动"


def _approved(review: Review) -> str:
    if review.by_part[Part.APPROVED]:
        missing = (f"{one.record.number} 缺{'、'.join(one.missing)}" for one in review.records if one.missing)  # fmt: skip
        return "不通过：" + ("；".join(missing) or "审批步骤有误")
    if not review.records:
        return "还没有记录" if review.by_part[Part.RECORDED] else "不需要"
    levels = (f"{one.record.number} {one.record.level}" for one in review.records)
    return f"通过：{'；'.join(levels)}"


def _problems(review: Review) -> Iterator[str]:
    for part, problems in review.by_part.items():
        if problems:
            lines = [f"- {_said(problem)}" for problem in problems[:_SHOWN]]
            if len(problems) > _SHOWN:
                lines.append(f"- 还有 {len(problems) - _SHOWN} 处没有列出")
            yield from _folded(f"{part}：{len(problems)} 处", lines)


def _said(problem: Problem) -> str:
    where = "，".join(filter(None, (problem.record and f"记录 {problem.record}", problem.file)))
    return safe(f"{_cut(problem.what)}{f'（{where}）' if where else ''}")


def _findings(title: str, entries: Sequence[Reported]) -> Iterator[str]:
    if not entries:
        return
    lines = [
        f"- {safe(f'{one.finding.code} {_cut(one.finding.message)}（{one.place}）')}"
        for one in entries[:_SHOWN]
    ]
    if len(entries) > _SHOWN:
        lines.append(f"- 还有 {len(entries) - _SHOWN} 处没有列出")
    yield from _folded(f"{title}：{len(entries)} 处", lines)


def _folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>\n"
    yield from lines
    yield "\n</details>\n"


def _cut(text: str) -> str:
    return text if len(text) <= _CELL else f"{text[:_CELL]}……"


def _with_commands(line: str) -> str:
    """Keep commands as code; all else is only text."""
    parts = _COMMAND.split(line)
    return "".join(part if part.startswith("`") else safe(part) for part in parts)
