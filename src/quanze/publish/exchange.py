"""Exchanging two folders in one step, where the system can."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change names, both or none; false where the system cannot.

    Between two renames there is a moment without a site; a program that is killed then would leave none.
    """
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            library = ctypes.CDLL(None, use_errno=True)
            return bool(
                library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0
            )
        if sys.platform == "darwin":
            library = ctypes.CDLL(None, use_errno=True)
            return bool(library.renamex_np(names[0], names[1], _RENAME_SWAP) == 0)
    except (OSError, AttributeError):  # an older library, without the function
        return False
    return False
