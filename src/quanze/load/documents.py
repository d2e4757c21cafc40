"""Files -> values, with a finding for each that cannot be read: encoding, size, YAML."""

from __future__ import annotations

import errno
from typing import Any, Final

from quanze.findings import Finding, Fix, Place
from quanze.load.encoding import Decoded, decode, invisible_break, line_column
from quanze.load.source import Source
from quanze.load.yaml_reader import Known, ReadProblem, read, text_paths
from quanze.model.element import SHARED_KEY, Origin

NOT_UTF8, BOM_FOUND, BAD_SYNTAX, CHINESE_QUOTES = "F1", "F2", "F3", "F6"

UNREAD: Final = object()
"""What is returned for a file that could not be read; the finding says why."""


class Documents:
    """Reads the files of a source and collects what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known = Known()
        self._without_references: set[str] = set()
        """Files in which nothing is called 共用, however it is written."""
        self.findings: list[Finding] = []

    def read(self, path: str) -> Any:
        """Read one file's values; `UNREAD` where it could not be read, None where it is empty."""
        try:
            return self.read_if_there(path)
        except FileNotFoundError as error:
            self._unreadable(path, error)
            return UNREAD

    def read_if_there(self, path: str) -> Any:
        """Read one file's values, as `read` does.

        Raises:
            FileNotFoundError: there is no such file.
        """
        try:
            raw = self._source.read(path)
        except FileNotFoundError:
            raise
        except OSError as error:
            self._unreadable(path, error)
            return UNREAD
        decoded = decode(raw)
        if not decoded.readable:
            self._not_utf8(path, decoded, raw)
            return UNREAD
        if decoded.bom:
            self._find(
                BOM_FOUND,
                Origin(path),
                "文件开头有 BOM 标记",
                "另存为“UTF-8（无 BOM）”，或运行 quanze fmt。",
            )
        return self._parse(path, decoded.text)

    def may_refer(self, path: str) -> bool:
        """Whether there may be references to shared contents in a file that was read."""
        return path not in self._without_references

    def _unreadable(self, path: str, error: OSError) -> None:
        if error.errno == errno.EFBIG:
            mend = "用 quanze fmt --split 分成一项一个文件。"
            self._find(BAD_SYNTAX, Origin(path), str(error.strerror), mend)
            return
        message = f"文件读不了（{error.strerror or error}）"
        self._find(NOT_UTF8, Origin(path), message, "检查文件是否被占用或没有权限。")

    def _parse(self, path: str, text: str) -> Any:
        if hidden := invisible_break(text):
            index, name = hidden
            self._syntax(path, f"有看不见的换行符（{name}）", "多半从网页或 Word 粘贴而来；删去，或运行 quanze fmt。", *line_column(text, index))  # fmt: skip
            return UNREAD
        self._known.forget()
        try:
            data = read(text, self._known)
        except ReadProblem as problem:
            from quanze.load import syntax  # its patterns take their time, and few files are broken

            told = syntax.explain(problem, text)
            self._syntax(path, *told)
            return UNREAD
        if SHARED_KEY not in text and "\\" not in text:
            self._without_references.add(path)
        self._quotes(path, text, data)
        return data

    def _quotes(self, path: str, text: str, data: Any) -> None:
        """Chinese quotes around a whole value do not quote it; they become part of it."""
        if not _may_begin_with_quote(text):
            return
        for where, value in text_paths(data):
            inner = value[1:-1]
            if (
                value[:1] in "“”"
                and value[-1:] in "“”"
                and len(value) > 1
                and not set(inner) & set("“”")
            ):
                origin = Origin(path, where)
                self.findings.append(
                    Finding(
                        CHINESE_QUOTES,
                        origin,
                        f"整个内容用中文引号括着：{value[:40]}",
                        "中文引号会成为内容的一部分；请删去两头的中文引号。",
                        params={"value": value},
                        fix=Fix(origin, inner),
                    )
                )

    def _not_utf8(self, path: str, decoded: Decoded, raw: bytes) -> None:
        line = raw.count(b"\n", 0, decoded.offset) + 1
        if decoded.encoding == "未知":
            message, mend = "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8（无 BOM）。"
        else:
            message = f"文件按 {decoded.encoding} 保存，不是 UTF-8"
            mend = "用编辑器另存为 UTF-8（无 BOM），或运行 quanze validate --fix。"
        self._find(NOT_UTF8, Origin(path), message, mend, Place(path, line, 1))

    def _syntax(self, path: str, message: str, mend: str, line: int, column: int) -> None:
        self._find(BAD_SYNTAX, Origin(path), message, mend, Place(path, line, column))

    def _find(
        self, code: str, origin: Origin, message: str, mend: str, place: Place | None = None
    ) -> None:
        self.findings.append(Finding(code, origin, message, mend, place=place))


def _may_begin_with_quote(text: str) -> bool:
    """Whether a value may: a Chinese quote stands behind a blank or a mark of YAML, or is escaped."""
    before = (piece[-1:] for quote in "“”" for piece in text.split(quote)[:-1])
    return any(last in " \t\r\n\"'[{,:" for last in before) or "\\" in text
