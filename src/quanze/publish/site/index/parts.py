"""A part of the index as a script: a call of the function that store.js waits with."""

from __future__ import annotations

import json
from typing import Any

from quanze.model.patterns import pattern

_ESCAPED = pattern("[<\u2028\u2029\ud800-\udfff]")


def script(name: str, version: str, value: Any) -> str:
    """Return a call that hands a part over.

    Args:
        name: which part.
        version: tells parts of one index from those of another, which a browser may have kept.
        value: what it holds.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in older script engines, < could open a comment, and half of a
    # rare character has no UTF-8.
    safe = _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return f'quanzePart("{name}","{version}",{safe});\n'
