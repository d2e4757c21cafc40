"""quanze document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from quanze.cli.console import progress, remark, say
from quanze.cli.exits import FINDINGS, FINE
from quanze.cli.withheld import stop_if_withheld
from quanze.model.patterns import pattern

if TYPE_CHECKING:
    from quanze.model.power import Power
    from quanze.model.register import DepartmentLists, Register
    from quanze.model.settings import DocumentKind
    from quanze.publish.document import Document

TEMPLATE: Final = "文档模板.docx"
_NOT_IN_NAMES: Final = pattern(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_LONGEST_NAME: Final = 60
_MOST_BYTES: Final = 240
"""Of the name of a file, without its ending: systems take 255."""
_HEAD, _TAIL = 30, 16


class Kind(StrEnum):
    """A kind of document, as it is asked for."""

    LIST = "list"
    GUIDE = "guide"
    MANUAL = "manual"


class Form(StrEnum):
    """A form of a document, by the ending of its file."""

    DOCX = "docx"
    PDF = "pdf"


def command(
    folder: Annotated[Path, typer.Argument(help="清单库所在的文件夹", metavar="清单库")],
    target: Annotated[Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹")],
    kinds: Annotated[
        list[Kind] | None,
        typer.Option(
            "--kind",
            help="list 清单，guide 服务指南，manual 业务手册；可以写几次，不写时都要",
            metavar="种类",
        ),
    ] = None,
    forms: Annotated[
        list[Form] | None,
        typer.Option(
            "--format",
            help="docx 或 pdf；可以写几次，不写时都要，没装 typst 的只写 docx",
            metavar="格式",
        ),
    ] = None,
    department: Annotated[
        str | None,
        typer.Option("--department", help="只要一个部门的：名称、简称或文件夹名", metavar="部门"),
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", help="只要一个事项的：事项编码", metavar="编码")
    ] = None,
    separate: Annotated[
        bool,
        typer.Option("--separate", help="一个事项一个文件，不合成一册", metavar=""),
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", help="本单位的 Word 模板；不写时用自带的公文版式", metavar="模板.docx"
        ),
    ] = None,
    with_template: Annotated[
        bool,
        typer.Option(
            "--with-template", help="同时写出自带的 Word 模板（文档模板.docx），供修改", metavar=""
        ),
    ] = False,
) -> int:
    """供打印的清单、服务指南、业务手册，Word 和 PDF，按公文格式排版。

    示例：quanze document 清单库 --to 文档 --department 市市场监督管理局

    示例：quanze document 清单库 --to 文档 --kind guide --item 11220400MB000001983220101001000

    要写进文档的内容里有个人信息、涉密内容的，不写。

    退出码：0 已写好，1 已写好但清单里有内容没有读懂，2 无法运行（没有写入任何文件）。
    """
    from quanze.load.loader import load
    from quanze.load.source import open_register
    from quanze.publish.missing import missing

    writers = _writers(forms, template)
    source = open_register(folder)
    loaded = load(source)
    asked = _Asked(loaded.register, _kinds(kinds, item=item, separate=separate))
    wanted = dict(asked.item(item) if item else asked.departments(department, separate=separate))
    told = asked.extent(item, department, separate=separate)
    stop_if_withheld(told, source, "没有写入任何文件")
    made = _files(wanted, writers)
    if with_template:
        made[Path(TEMPLATE)] = _blank
    with progress("排版", len(made)) as advance:
        _write_all(made, target, advance)
    _tell([target / name for name in made])
    if lost := missing(loaded):
        remark(f"清单里有 {len(lost)} 处没有读懂，文档里没有这些内容；请运行 quanze validate。")
        return FINDINGS
    return FINE


Made = dict[Path, "Callable[[], bytes]"]
"""Name of a file in the target -> what makes it."""


def _files(
    wanted: dict[Path, Callable[[], Document]],
    writers: dict[Form, Callable[[Document], bytes]],
) -> Made:
    return {
        path.with_name(f"{path.name}.{form}"): lambda document=document, write=write: write(  # type: ignore[misc]
            document()
        )
        for path, document in wanted.items()
        for form, write in writers.items()
    }


def _write_all(made: Made, target: Path, advance: Callable[[str], None]) -> None:
    """Write every file aside before the first one takes its place: all of them are there, or none."""
    import shutil
    import tempfile

    target.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".quanze-", dir=target))
    try:
        for number, (name, make) in enumerate(made.items()):
            (aside / str(number)).write_bytes(make())
            advance(name.name)
        for number, name in enumerate(made):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / str(number)).replace(target / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _writers(
    forms: list[Form] | None, template: Path | None
) -> dict[Form, Callable[[Document], bytes]]:
    from quanze.load.source import CannotRun
    from quanze.publish.document import as_pdf, as_word, why_not
    from quanze.publish.word_file import read_template

    asked = list(dict.fromkeys(forms or Form))
    if Form.PDF in asked and (reason := why_not()):
        if forms:
            raise CannotRun(f"{reason}；或者只要 Word：--format docx")
        remark(f"没有写 PDF：{reason}。")
        asked.remove(Form.PDF)
    if template is not None and Form.DOCX not in asked:
        raise typer.BadParameter("--template 是 Word 模板，--format 里要有 docx")
    own = read_template(template) if template is not None else None
    known: dict[Form, Callable[[Document], bytes]] = {
        Form.DOCX: lambda document: as_word(document, own),
        Form.PDF: as_pdf,
    }
    return {form: known[form] for form in asked}


def _kinds(asked: list[Kind] | None, *, item: str | None, separate: bool) -> list[DocumentKind]:
    from quanze.model.settings import DocumentKind

    known = {
        Kind.LIST: DocumentKind.LIST,
        Kind.GUIDE: DocumentKind.GUIDE,
        Kind.MANUAL: DocumentKind.MANUAL,
    }
    single = item is not None or separate
    if single and asked and Kind.LIST in asked:
        raise typer.BadParameter("清单按部门成册，不能一个事项一个文件；--kind 写 guide 或 manual")
    kinds = asked or [kind for kind in Kind if not (single and kind is Kind.LIST)]
    return [known[kind] for kind in dict.fromkeys(kinds)]


Wanted = Iterator[tuple[Path, "Callable[[], Document]"]]


class _Asked:
    """What is asked for: the files without their ending, each with what makes the document."""

    def __init__(self, register: Register, kinds: list[DocumentKind]) -> None:
        from quanze.publish.flow_chart import Drawings

        self._register = register
        self._kinds = kinds
        self._drawings = Drawings()

    def item(self, code: str) -> Wanted:
        """Go through the documents of one item."""
        from quanze.load.source import CannotRun
        from quanze.publish.document import has_guide

        power = self._power(code)
        kinds = [k for k in self._kinds if k != "服务指南" or has_guide(power)]
        if not kinds:
            raise CannotRun(
                f"“{power.name}”是{power.type}，不是依申请办理的，没有服务指南；"
                "业务手册用 --kind manual。"
            )
        for kind in kinds:
            yield self._single(kind, power, Path())

    def departments(self, name: str | None, *, separate: bool) -> Wanted:
        """Go through the books of one department or of all, or through their items one by one."""
        from quanze.publish.document import book, has_book, items_of, title_of, volumes_of

        for lists in self._lists(name):
            for kind in self._kinds:
                if separate:
                    folder = Path(file_name(title_of(kind, lists.name)))
                    for power in items_of(kind, lists):
                        yield self._single(kind, power, folder)
                elif has_book(kind, lists):
                    for volume in volumes_of(kind, lists):
                        path = Path(file_name(title_of(kind, lists.name, volume)))
                        make = partial(book, kind, lists, self._register, self._drawings, volume)
                        yield path, make

    def extent(self, code: str | None, department: str | None, *, separate: bool) -> Register:
        """Return what of the register the documents show."""
        from quanze.publish.document import extent

        power = self._power(code) if code else None
        holding = [self._register.lists_of(power)] if power else self._lists(department)
        return extent(self._register, self._kinds, holding, power, separate=separate)

    def _power(self, code: str) -> Power:
        from quanze.load.source import CannotRun

        found = [power for power in self._register.powers if power.code == code.strip()]
        if not found:
            raise CannotRun(f"清单库里没有编码为 {code} 的事项。")
        return found[0]

    def _lists(self, name: str | None) -> list[DepartmentLists]:
        from quanze.load.source import CannotRun

        if name is None:
            return list(self._register.departments)
        known = {lists.slug: lists for lists in self._register.departments}
        found = self._register.departments_by_name.get(name) or known.get(name)
        if found is None:
            names = "、".join(lists.name for lists in self._register.departments[:20])
            raise CannotRun(f"清单库里没有部门“{name}”。有：{names}。")
        return [found]

    def _single(
        self, kind: DocumentKind, power: Power, folder: Path
    ) -> tuple[Path, Callable[[], Document]]:
        from quanze.publish.document import single, title_of

        lists = self._register.lists_of(power)
        # Names are not unique, and may be long; codes are.
        name = file_name(f"{power.code} {title_of(kind, power.name[:_LONGEST_NAME])}")
        return folder / name, lambda: single(kind, power, lists, self._register, self._drawings)


def file_name(text: str) -> str:
    """Return a text as the name of a file: no way out of the folder, nothing that Windows refuses.

    A name that no system takes is cut in its middle; a digest tells it from others that are cut alike.
    """
    name = _NOT_IN_NAMES.sub(" ", text).strip(" .") or "文档"
    if len(name.encode(errors="replace")) <= _MOST_BYTES:
        return name
    digest = blake2b(text.encode(errors="replace"), digest_size=4).hexdigest()
    return f"{name[:_HEAD]}…{digest}…{name[-_TAIL:]}"


def _blank() -> bytes:
    from quanze.publish.document import blank_template

    return blank_template()


_LISTED: Final = 20


def _tell(made: list[Path]) -> None:
    for path in made[:_LISTED]:
        say(f"已写入 {path}。")
    if len(made) > _LISTED:
        say(f"…… 共 {len(made)} 个文件。")
    if not made:
        remark("没有可以写的：这些部门没有这一种文档的内容。")
