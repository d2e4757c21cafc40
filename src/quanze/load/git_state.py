"""Which commit a register stands at, and whether its lists have been changed since."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from quanze.load.git_history import CHINESE_TIME
from quanze.load.git_source import git_words, open_repository
from quanze.load.source import ENDINGS
from quanze.load.versions import Version


@dataclass(frozen=True, slots=True)
class GitState:
    """A commit; `changed` tells that the lists published differ from it."""

    commit: str
    """The full id."""
    date: datetime.date
    """Its day, in Chinese time."""
    changed: bool = False


def git_state(folder: Path, version: Version) -> GitState | None:
    """Return the commit of a version; None for lists that no repository holds.

    Args:
        folder: the register, whose repository knows the commits.
        version: what is published; the working tree, or a revision.

    Raises:
        CannotRun: git does not work in the repository.
    """
    if version.commit:
        return GitState(version.commit, _day(folder, version.commit))
    if not _in_repository(folder) or not (commit := _head(folder)):
        return None
    return GitState(commit, _day(folder, commit), _changed(folder))


def _in_repository(folder: Path) -> bool:
    here = folder.resolve()
    return any((top / ".git").exists() for top in (here, *here.parents))


def _head(folder: Path) -> str:
    """Return the commit of the working tree; empty where nothing was committed yet."""
    from git.exc import GitCommandError

    repository = open_repository(folder)
    with git_words(folder):
        try:
            return str(repository.git.rev_parse("--verify", "--quiet", "HEAD^{commit}"))
        except GitCommandError as error:
            if error.stderr:
                raise
            return ""


def _day(folder: Path, commit: str) -> datetime.date:
    repository = open_repository(folder)
    with git_words(folder):
        seconds = int(str(repository.git.log("-1", "--format=%ct", commit)))
    return datetime.datetime.fromtimestamp(seconds, CHINESE_TIME).date()


def _changed(folder: Path) -> bool:
    """Whether a list of the folder differs from the last commit, or is not committed at all."""
    repository = open_repository(folder)
    top = Path(str(repository.working_tree_dir)).resolve()
    inside = folder.resolve().relative_to(top).as_posix()
    lists = (
        f":(top,icase,glob){'' if inside == '.' else inside + '/'}**/*{end}" for end in ENDINGS
    )
    with git_words(folder):
        return bool(repository.git.status("--porcelain", "-uall", "--", *lists))
