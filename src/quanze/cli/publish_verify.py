"""quanze publish --verify: whether a published site is what the repository says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quanze.cli.console import progress, remark, say
from quanze.cli.exits import FINDINGS, FINE
from quanze.model.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.publish.stamp import Stamp
    from quanze.publish.verification import Claim, Verification

_LISTED = 20


def verify_copy(folder: Path, where: str, at: str | None) -> int:
    """Compare a published site with the register, at the version that it shows or at another.

    Raises:
        CannotRun: the site or the version cannot be read.
    """
    from quanze.load.git_state import git_state
    from quanze.load.loader import load
    from quanze.load.versions import open_version
    from quanze.publish.copy import open_copy
    from quanze.publish.everything import outputs
    from quanze.publish.stamp import Stamp
    from quanze.publish.verification import claim_of, verify

    copy = open_copy(where)
    claim = claim_of(copy)
    _can_be_made(claim)
    version = open_version(folder, at or claim.commit)
    with progress("读取") as advance:
        loaded = load(version.source, advance)
    stamp = Stamp(git_state(folder, version))
    with progress("核对"):
        result = verify(copy, claim, outputs(loaded.register, version.beside), stamp)
    _tell(claim, result, stamp)
    if at is None and not _is_ours(folder, claim):
        return FINDINGS
    _newer(folder, claim)
    return FINE if result.agrees else FINDINGS


_DRAWN = pattern(r"\.pdf$|\.full(-[0-9]+)?\.xlsx$")
"""Files that are made with typst and the fonts of the computer."""


def _can_be_made(claim: Claim) -> None:
    from quanze.load.source import CannotRun
    from quanze.publish.document import why_not

    if any(map(_DRAWN.search, claim.hashes)) and (reason := why_not()):
        raise CannotRun(
            f"网站上有 PDF 或“一单一表一图”，核对时要重新生成，这台电脑还不能：{reason}"
        )


def _tell(claim: Claim, result: Verification, stamp: Stamp) -> None:
    import quanze

    at = stamp.state
    of = f"版本 {at.commit[:10]}（{at.date}）" if at else "工作区（没有纳入版本管理）"
    if result.agrees:
        say(f"一致：网站的 {result.same} 个文件都是清单库{of}的内容。")
    else:
        say(f"不一致：与清单库{of}相比，{result.same} 个文件相同。")
        _list("内容不同", result.differing)
        _list("网站上没有", result.lacking)
        _list("清单库里没有", result.extra)
        if any(map(_DRAWN.search, result.differing)):
            say(
                "PDF 和“一单一表一图”里的图与电脑上的 typst、字体有关：请在发布它的电脑上再核对一次。"
            )
        elif any(map(_DRAWN.search, result.lacking)):
            say(
                "网站上没有 PDF 或“一单一表一图”：发布的电脑上可能没有 typst，页面上也就没有它们的链接。"
            )
        if claim.changed:
            say("网站注明发布时另有未提交的改动。")
        if claim.quanze != quanze.__version__:
            say(
                f"网站由 quanze {claim.quanze} 生成，这里是 {quanze.__version__}："
                "不同版本生成的文件可能不同，请换成同一版本再核对。"
            )
    for path, reason in result.unchecked[:_LISTED]:
        remark(f"没有核对 {path}：{reason}")


def _list(title: str, paths: Sequence[str]) -> None:
    if not paths:
        return
    say(f"{title}：{len(paths)} 个")
    for path in paths[:_LISTED]:
        say(f"  {path}")
    if len(paths) > _LISTED:
        say(f"  …… 另有 {len(paths) - _LISTED} 个")


def _is_ours(folder: Path, claim: Claim) -> bool:
    """Whether the version that a site names led to the present one: any commit that was ever fetched
    could be named, such as one that nobody accepted.
    """
    from quanze.load.merge_base import is_in_history

    if claim.commit is None or is_in_history(folder, claim.commit):
        return True
    say(
        f"网站注明的版本 {claim.commit[:10]} 不在清单库现在的历史里：可能是没有合并的改动，或者别的分支。"
        "确实要与它核对的，先检出那个分支，或者加上 --at。"
    )
    return False


def _newer(folder: Path, claim: Claim) -> None:
    """Say that the repository has gone on since the site was published."""
    from quanze.load.git_state import git_state
    from quanze.load.versions import open_version

    head = git_state(folder, open_version(folder, None))
    if claim.commit and head and head.commit != claim.commit:
        say(f"清单库现在的版本是 {head.commit[:10]}（{head.date}），网站还没有更新到这一版。")
