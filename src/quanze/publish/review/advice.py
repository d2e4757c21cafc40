"""What to do next, one line for each kind of thing that is wrong."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from quanze.publish.review.verdict import Part, Review


def advice(review: Review, folder: Path) -> Iterator[str]:
    """Tell what to do; commands stand between back quotes."""
    place = shlex.quote(str(folder))
    since = review.commit[:10] or review.base
    parts = review.by_part
    if parts[Part.VALID]:
        yield f"改正 {len(parts[Part.VALID])} 处错误：`quanze validate {place} --since {since}` 写明怎样改。"
    yield from _records(review, place, since)
    for state in review.records:
        if state.missing:
            yield (
                f"记录 {state.record.number} 办完{'、'.join(state.missing)}以后，"
                f"在 {state.record.origin.file} 的“办理”里补写日期和机关。"
            )
    for file in dict.fromkeys(problem.file for problem in parts[Part.KEPT]):
        yield (
            f"恢复批准过的记录：`git checkout {since} -- {shlex.quote(str(folder / file))}`。"
            "要更正的，另写一份新的记录。"
        )


def _records(review: Review, place: str, since: str) -> Iterator[str]:
    wrong = [one for one in review.by_part[Part.RECORDED] if one.file != "quanze.yaml"]
    if len(wrong) < len(review.by_part[Part.RECORDED]):
        yield "恢复 quanze.yaml 的“调整”设置。"
    if not wrong:
        return
    numbers = dict.fromkeys(problem.record for problem in wrong if problem.record)
    if not numbers:
        yield f"写调整记录：`quanze record {since} --in {place}`，再补写其中标着“请补写”的内容。"
    for number in numbers:
        yield f"更新记录 {number}：`quanze record {since} --in {place} --number {number}`，人写的内容会保留。"
