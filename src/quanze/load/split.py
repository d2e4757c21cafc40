"""A large power list as a folder with one file per item, and back again. Texts are moved, not rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from quanze.load.emit import scalar
from quanze.load.encoding import decode
from quanze.load.layout import held
from quanze.load.source import FolderSource
from quanze.load.write import write_text
from quanze.load.yaml_reader import ReadProblem, Span, read, read_with_spans
from quanze.model.element import KeyPath
from quanze.model.patterns import pattern

_LIST = "事项"
_SAFE = pattern(r"[A-Za-z0-9_-]{1,80}\Z")
_TIDY_FIRST = "请先运行 quanze validate 和 quanze fmt。"


class _NotMoved(Exception):
    """A list stays as it is; the text says why, in Chinese."""


class _Cut(NamedTuple):
    """A list file cut into lines: what is not of the list, and its entries with their comments."""

    data: dict[str, Any]
    before: str
    after: str
    blocks: list[str]

    @property
    def entries(self) -> list[Any]:
        return self.data.get(_LIST) or []


def split_lists(source: FolderSource) -> Iterator[str]:
    """Move every power of each power.yaml to power/<code>.yaml; yields what was done.

    Shared texts stay in power.yaml. A list stays whole where an entry's code cannot name a file, or
    where its text cannot be cut between lines.
    """
    for path, _ in _power_files(source, whole=True):
        try:
            files = _split(source, path)
        except _NotMoved as reason:
            yield f"没有分开 {path}：{reason}"
            continue
        for target, text in reversed(files.items()):
            write_text(source.root / target, text)
        if files:
            yield f"{path}：分成 {len(files) - 1} 个文件。"


def _split(source: FolderSource, path: str) -> dict[str, str]:
    """The files a list is split into, power.yaml with what is left of it first."""
    cut = _cut_file(source, path)
    codes = [str(entry.get("编码", "")) for entry in cut.entries if isinstance(entry, dict)]
    if not cut.entries:
        return {}
    names = {code.lower() for code in codes}
    if len(names) < len(cut.entries) or not all(map(_SAFE.match, codes)):
        raise _NotMoved("有的编码重复，或不能用作文件名；请先运行 quanze validate。")
    folder = path.removesuffix(".yaml")
    head = f"部门: {scalar(cut.data.get('部门'))}\n{_LIST}:\n"
    files = {path: cut.before + cut.after}
    for code, block, entry in zip(codes, cut.blocks, cut.entries, strict=True):
        target = f"{folder}/{code}.yaml"
        if (source.root / target).exists():
            raise _NotMoved(f"已经有 {target}。")
        files[target] = head + block
        _must_read_as(files[target], {"部门": cut.data.get("部门"), _LIST: [entry]})
    rest = {key: value for key, value in cut.data.items() if key != _LIST}
    _must_read_as(files[path], rest or None)
    return files


def join_lists(source: FolderSource) -> Iterator[str]:
    """Put the files of each power/ folder back into power.yaml, in the order of their names."""
    folders: dict[str, list[str]] = {}
    for path, slug in _power_files(source, whole=False):
        folders.setdefault(f"departments/{slug}/power", []).append(path)
    for folder, paths in folders.items():
        target = source.root / f"{folder}.yaml"
        try:
            text = _joined(source, f"{folder}.yaml", paths)
        except _NotMoved as reason:
            yield f"没有合并 {folder}/：{reason}"
            continue
        write_text(target, text)
        for path in paths:
            (source.root / path).unlink()
        if not any((source.root / folder).iterdir()):
            (source.root / folder).rmdir()
        yield f"{folder}/：{len(paths)} 个文件合成 {folder}.yaml。"


def _joined(source: FolderSource, target: str, paths: list[str]) -> str:
    parts = [_cut_file(source, path) for path in paths]
    name = parts[0].data.get("部门")
    main = _Cut({"部门": name}, f"部门: {scalar(name)}\n", "", [])
    if (source.root / target).is_file():
        main = _cut_file(source, target)
    for path, part in zip(paths, parts, strict=True):
        if part.data.keys() - {"部门", _LIST} or part.data.get("部门") != main.data.get("部门"):
            raise _NotMoved(f"{path} 里“事项”以外的内容与 power.yaml 不同，请先移到 power.yaml。")
        if "#" in part.before + part.after:
            raise _NotMoved(f"{path} 里有“事项”以外的注释，请先移到 power.yaml。")
    blocks = [block for cut in (main, *parts) for block in cut.blocks]
    text = f"{main.before}{_LIST}:\n{''.join(blocks)}{main.after}"
    entries = [entry for cut in (main, *parts) for entry in cut.entries]
    _must_read_as(text, {**main.data, _LIST: entries})
    return text


def _power_files(source: FolderSource, *, whole: bool) -> Iterator[tuple[str, str]]:
    """The files of power lists with their departments' folders: the whole lists, or the parts."""
    for path in list(source.files()):
        place = held(path)
        if place and place.stem == "power" and (path.count("/") == 2) is whole:
            yield path, place.slug


def _must_read_as(text: str, data: Any) -> None:
    """Nothing is moved where the moved text would say anything else."""
    try:
        same = read(text) == data
    except ReadProblem:
        same = False
    if not same:
        raise _NotMoved(f"写法不能按行移动；{_TIDY_FIRST}")


def _cut_file(source: FolderSource, path: str) -> _Cut:
    text = decode(source.read(path)).text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        data, spans = read_with_spans(text)
    except ReadProblem:
        raise _NotMoved(f"{path} 读不懂；请先运行 quanze validate 改正。") from None
    if not isinstance(data, dict) or not isinstance(data.get(_LIST) or [], list):
        raise _NotMoved(f"{path} 的写法不对；{_TIDY_FIRST}")
    return _cut(text, data, spans)


def _cut(text: str, data: dict[str, Any], spans: dict[KeyPath, Span]) -> _Cut:
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    if _LIST not in data:
        return _Cut(data, "".join(lines), "", [])
    keys = {path[0]: (span.key or span.start).line - 1 for path, span in spans.items() if len(path) == 1}  # fmt: skip
    first = keys[_LIST]
    end = min((line for line in keys.values() if line > first), default=len(lines))
    end = _with_comments(lines, end, first)
    starts = [spans[(_LIST, index)].start.line - 1 for index in range(len(data[_LIST] or []))]
    starts = [_with_comments(lines, start, first) for start in starts]
    bounds = [*starts, end]
    blocks = ["".join(lines[a:b]) for a, b in pairwise(bounds)]
    return _Cut(data, "".join(lines[:first]), "".join(lines[end:]), blocks)


def _with_comments(lines: list[str], start: int, first: int) -> int:
    """Take the comments above a line along with it."""
    while start - 1 > first and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start
