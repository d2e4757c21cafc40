"""Writing files: whole or not at all; single values replaced in place, all else untouched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from quanze.findings import Fix
from quanze.load.emit import scalar
from quanze.load.yaml_reader import Span, read_with_spans


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
        lies in a shared text, say) is left out.
    """
    _, spans = read_with_spans(text)
    edits: list[tuple[int, Span, Fix]] = []
    for fix in fixes:
        span = spans.get(fix.origin.path)
        if span is not None and span.style is not None:
            edits.append((span.start.offset, span, fix))
    edits.sort(key=lambda edit: edit[0], reverse=True)
    for start, span, fix in edits:
        written = scalar(fix.value, quoted=span.style in ("'", '"', "|"))
        tail = "\n" if text[start : span.end.offset].endswith("\n") else ""
        text = text[:start] + written + tail + text[span.end.offset :]
    return text, [fix for _, _, fix in reversed(edits)]
