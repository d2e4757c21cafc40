"""quanze notice."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from quanze.cli.console import remark, say
from quanze.cli.exits import FINE
from quanze.cli.withheld import stop_if_withheld

if TYPE_CHECKING:
    from quanze.load.loader import Loaded
    from quanze.model.adjustment import AdjustmentRecord
    from quanze.publish.notice import NoticeFacts


TEMPLATE: Final = "公告模板.docx"


class NoticeFormat(StrEnum):
    """A form of the notice, by the ending of its file."""

    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"


def command(
    number: Annotated[
        str, typer.Argument(help="记录的编号，如 2026-1（adjustments/2026-1.yaml）", metavar="编号")
    ],
    target: Annotated[Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹")],
    folder: Annotated[
        Path, typer.Option("--in", help="清单库所在的文件夹；不写时用当前文件夹", metavar="清单库")
    ] = Path(),
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="写哪几种，用逗号隔开：html、xlsx、docx、pdf；不写时都写，没装 typst 的不写 pdf",
            metavar="格式",
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", help="本单位的 Word 模板；不写时用自带的公文模板", metavar="模板.docx"
        ),
    ] = None,
    with_template: Annotated[
        bool,
        typer.Option(
            "--with-template", help="同时写出自带的 Word 模板（公告模板.docx），供修改", metavar=""
        ),
    ] = False,
    day: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            help="成文日期；不写时用记录里“向社会公开”的日期",
            metavar="日期",
        ),
    ] = None,
) -> int:
    """调整公告：由一份动态调整记录生成网页、Excel、Word 和 PDF（公文格式）。

    没有批准的记录，公告上标明“草稿”或“征求意见稿”；人还没有写的，标“（待填）”。

    示例：quanze notice 2026-1 --to 公告

    示例：quanze notice 2026-1 --in 清单库 --to 公告 --format docx --template 本单位模板.docx
    """
    from quanze.load.loader import load
    from quanze.load.source import SETTINGS_FILE, open_register
    from quanze.load.write import write_bytes
    from quanze.publish.notice import notice_facts, packaged_template

    wanted = _wanted(formats, template)
    source = open_register(folder)
    loaded = load(source)
    record = _record(loaded, number)
    told = {SETTINGS_FILE, record.origin.file}
    stop_if_withheld(loaded.register, source, "没有生成公告", told)
    facts = notice_facts(record, loaded.register.settings, day.date() if day else None)
    # Every form is made before the first file is written: all of them are there, or none.
    made = {target / f"调整公告-{number}.{form}": _maker(form, template)(facts) for form in wanted}
    if with_template:
        made[target / TEMPLATE] = packaged_template()
    for path, data in made.items():
        write_bytes(path, data)
        say(f"已写入 {path}。")
    _tell(facts)
    return FINE


def _wanted(formats: str | None, template: Path | None) -> tuple[NoticeFormat, ...]:
    if formats is None:
        return _possible()
    names = [name.strip().lower() for name in formats.replace("，", ",").split(",") if name.strip()]
    unknown = [name for name in names if name not in tuple(NoticeFormat)]
    if unknown or not names:
        raise typer.BadParameter(f"没有格式“{'、'.join(unknown)}”；可以写 html、xlsx、docx、pdf")
    if template is not None and NoticeFormat.DOCX not in names:
        raise typer.BadParameter("--template 是 Word 模板，--format 里要有 docx")
    return tuple(form for form in NoticeFormat if form in names)


def _possible() -> tuple[NoticeFormat, ...]:
    """Every form that this computer can write."""
    from quanze.publish.document import why_not

    reason = why_not()
    if not reason:
        return tuple(NoticeFormat)
    remark(f"没有写 PDF：{reason}。")
    return tuple(form for form in NoticeFormat if form is not NoticeFormat.PDF)


def _record(loaded: Loaded, number: str) -> AdjustmentRecord:
    from quanze.load.source import CannotRun

    records = {record.number: record for record in loaded.register.adjustments}
    if number in records:
        return records[number]
    path = f"adjustments/{number}.yaml"
    broken = [finding.message for finding in loaded.findings if finding.origin.file == path]
    if broken:
        raise CannotRun(
            f"{path} 有读不懂的内容：{broken[0]}\n请先运行 quanze validate，改正以后再生成公告。"
        )
    known = (
        f"已有的记录：{'、'.join(records)}。"
        if records
        else "清单库里还没有记录，用 quanze record 生成。"
    )
    raise CannotRun(f"没有编号为 {number} 的动态调整记录。{known}")


def _maker(form: NoticeFormat, template: Path | None) -> Callable[[NoticeFacts], bytes]:
    from quanze.publish.notice import (
        notice_document,
        notice_page,
        notice_pdf,
        notice_workbook,
        read_template,
    )

    if form is NoticeFormat.HTML:
        return notice_page
    if form is NoticeFormat.XLSX:
        return notice_workbook
    if form is NoticeFormat.PDF:
        return notice_pdf
    own = read_template(template) if template is not None else None
    return lambda facts: notice_document(facts, own)


def _tell(facts: NoticeFacts) -> None:
    if facts.mark:
        remark(f"这次调整还没有批准，公告标明“{facts.mark}”。")
    if facts.gaps:
        remark(f"还有 {len(facts.gaps)} 处没有填，公告上写着“（待填）”或空着：")
        for gap in facts.gaps:
            remark(f"  {gap}")
