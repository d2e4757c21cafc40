"""quanze record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quanze.cli.console import OutputFormat, print_text
from quanze.cli.exits import FINE
from quanze.model.adjustment_words import Trigger

if TYPE_CHECKING:
    from quanze.diff.answers import Answers


def command(
    old: Annotated[
        str | None,
        typer.Argument(
            help="以前的版本：提交、标签、@2024-06-30 或文件夹；不写时从上一份记录接着算",
            metavar="旧版本",
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(help="现在的版本；不写时是文件夹里的清单", metavar="新版本"),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--in", help="清单库所在的文件夹", metavar="清单库")
    ] = Path(),
    trigger: Annotated[
        Trigger | None,
        typer.Option("--trigger", help=f"事由：{'、'.join(Trigger)}", metavar="事由"),
    ] = None,
    basis: Annotated[
        list[str] | None,
        typer.Option(
            "--basis",
            help="依据：《…》第…条，或者 文件名（文号）；可以写几个",
            metavar="依据",
        ),
    ] = None,
    principle: Annotated[
        str | None,
        typer.Option(
            "--principle",
            help="清理原则；填进还没有写原则的取消、下放、合并",
            metavar="原则",
        ),
    ] = None,
    oversight: Annotated[
        str | None,
        typer.Option(
            "--oversight",
            help="后续监管；填进还没有写的取消、下放",
            metavar="文字",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", help="理由；填进还没有写理由的实质性变更", metavar="理由"),
    ] = None,
    date: Annotated[
        list[str] | None,
        typer.Option(
            "--date",
            help="办完一步的日期：步骤=日期 或 步骤=日期=机关，如 申请=2024-06-30；可以写几个",
            metavar="步骤=日期",
        ),
    ] = None,
    approver: Annotated[
        str | None, typer.Option("--approver", help="批准的机关", metavar="机关")
    ] = None,
    declared: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            help="减少或增加的一项是什么，如 下放:编码=示例区交通运输局；可以写几个",
            metavar="种类:编码",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="这次调整叫什么", metavar="标题")
    ] = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--number",
            help="记录的编号，如 2024-1；不写时接着写没有批准的记录，没有的新编一个号",
            metavar="编号",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只显示记录的内容，不写文件", metavar="")
    ] = False,
    list_principles: Annotated[
        bool, typer.Option("--principles", help="列出清理原则", metavar="")
    ] = False,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="核对历史：每次改动都有记录，批准的记录没有改写，按记录重放得到现在的清单",
            metavar="",
        ),
    ] = False,
    output: Annotated[
        OutputFormat, typer.Option("--format", help="核对结果的输出格式，与 --verify 一起用")
    ] = OutputFormat.TEXT,
) -> int:
    """把两个版本之间的改动写成动态调整记录 adjustments/年份-序号.yaml。

    改了什么由 quanze 填写；依据、原则、去向、后续监管和办理日期由人补写，列在最后。再运行一次，
    更新改动的内容，保留人写的内容。批准以后的记录不再改动。

    示例：quanze record --in 清单库 --trigger 上级取消下放 --basis "国发〔2020〕13号"

    示例：quanze record 首版 --in 清单库 --as 下放:11220400MB0000051K3220105001000=示例区交通运输局

    示例：quanze record --verify --in 清单库（退出码：0 全部相符，1 有不符之处，2 无法运行）
    """
    if verify:
        from quanze.cli.verify import verify_command

        return verify_command(folder, output)
    from quanze.cli import record_answers as answering

    if list_principles:
        answering.principles_text()
        return FINE
    answers = _answers(
        title, trigger, basis, principle, oversight, reason, date, approver, declared
    )
    desk = answering.opened(folder, number)
    drafted = answering.drafted(desk, old, new, answers)
    if drafted is None:
        return FINE
    if dry_run:
        print_text(drafted.text)
        return FINE
    answering.write(desk, drafted)
    answering.told(desk, drafted)
    return FINE


def _answers(
    title: str | None,
    trigger: Trigger | None,
    basis: list[str] | None,
    principle: str | None,
    oversight: str | None,
    reason: str | None,
    date: list[str] | None,
    approver: str | None,
    declared: list[str] | None,
) -> Answers:
    from quanze.diff.answers import (
        Answers,
        known_principle,
        read_declarations,
        read_ground,
        read_step,
    )

    return Answers(
        title=title,
        trigger=trigger,
        grounds=[read_ground(text) for text in basis or ()],
        principle=known_principle(principle) if principle else None,
        oversight=oversight,
        reason=reason,
        steps=[read_step(text) for text in date or ()],
        approver=approver,
        declared=read_declarations(declared or ()),
    )
