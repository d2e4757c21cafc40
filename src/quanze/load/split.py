"""A large power list as a folder with one file per item, and back again. Texts are moved, not rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quanze.load.encoding import decode
from quanze.load.source import FolderSource
from quanze.load.write import write_text
from quanze.load.yaml_reader import Span, read_with_spans
from quanze.model.element import KeyPath

_LIST = "事项"
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}\Z")


def split_lists(source: FolderSource) -> Iterator[str]:
    """Move every power of each power.yaml to power/<code>.yaml; yields what was done.

    Shared texts stay in power.yaml. A list with an entry whose code cannot name a file stays whole.
    """
    for path in [path for path in source.files() if path.endswith("/power.yaml")]:
        text = decode(source.read(path)).text
        data, spans = read_with_spans(text)
        codes = [str(entry.get("编码", "")) for entry in data.get(_LIST) or []]
        if not codes:
            continue
        if len(set(codes)) < len(codes) or not all(map(_SAFE.match, codes)):
            yield f"没有分开 {path}：有的编码重复，或不能用作文件名；请先运行 quanze validate。"
            continue
        head, blocks = _cut(text, spans, len(codes))
        folder = source.root / path.removesuffix(".yaml")
        for code, block in zip(codes, blocks, strict=True):
            write_text(folder / f"{code}.yaml", f"部门: {data['部门']}\n{_LIST}:\n{block}")
        write_text(source.root / path, head)
        yield f"{path}：分成 {len(codes)} 个文件。"


def join_lists(source: FolderSource) -> Iterator[str]:
    """Put the files of each power/ folder back into power.yaml, in the order of their names."""
    folders: dict[str, list[str]] = {}
    for path in source.files():
        if "/power/" in path:
            folders.setdefault(path.rsplit("/", 1)[0], []).append(path)
    for folder, paths in folders.items():
        target = source.root / f"{folder}.yaml"
        head = decode(target.read_bytes()).text if target.is_file() else ""
        blocks = []
        for path in paths:
            text = decode(source.read(path)).text
            data, spans = read_with_spans(text)
            blocks += _cut(text, spans, len(data[_LIST]))[1]
            head = head or f"部门: {data['部门']}\n"
        joined = head.rstrip("\n") + "\n" + (f"{_LIST}:\n" if f"\n{_LIST}:" not in head else "")
        write_text(target, joined + "".join(blocks))
        for path in paths:
            (source.root / path).unlink()
        (source.root / folder).rmdir()
        yield f"{folder}/：{len(paths)} 个文件合成 {folder}.yaml。"


def _cut(text: str, spans: dict[KeyPath, Span], count: int) -> tuple[str, list[str]]:
    """Cut a list file into what stands before and after the entries, and the entries."""
    lines = text.splitlines(keepends=True)
    starts = [spans[(_LIST, index)].start.line - 1 for index in range(count)]
    key = spans[(_LIST,)]
    first = (key.key or key.start).line - 1
    after = [
        (span.key or span.start).line - 1
        for path, span in spans.items()
        if len(path) == 1 and (span.key or span.start).line - 1 > starts[-1]
    ]
    end = min(after, default=len(lines))
    starts = [_with_comments(lines, start, first) for start in starts]
    blocks = ["".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    return "".join(lines[:first] + lines[end:]), blocks


def _with_comments(lines: list[str], start: int, first: int) -> int:
    """Take the comments above an entry along with it."""
    while start - 1 > first and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start
