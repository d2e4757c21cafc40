"""A version of a register, as a person names it: revision, tag, @date, folder, or the working tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quanze.load.git_source import open_revision, revision_of_day
from quanze.load.source import SETTINGS_FILE, Source, open_register
from quanze.model.written_date import iso_date

_DAY: Final = re.compile(r"@(?P<day>.+)")


@dataclass(frozen=True)
class Version:
    """A register at one version, not read yet."""

    label: str
    """How the version was named."""
    source: Source
    commit: str = ""
    """The full id of the commit; empty for a folder."""


def open_version(folder: Path, named: str | None) -> Version:
    """Open a version of a register.

    Args:
        folder: the register; its repository knows the revisions.
        named: a revision, a tag, `@2024-06-30` (the last version of that day, Chinese time), or another
            folder that holds a register; None: the working tree.

    Raises:
        CannotRun: there is no such version, or it holds no register.
    """
    if named is None:
        return Version("工作区", open_register(folder))
    if (Path(named) / SETTINGS_FILE).is_file():
        return Version(named, open_register(Path(named)))
    day = _DAY.fullmatch(named)
    written = iso_date(day["day"]) if day else None
    revision = revision_of_day(folder, written) if written else named
    source = open_revision(folder, revision)
    return Version(named, source, source.commit)
