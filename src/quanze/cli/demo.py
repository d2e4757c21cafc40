"""quanze demo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import progress, quoted, say
from quanze.cli.exits import FINE

if TYPE_CHECKING:
    from quanze.demo.plan import Demo


def command(
    name: Annotated[
        str | None, typer.Argument(help="示例的名称；不写时列出有哪些", metavar="示例")
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--to", help="放在哪个文件夹：空的，或者还没有的", metavar="文件夹"),
    ] = None,
) -> int:
    """建立一个有来历的示例清单库：一个 git 仓库，几年里的调整一次一次提交，都有记录。

    示例：quanze demo

    示例：quanze demo 辽源 --to 示例库
    """
    from quanze.demo.plan import demos

    known = demos()
    if name is None:
        _list(known)
        return FINE
    if name not in known:
        raise typer.BadParameter(f"没有示例“{name}”；有：{'、'.join(known)}")
    if target is None:
        raise typer.BadParameter("请写明放在哪里：--to 文件夹")
    _build(known[name], target)
    tell(known[name], target)
    return FINE


def _build(demo: Demo, target: Path) -> None:
    from quanze.demo.repository import build, must_be_free
    from quanze.demo.story import commits

    must_be_free(target)
    with progress("提交", len(demo.steps)) as advance:
        made = []
        for commit in commits(demo):
            made.append(commit)
            advance(commit.tag)
    build(target, made)


def _list(known: dict[str, Demo]) -> None:
    for demo in known.values():
        say(f"{demo.name}　{demo.about}")
    say(f"建立：quanze demo {next(iter(known))} --to 文件夹")


def tell(demo: Demo, target: Path) -> None:
    """Say what was built, and what can be tried on it."""
    folder = quoted(target)
    say(
        f"示例“{demo.name}”在 {target}：{len(demo.steps)} 次提交，{len(demo.steps) - 1} 份调整记录。"
    )
    say("地方的机关、文件、文号都是拟写的示例；法律的施行和废止是真的。")
    say("\n试一试：")
    for command, what in _TRIES:
        say(f"  {command.format(folder=folder)}　{what}")


_TRIES = (
    ("quanze diff 首次公布 2021-1 --in {folder}", "一次清理改了什么"),
    ("quanze diff @2023-12-31 @2024-12-31 --in {folder}", "一年里改了什么"),
    ("quanze record --verify --in {folder}", "记录和历史对得上吗"),
    ("quanze log 11220400MB0000051K3220105001000 --in {folder}", "一项职权的来历"),
    ("quanze show 11220400MB0000035X3220103001000 --as-of 2022-01-01 --in {folder}", "那一天是怎样写的"),
    ("quanze notice 2022-2 --in {folder} --to 公告", "一次调整的公告"),
    ("quanze audit --in {folder} --to 审计", "交给审计的全部经过"),
    ("quanze stats {folder} --at @2022-12-31", "那时有多少项"),
    ("quanze stats {folder} --between 首次公布 HEAD", "几年里增减了多少，各到哪里去了"),
    ("quanze review 2026-2 --in {folder}", "2026-2 以后的修改能不能合并"),
    ("quanze validate {folder}", "检查"),
)  # fmt: skip
