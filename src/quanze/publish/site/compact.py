"""Style sheets without what only their writers need: comments, indentation, blanks around signs."""

from __future__ import annotations

import re
from typing import Final

from quanze.model.patterns import pattern

_STRING: Final = pattern(r'("[^"\n]*")')
_COMMENT: Final = pattern(r"/\*.*?\*/", re.DOTALL)


def compact(style: str) -> str:
    """Return a style sheet that says the same in fewer bytes, a rule a line."""
    parts = _STRING.split(_COMMENT.sub("", style))
    return "".join(
        part if number % 2 else _squeezed(part) for number, part in enumerate(parts)
    ).lstrip()


def _squeezed(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    # A blank before a colon tells .a :hover from .a:hover; one behind it tells nothing.
    text = re.sub(r"(?<=[\w-]): ", ":", text)
    return text.replace(";}", "}").replace("}", "}\n")
