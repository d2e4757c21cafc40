"""Word files: an office's template looked through before it is opened, a document packed without the hour."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from quanze.load.source import CannotRun

MAX_UNPACKED: Final = 64 * 2**20
_MAX_MEMBERS: Final = 2000
_OLE: Final = b"\xd0\xcf\x11\xe0"
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_MACROS: Final = "vbaProject.bin"
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = "[Content_Types].xml"


def read_template(path: Path) -> bytes:
    """Return an office's template.

    Raises:
        CannotRun: it is too large for one.
    """
    if path.stat().st_size > MAX_UNPACKED:
        raise CannotRun(f"{path} 太大，不像是 Word 模板，没有打开。")
    return path.read_bytes()


def inspect(data: bytes) -> None:
    """Refuse what is no Word document, or unpacks to something absurd.

    Raises:
        CannotRun: it is refused; the message says why.
    """
    if data.startswith(_OLE):
        raise CannotRun("模板是旧的 .doc 格式，或者有打开密码。请另存为没有密码的 .docx。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for fault in _faults(archive):
                raise CannotRun(fault)
    except CannotRun:
        raise
    except Exception as error:
        # Whatever zipfile says of it, it is no sound document.
        raise CannotRun("模板不是 Word 文件（.docx），或者已经损坏。") from error


def _faults(archive: zipfile.ZipFile) -> Iterator[str]:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > _MAX_MEMBERS:
        yield "模板展开后过大，疑似恶意文件，没有打开。"
    if "word/document.xml" not in archive.namelist():
        yield "模板不是 Word 文件（.docx）。"
    if any(member.filename.endswith(_MACROS) for member in members):
        yield "模板带有宏，没有使用。请另存为不带宏的 .docx。"
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            content = archive.read(member)
            if any(doctype in content for doctype in _DOCTYPES):
                yield f"模板的 {member.filename} 里有文档类型声明，疑似恶意文件，没有打开。"


def packed(data: bytes) -> bytes:
    """Pack a document anew, its parts in order and without the hour."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            member = zipfile.ZipInfo(name, _FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return stream.getvalue()
