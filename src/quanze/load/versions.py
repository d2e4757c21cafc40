"""A version of a register, as a person names it: revision, tag, @date, folder, or the working tree."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quanze.load.git_source import RevisionSource, open_revision, revision_of_day
from quanze.load.source import SETTINGS_FILE, CannotRun, FolderSource, Source, open_register
from quanze.model.patterns import pattern
from quanze.model.written_date import iso_date

_DAY: Final = pattern(r"@(?P<day>.+)")


@dataclass(frozen=True)
class Version:
    """A register at one version, not read yet."""

    label: str
    """How the version was named."""
    source: Source
    commit: str = ""
    """The full id of the commit; empty for a folder."""

    def beside(self, path: str) -> bytes:
        """Return the bytes of a file that is no list: a template, a picture.

        Args:
            path: relative to the register, with slashes.

        Raises:
            OSError: there is no such file in the register; EFBIG where it is too large.
        """
        if not isinstance(self.source, FolderSource | RevisionSource):
            raise FileNotFoundError(path)
        return self.source.beside(path)


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
    asked = _DAY.fullmatch(named)
    day = _day(asked["day"]) if asked else None
    revision = revision_of_day(folder, day.isoformat()) if day else named
    source = open_revision(folder, revision)
    return Version(named, source, source.commit)


def _day(written: str) -> datetime.date | None:
    """Read a date; None for what is no date, such as the branch that git calls @{upstream}.

    Raises:
        CannotRun: it has the form of a date, and there is no such day.
    """
    text = iso_date(written)
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CannotRun(f"没有 {written} 这一天；写成 @年-月-日，如 @2024-06-30。") from error
