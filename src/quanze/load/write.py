"""Writing files: whole or not at all; single values replaced in place, all else untouched."""

from __future__ import annotations

import copy
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quanze.findings import Fix
from quanze.load.emit import scalar
from quanze.load.yaml_reader import ReadProblem, Span, read, read_with_spans
from quanze.model.element import KeyPath


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 with LF, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there, so that a broken run leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if os.name == "posix":
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, list[Fix]]:
    """Replace single values of a document; every other character stays as it is.

    Returns:
        the new text, and the fixes that are in it. A fix of a place that holds no single value (it
        lies in a shared text, say), or that would change anything else, is left out.
    """
    data, spans = read_with_spans(text)
    places = {fix.origin.path: fix for fix in fixes if _is_single(fix, spans)}
    wanted = sorted(places.values(), key=lambda fix: spans[fix.origin.path].start.offset)
    safe = _safe(text, data, wanted, spans)
    return _replaced(text, safe, spans), safe


def _safe(text: str, data: Any, fixes: list[Fix], spans: dict[KeyPath, Span]) -> list[Fix]:
    """Return the fixes that change nothing else: where not all are, one half and then the other is tried."""
    if not fixes or _reads_as(_replaced(text, fixes, spans), data, fixes):
        return fixes
    if len(fixes) == 1:
        return []
    half = len(fixes) // 2
    return [*_safe(text, data, fixes[:half], spans), *_safe(text, data, fixes[half:], spans)]


def _is_single(fix: Fix, spans: dict[KeyPath, Span]) -> bool:
    span = spans.get(fix.origin.path)
    return bool(fix.origin.path) and span is not None and span.style is not None


def _replaced(text: str, fixes: list[Fix], spans: dict[KeyPath, Span]) -> str:
    pieces: list[str] = []
    done = 0
    for fix in fixes:
        span = spans[fix.origin.path]
        start, end = span.start.offset, span.end.offset
        written = scalar(fix.value, quoted=bool(span.style))
        if span.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
            written += "".join(re.findall(r"\A[|>][-+0-9]*( +#.*)", text[start:end]))
        pieces += text[done:start], written
        done = end
    return "".join(pieces) + text[done:]


def _reads_as(text: str, data: Any, fixes: list[Fix]) -> bool:
    """Whether a text says the data with the fixes in it and nothing else."""
    expected = copy.deepcopy(data)
    for fix in fixes:
        inner = expected
        for part in fix.origin.path[:-1]:
            inner = inner[part]
        inner[fix.origin.path[-1]] = fix.value
    try:
        return bool(read(text) == expected)
    except ReadProblem:
        return False
