"""Regular expressions that are compiled when they are first used.

To compile all that the modules of a command name takes longer than to look for what has changed since the
last check, and few of them are needed then.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_OFFERED: Final = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class _Later:
    """Stands in for a pattern, and takes over what it offers with the first use."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text  # many are parts of others
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _OFFERED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({offered: getattr(compiled, offered) for offered in _OFFERED})
        return self.__dict__[name]


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression for a constant of a module.

    It can do all that `re.compile` gives can, but is not to be handed to the functions of `re`.

    Args:
        text: the expression; a mistake in it is told at its first use only (a test uses each of them).
        flags: those of `re.compile`.
    """
    return cast("re.Pattern[str]", _Later(text, flags))
