"""quanze record --verify: does the history prove itself."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from quanze.cli.console import OutputFormat, print_json, say
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.past import commit_data, commit_text, day_of, named, one_line, verified

if TYPE_CHECKING:
    from pathlib import Path

    from quanze.diff.verification import Problem, Told, Undone, Verification


def verify_command(folder: Path, output: OutputFormat = OutputFormat.TEXT) -> int:
    """Hold the history of a register against its records; say what does not fit."""
    verification = verified(folder)
    if output is OutputFormat.JSON:
        print_json(verification_data(verification))
    else:
        _text(verification)
    return FINE if verification.holds else FINDINGS


def verification_data(verification: Verification) -> dict[str, Any]:
    """Return a verification for a program."""
    return {
        "holds": verification.holds,
        "start": commit_data(verification.commits[verification.start]),
        "end": commit_data(verification.commits[-1]),
        "commits": len(verification.commits) - verification.start,
        "records": [
            {
                "number": told.record.number,
                "approved": told.approved,
                "changes": len(told.record.changes),
                "since": verification.commits[told.since].id,
                "until": verification.commits[told.until].id,
            }
            for told in verification.told
        ],
        "problems": [_problem_data(problem) for problem in verification.problems],
        "undone": [_undone_data(one) for one in verification.undone],
        "notes": [{**commit_data(one.commit), "what": one.what} for one in verification.notes],
    }


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        **commit_data(problem.commit),
        "fault": str(problem.fault),
        "code": problem.code or None,
        "name": problem.name or None,
        "record": problem.record or None,
        "what": problem.what,
    }


def _undone_data(one: Undone) -> dict[str, Any]:
    return {
        **commit_data(one.commit),
        "code": one.change.key.key,
        "name": one.change.entry.name,
        "what": one.what,
    }


def _text(verification: Verification) -> None:
    start, end = verification.commits[verification.start], verification.commits[-1]
    say(
        f"核对 {commit_text(start)} 以后、到 {commit_text(end)} 为止的每一次改动（只看已提交的内容）："
        f"{len(verification.commits) - verification.start - 1} 次提交，{len(verification.told)} 份记录。"
    )
    for told in verification.told:
        say(f"  {_record_line(told, verification)}")
    _undone(verification)
    for one in verification.notes:
        say(one_line(f"请留意 {commit_text(one.commit)}：{one.what}"))
    if verification.holds:
        other = "除改了又改回的以外，" if verification.undone else ""
        say(f"全部相符：{other}每一处改动都有记录，批准的记录没有改写，按记录重放得到现在的清单。")
        return
    say(f"有 {len(verification.problems)} 处不符：")
    for (commit, _), problems in groupby(
        verification.problems, key=lambda problem: (problem.commit, problem.index)
    ):
        say(f"{commit_text(commit)}  {one_line(commit.subject)}")
        for problem in problems:
            say(f"  {problem_line(problem)}")


def _undone(verification: Verification) -> None:
    """Tell what the lists said for a while and no record says; no fault, since nothing of it is left."""
    if verification.undone:
        say(f"改了又改回、没有记录的有 {len(verification.undone)} 处：")
    for one in verification.undone:
        about = named(one.change.key.key, one.change.entry.name)
        say(f"  {one_line(f'{commit_text(one.commit)}：{about}，{one.what}')}")


def problem_line(problem: Problem) -> str:
    """Say a problem on one line, without its commit."""
    about = named(problem.code, problem.name)
    record = f"记录 {problem.record}，" if problem.record else ""
    told = f"{record}{about}：{problem.what}" if about else f"{record}{problem.what}"
    return one_line(f"[{problem.fault}] {told}")


def _record_line(told: Told, verification: Verification) -> str:
    wrong = sum(problem.record == told.record.number for problem in verification.problems)
    commit = verification.commits[told.past.first]
    state = "已批准" if told.approved else "草稿，还没有批准"
    verdict = f"{wrong} 处不符" if wrong else "相符"
    return one_line(
        f"{told.record.number}：{verdict}；{state}；{len(told.record.changes)} 处变更；"
        f"{day_of(commit.authored)} {commit.author} 提交（{commit.short}）"
    )
