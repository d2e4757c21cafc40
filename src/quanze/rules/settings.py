"""What rules on the settings need to know of them."""

from __future__ import annotations

from quanze.model.settings import Settings


def read_whole(settings: Settings) -> bool:
    """Whether the settings were read without fault.

    Otherwise entries are missing from lists, and those after them are no longer where they are written.
    """
    try:
        return bool(settings.origin)
    except LookupError:
        return False
