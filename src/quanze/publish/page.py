"""How a page of its own is made of a template: everything escaped, nothing that turns a line around."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from quanze.model.visible_text import visible


def page_environment(*folders: Path) -> Environment:
    """Return the environment for pages whose templates lie in these folders."""
    return Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """A text of a list cannot turn the reading direction of what stands around it."""
    plain = isinstance(value, str) and not isinstance(value, Markup)
    return visible(value) if plain else value
