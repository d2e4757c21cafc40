"""quanze law list, impact and check."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from quanze.cli.console import (
    OutputFormat,
    print_json,
    progress,
    remark,
    say,
    settled_format,
    written_to,
)
from quanze.cli.exits import FINDINGS, FINE

if TYPE_CHECKING:
    from quanze.law.index import LawIndex
    from quanze.load.places import Places
    from quanze.model.register import Register

HELP: Final = (
    "法规：清单引用了哪些法规，还有没有效，废止了牵动哪些事项。\n\n"
    "示例：quanze law list 清单库\n\n"
    "示例：quanze law impact 水污染防治法 清单库\n\n"
    "示例：quanze law check 清单库"
)


class LawFormat(StrEnum):
    """How the laws are listed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


Folder = Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")]
AsOf = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="按哪一天判断法规是否有效，如 2026-08-15；不写时用清单日期，没有清单日期的用今天",
        metavar="日期",
    ),
]
TextFolder = Annotated[
    Path | None,
    typer.Option(
        "--texts", help="法规条文（Markdown 文件）所在的文件夹，用来核对原文", metavar="文件夹"
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", help="把结果写进文件（UTF-8），不显示在屏幕上", metavar="文件"),
]


@dataclass(frozen=True)
class Opened:
    """A register with what is known of the laws that it cites."""

    folder: Path
    register: Register
    index: LawIndex
    places: Places


def opened(folder: Path, day: datetime.datetime | None) -> Opened:
    """Read a register, to be judged by a day."""
    from quanze.law.index import index_of
    from quanze.load.loader import load
    from quanze.load.places import Places
    from quanze.load.source import open_register

    source = open_register(folder)
    with progress("读取") as advance:
        loaded = load(source, advance)
    if loaded.findings:
        remark(
            f"读取时有 {len(loaded.findings)} 处问题，没有读懂的事项不在结果里；请运行 quanze validate。"
        )
    register = loaded.register.on(day.date() if day else None)
    return Opened(folder, register, index_of(register), Places(source))


def list_laws(
    folder: Folder = Path(),
    as_of: AsOf = None,
    output: Annotated[LawFormat | None, typer.Option("--format", help="输出格式")] = None,
    target: Output = None,
) -> int:
    """清单引用的全部法规：各引用多少处、涉及多少事项、是否有效、引用的是哪个版本。

    示例：quanze law list 清单库

    示例：quanze law list 清单库 --output 法规.csv
    """
    from quanze.cli.law_answers import list_csv, list_data, list_text

    wanted = settled_format(output, target, ("json", "csv"))
    desk = opened(folder, as_of)
    with written_to(target):
        if wanted == "json":
            print_json(list_data(desk))
        elif wanted == "csv":
            list_csv(desk)
        else:
            list_text(desk)
    return _done(target)


def impact_of(
    title: Annotated[
        str,
        typer.Argument(help="法规全称，可以不写书名号和“中华人民共和国”", metavar="法规"),
    ],
    folder: Folder = Path(),
    as_of: AsOf = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="调整事由发生之日；不写时用法规废止（或新文本施行）之日",
            metavar="日期",
        ),
    ] = None,
    texts: TextFolder = None,
    output: Annotated[OutputFormat | None, typer.Option("--format", help="输出格式")] = None,
    target: Output = None,
) -> int:
    """一部法规牵动什么：依据它的职权、责任、服务、流程、边界，写明在哪一行；谁要在哪天前做什么。

    示例：quanze law impact 水污染防治法 清单库

    示例：quanze law impact 《中华人民共和国水污染防治法》 清单库 --from 2026-08-15
    """
    from quanze.cli.law_answers import impact_data, impact_text, impacted
    from quanze.law.texts import texts_of

    wanted = settled_format(output, target, ("json",))
    desk = opened(folder, as_of)
    found = impacted(desk, texts_of(desk.register.settings, folder, texts), title, start)
    with written_to(target):
        if wanted == "json":
            print_json(impact_data(found))
        else:
            impact_text(found)
    return _done(target)


def check_laws(
    folder: Folder = Path(),
    as_of: AsOf = None,
    texts: TextFolder = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="列出每一处；不写时每部法规只列前三处", metavar="")
    ] = False,
    output: Annotated[OutputFormat | None, typer.Option("--format", help="输出格式")] = None,
    target: Output = None,
) -> int:
    """核对依据：已废止、将废止、版本陈旧、条号不存在的，原文与条文不一致的，一次列出。

    示例：quanze law check 清单库 --as-of 2026-08-15

    退出码：0 没有引用已废止的法规，1 有，2 无法运行。
    """
    from quanze.cli.law_check import check_data, check_text, checked
    from quanze.law.texts import texts_of

    wanted = settled_format(output, target, ("json",))
    desk = opened(folder, as_of)
    report = checked(desk, texts_of(desk.register.settings, folder, texts))
    with written_to(target):
        if wanted == "json":
            print_json(check_data(desk, report))
        else:
            check_text(desk, report, show_all=show_all)
    _done(target)
    return FINDINGS if report.has_repealed else FINE


def _done(target: Path | None) -> int:
    if target is not None:
        say(f"结果写在 {target}。")
    return FINE


COMMANDS: Final[tuple[tuple[str, Callable[..., int]], ...]] = (
    ("list", list_laws),
    ("impact", impact_of),
    ("check", check_laws),
)
