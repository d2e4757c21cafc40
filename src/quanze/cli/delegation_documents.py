"""quanze delegation --letter, --notice: the letters of entrustment and the notice of a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quanze.cli.console import remark, say
from quanze.cli.document import file_name
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.withheld import stop_if_withheld

if TYPE_CHECKING:
    from quanze.cli.calendars import Desk
    from quanze.load.loader import Loaded
    from quanze.model.delegation import Delegation
    from quanze.publish.delegation.letter import Made


def write_documents(
    opened: Desk, letter: str | None, notice: str | None, target: Path | None
) -> int:
    """Write the documents of batches; all are made before the first is written.

    Returns:
        the exit code: 1 where the law does not allow what a letter entrusts.
    """
    from quanze.load.loader import load
    from quanze.load.source import SETTINGS_FILE, CannotRun
    from quanze.publish.delegation.letter import letters
    from quanze.publish.delegation.notice import delegation_notice

    if target is None:
        raise typer.BadParameter("写委托书、公告要写明文件夹：--to 文件夹")
    if opened.source is None:
        raise CannotRun("没有找到清单库。")
    loaded = load(opened.source)
    wanted = {number: _batch(loaded, number) for number in (letter, notice) if number}
    told = {SETTINGS_FILE, *(batch.origin.file for batch in wanted.values())}
    stop_if_withheld(loaded.register, opened.source, "没有生成文件", told)
    made: list[Made] = []
    if letter:
        made += letters(loaded.register, wanted[letter])
        if not wanted[letter].agreements:
            raise CannotRun(f"批次 {letter} 没有写“协议”，没有可以生成的委托书。")
    if notice:
        made.append(delegation_notice(loaded.register, wanted[notice]))
    _write(made, target, loaded.register.settings.name)
    return _warn(loaded, wanted[letter]) if letter else FINE


def _batch(loaded: Loaded, number: str) -> Delegation:
    from quanze.load.layout import DELEGATIONS
    from quanze.load.source import CannotRun

    known = {batch.number: batch for batch in loaded.register.delegations}
    path = f"{DELEGATIONS.rstrip('/')}/{number}.yaml"
    broken = [finding.message for finding in loaded.findings if finding.origin.file == path]
    if broken:
        raise CannotRun(
            f"{path} 有读不懂的内容：{broken[0]}\n请先运行 quanze validate，改正以后再生成。"
        )
    if number in known:
        return known[number]
    listed = f"已有的批次：{'、'.join(known)}。" if known else "清单库里还没有赋权批次。"
    raise CannotRun(f"没有编号为 {number} 的赋权批次。{listed}")


def _write(made: list[Made], target: Path, register: str) -> None:
    from quanze.load.write import write_bytes
    from quanze.publish.delegation.page import as_page
    from quanze.publish.document.word import as_word

    files: dict[Path, bytes] = {}
    for one in made:
        name = file_name(one.name)
        files[target / f"{name}.html"] = as_page(one.document, register)
        files[target / f"{name}.docx"] = as_word(one.document)
    for path, data in files.items():
        write_bytes(path, data)
        say(f"已写入 {path}。")
    for one in made:
        if one.gaps:
            remark(
                f"{one.name}还有 {len(one.gaps)} 处没有填，写着“（待填）”：{'、'.join(one.gaps)}"
            )


def _warn(loaded: Loaded, batch: Delegation) -> int:
    """Say what may not be entrusted, and what has no agreement yet."""
    from quanze.rules.register import g4_agreement, g7_not_entrusted

    forbidden = [
        found
        for found in g7_not_entrusted.check(loaded.register)
        if found.origin.file == batch.origin.file
    ]
    for found in forbidden:
        remark(f"不能签：{found.message}。")
    for found in g4_agreement.check(loaded.register):
        if found.origin.file == batch.origin.file:
            remark(f"注意：{found.message}。")
    return FINDINGS if forbidden else FINE
