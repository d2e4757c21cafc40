"""The colours of a drawing, in light and in dark.

A picture has them as attributes, for programs that read only those, or in a style, which knows dark
mode too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Colours = Mapping[str, Mapping[str, str]]
"""Class -> property -> colour."""

LIGHT: Final[Colours] = {
    "fc-lane": {"fill": "#ffffff", "stroke": "#c6d4e3"},
    "fc-lane2": {"fill": "#f4f8fd", "stroke": "#c6d4e3"},
    "fc-head": {"fill": "#e1ebf7", "stroke": "#c6d4e3"},
    "fc-name": {"fill": "#17395f"},
    "fc-process": {"fill": "#ffffff", "stroke": "#2f6296"},
    "fc-document": {"fill": "#f6f2fc", "stroke": "#6d52a3"},
    "fc-decision": {"fill": "#fff8e8", "stroke": "#b57a1a"},
    "fc-terminal": {"fill": "#e9f6ed", "stroke": "#2d7d4e"},
    "fc-text": {"fill": "#19212c"},
    "fc-limit": {"fill": "#8a5200"},
    "fc-note": {"fill": "#7b3a9c"},
    "fc-panel": {"fill": "#e8f5f3", "stroke": "#2a8478"},
    "fc-panelname": {"fill": "#1d665c"},
    "fc-role": {"fill": "#4a5870"},
    "fc-edge": {"fill": "none", "stroke": "#4a5870"},
    "fc-tip": {"fill": "#4a5870"},
    "fc-loop": {"fill": "none", "stroke": "#b23f2c"},
    "fc-looptip": {"fill": "#b23f2c"},
    "fc-label": {"fill": "#174f8c", "stroke": "#ffffff"},
}

DARK: Final[Colours] = {
    "fc-lane": {"fill": "#121b27", "stroke": "#3a4a60"},
    "fc-lane2": {"fill": "#172230", "stroke": "#3a4a60"},
    "fc-head": {"fill": "#20344f", "stroke": "#3a4a60"},
    "fc-name": {"fill": "#d5e5fb"},
    "fc-process": {"fill": "#1a2736", "stroke": "#7fb0ea"},
    "fc-document": {"fill": "#261f38", "stroke": "#b7a0ea"},
    "fc-decision": {"fill": "#33290f", "stroke": "#e0ad4d"},
    "fc-terminal": {"fill": "#14301f", "stroke": "#6dc58f"},
    "fc-text": {"fill": "#eef3fa"},
    "fc-limit": {"fill": "#ffc978"},
    "fc-note": {"fill": "#dcb3f2"},
    "fc-panel": {"fill": "#12302f", "stroke": "#4fb3a5"},
    "fc-panelname": {"fill": "#8fdccf"},
    "fc-role": {"fill": "#a9b6c9"},
    "fc-edge": {"fill": "none", "stroke": "#a9b6c9"},
    "fc-tip": {"fill": "#a9b6c9"},
    "fc-loop": {"fill": "none", "stroke": "#ff8f7d"},
    "fc-looptip": {"fill": "#ff8f7d"},
    "fc-label": {"fill": "#a9cdff", "stroke": "#121b27"},
}


def style() -> str:
    """Return the style that all pictures share."""
    # Without color-scheme, a dark page shows the picture on a white ground.
    return (
        f":root{{color-scheme:light dark}}{_rules(LIGHT)}"
        f"@media screen and (prefers-color-scheme:dark){{{_rules(DARK)}}}"
    )


def _rules(colours: Colours) -> str:
    return "".join(
        f".{name}{{{';'.join(f'{what}:{colour}' for what, colour in one.items())}}}"
        for name, one in colours.items()
    )
