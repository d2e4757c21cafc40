"""Where in git history the records of adjustments came in: the next record begins where the last one ended."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quanze.load.git_source import (
    git_words,
    open_repository,
    open_revision,
    prefix_of,
    revision_of_day,
)
from quanze.load.layout import ADJUSTMENTS
from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.load.yaml_reader import ReadProblem, read


def starting_version(folder: Path, number: str, since: datetime.date | None) -> str:
    """Return the commit up to which changes are recorded already, before a record of a number.

    It is the one that brought the record before, or that wrote its changes anew while it was a draft, on
    the line of HEAD; or the last one before `since`, whichever is later. Where there is neither, the history begins with the register's first version.

    Raises:
        CannotRun: the register is in no git repository, or has never been committed.
    """
    first = [commit for commit, _ in _touching(folder, SETTINGS_FILE, "A")]
    if not first:
        raise CannotRun(f"{folder} 还没有提交到 git，没有以前的版本可以比较。请先运行 git commit。")
    own = f"{ADJUSTMENTS}{number}.yaml"
    starts = [first[-1], *_before(folder, since)]
    for commit, paths in _touching(folder, ADJUSTMENTS):
        records = (path for path in paths if path != own and path.endswith(".yaml"))
        if any(_changes_differ(folder, commit, path) for path in records):
            starts.append(commit)
            break
    return _newest(folder, starts)


def _changes_differ(folder: Path, commit: str, path: str) -> bool:
    """Whether a commit brought a record, or other changes in it; a date that was added is none."""
    now, before = (_changes(folder, revision, path) for revision in (commit, f"{commit}^"))
    return now is not None and now != before


def _changes(folder: Path, revision: str, path: str) -> Any:
    """Return what a record says changed, or all of it where that cannot be read; None: it is not there."""
    try:
        written = open_revision(folder, revision).read(path)
    except (CannotRun, OSError):
        return None
    with contextlib.suppress(UnicodeDecodeError, ReadProblem):
        data = read(written.decode())
        return data.get("变更", ()) if isinstance(data, dict) else written
    return written


def _before(folder: Path, since: datetime.date | None) -> Iterator[str]:
    """Return the last version before a day, where there is one."""
    if since is not None:
        with contextlib.suppress(CannotRun, OverflowError):  # nothing is so old
            yield revision_of_day(folder, (since - datetime.timedelta(1)).isoformat())


def _newest(folder: Path, commits: list[str]) -> str:
    """Return the commit that comes last on the line of HEAD."""
    repository = open_repository(folder)
    with git_words(folder):
        line = str(repository.git.rev_list("--first-parent", "HEAD")).split()
    return min(commits, key=line.index)


def _touching(folder: Path, path: str, which: str = "AM") -> Iterator[tuple[str, list[str]]]:
    """Go through the commits that added or changed something at a path, the newest first, with the files."""
    repository = open_repository(folder)
    with git_words(folder):
        if not repository.head.is_valid():
            return
        within = prefix_of(repository, folder)
        asked = f":(top,literal){within}/{path}" if within else f":(top,literal){path}"
        listed = repository.git.log(
            "--first-parent", "--diff-merges=first-parent", f"--diff-filter={which}", "--no-renames",
            "--format=%x01%H", "--name-only", "-z", "HEAD", "--", asked,
        )  # fmt: skip
    start = len(within) + 1 if within else 0
    for part in str(listed).split("\x01")[1:]:
        commit, *names = (name.strip("\n") for name in part.split("\0"))
        yield commit, [name[start:] for name in names if name]
