"""The commits of a register, as one line: what a person sees who follows the first parents.

A merge is one step, as it was approved; what happened on its branch is the branch's own. Read in bulk:
one `git log` for as long as the register lay in one folder, one `git cat-file` for all contents.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from quanze.load.git_source import (
    AHEAD,
    FILE_MODES,
    SHALLOW,
    Blobs,
    RevisionSource,
    commit_id,
    git_words,
    is_list,
    is_shallow,
    list_files,
    open_repository,
    prefix_of,
)
from quanze.load.source import SETTINGS_FILE, CannotRun
from quanze.load.versions import Version

if TYPE_CHECKING:
    from git import Repo

CHINESE_TIME: Final = datetime.timezone(datetime.timedelta(hours=8))
SHORT: Final = 8
"""So many digits of an id are shown."""

UNSIGNED, CANNOT_TELL = "没有签名", "有签名，无法核对"
_SIGNATURES: Final = {
    "G": "签名有效",
    "U": "签名有效，密钥未列为可信",
    "B": "签名无效：内容与签名不符",
    "X": "签名有效，签名已过期",
    "Y": "签名有效，密钥已过期",
    "R": "签名有效，密钥已吊销",
    "E": CANNOT_TELL,
    "N": UNSIGNED,
}
_BAD: Final = frozenset("BR")


@dataclass(frozen=True)
class Signature:
    """What git says of a commit's signature."""

    state: str
    """In words."""
    signer: str = ""
    bad: bool = False
    """Whether it is worse than none."""


@dataclass(frozen=True)
class PathChange:
    """A file of the register that a commit changed."""

    path: str
    """Relative to the register."""
    old: bytes | None
    """The id of its content before; None where there was no such file."""
    new: bytes | None


@dataclass(frozen=True)
class Commit:
    """One step of the history. Every text in it was chosen by who made the commit."""

    id: str
    parent: str
    """The first parent; empty for the first commit."""
    author: str
    authored: datetime.datetime | None
    """In Chinese time; None where the commit says none that can be read."""
    committed: datetime.datetime | None
    subject: str
    changed: tuple[PathChange, ...] = ()

    @property
    def short(self) -> str:
        """The beginning of the id, as a person quotes it."""
        return self.id[:SHORT]

    @property
    def day(self) -> datetime.date | None:
        """The day on which it became part of the history (Chinese time)."""
        return self.committed.date() if self.committed else None

    def touches(self, folder: str) -> bool:
        """Whether it changed a file whose path begins so."""
        return any(change.path.startswith(folder) for change in self.changed)


@dataclass(frozen=True)
class _Step:
    """A commit, and where the register lay in it."""

    commit: Commit
    prefix: str
    moved_from: str | None = None
    """The folder that the register was moved from by this commit."""


class _Listings:
    """The files of the register at each commit: one listing of a tree, then what each commit changed."""

    def __init__(self, repository: Repo, steps: tuple[_Step, ...]) -> None:
        self._repository = repository
        self._steps = steps
        self._whole: dict[int, Mapping[str, bytes]] = {}
        """Listings of whole trees, at the start and wherever the folder was moved."""
        self._last: tuple[int, Mapping[str, bytes]] = (0, {})

    def at(self, index: int) -> Mapping[str, bytes]:
        """Return path -> id of its content."""
        before, files = self._last
        start = max(i for i in range(index + 1) if i == 0 or self._steps[i].moved_from is not None)
        if not start <= before <= index or not files:
            before, files = start, self._listed(start)
        for step in self._steps[before + 1 : index + 1]:
            files = _after(files, step.commit.changed)
        self._last = (index, files)
        return files

    def _listed(self, index: int) -> Mapping[str, bytes]:
        if index not in self._whole:
            step = self._steps[index]
            self._whole[index] = list_files(self._repository, step.commit.id, step.prefix) or {}
        return self._whole[index]


def _after(listing: Mapping[str, bytes], changed: tuple[PathChange, ...]) -> Mapping[str, bytes]:
    if not changed:
        return listing
    files = dict(listing)
    for change in changed:
        if change.new is None:
            files.pop(change.path, None)
        else:
            files[change.path] = change.new
    added = any(change.old is None for change in changed)
    return dict(sorted(files.items())) if added else files


class History:
    """All commits of a register, the oldest first."""

    def __init__(self, folder: Path, repository: Repo, steps: tuple[_Step, ...]) -> None:
        self.folder = folder
        self.commits = tuple(step.commit for step in steps)
        self._repository = repository
        self._blobs = Blobs(repository)
        self._listings = _Listings(repository, steps)

    def files(self, index: int) -> Mapping[str, bytes]:
        """Return the files at a commit: path -> id of its content."""
        with git_words(self.folder):
            return self._listings.at(index)

    def version(self, index: int, keep: Callable[[str], bool] | None = None) -> Version | None:
        """Return the register at a commit, or some files of it; None where there was none."""
        listing = self.files(index)
        if SETTINGS_FILE not in listing:
            return None
        if keep is not None:
            listing = {path: identity for path, identity in listing.items() if keep(path)}
        commit = self.commits[index]
        return Version(commit.short, RevisionSource(self._blobs, commit.id, listing), commit.id)

    def signatures(self) -> tuple[Signature, ...]:
        """Return the signature of each commit; this runs gpg or ssh-keygen."""
        with git_words(self.folder):
            found = _signatures(self._repository, self.commits[-1].id)
        unchecked = Signature(CANNOT_TELL)
        told = (found.get(commit.id, unchecked) for commit in self.commits)
        return tuple(
            Signature(CANNOT_TELL) if signature.state == UNSIGNED and signed else signature
            for signature, signed in zip(told, self._carry_signatures(), strict=True)
        )

    def _carry_signatures(self) -> Iterator[bool]:
        """Tell of each commit whether it is signed; git says of what it cannot check that it is not."""
        for start in range(0, len(self.commits), AHEAD):
            some = self.commits[start : start + AHEAD]
            wanted = {commit.id: commit.id.encode() for commit in some}
            for content in self._blobs.contents(wanted, some[-1].id).values():
                head = content.partition(b"\n\n")[0] if isinstance(content, bytes) else b""
                yield b"\ngpgsig" in head


def open_history(folder: Path, revision: str = "HEAD") -> History:
    """Read the commits of a register that led to a revision.

    Raises:
        CannotRun: there is no git repository or no such revision, the clone is shallow, or the
            folder never held a register.
    """
    repository = open_repository(folder)
    with git_words(folder):
        tip = commit_id(repository, revision)
        if is_shallow(repository):
            raise CannotRun(f"历史不完整，不能从头核对。{SHALLOW}")
        steps = tuple(reversed(_steps(repository, tip, prefix_of(repository, folder))))
    if not steps:
        raise CannotRun(f"{folder} 还没有提交过清单库。请先用 git add 和 git commit 存进 git。")
    return History(folder, repository, steps)


def _steps(repository: Repo, tip: str, prefix: str) -> list[_Step]:
    """Go from the newest commit to the one that brought the register, through every move of its folder."""
    found: list[_Step] = []
    born = 0
    commits = list(filter(_is_of_lists, _log(repository, tip, prefix)))
    for index, commit in enumerate(commits):
        step = _Step(commit, prefix)
        if any(one.path == SETTINGS_FILE and one.old is None for one in commit.changed):
            moved = _brought(repository, step)
            if moved.moved_from is not None:
                before = _steps(repository, commit.parent, moved.moved_from)
                if _leads_on(before, commits[index + 1 :], prefix):
                    return [*found, moved, *before]
            born = index + 1
        found.append(step)
    return found[:born]


def _leads_on(before: list[_Step], here: list[Commit], prefix: str) -> bool:
    """Whether a move leaves out nothing: what the folder held earlier must have moved away as well.

    Another register that takes the place of one that was removed would bring its own past with it.
    """
    removed = (
        commit.id
        for commit in here
        if any(one.path == SETTINGS_FILE and one.new is None for one in commit.changed)
    )
    last = next(removed, None)
    return last is None or any(
        step.moved_from == prefix and step.commit.id == last for step in before
    )


def _is_of_lists(commit: Commit) -> bool:
    """Whether a commit changed lists, not other files beside them."""
    return bool(commit.changed)


class _Raw(NamedTuple):
    path: str
    old: bytes | None
    new: bytes | None


_FIELDS: Final = ("%H", "%P", "%an", "%at", "%ct", "%s")


def _log(repository: Repo, tip: str, prefix: str) -> Iterator[Commit]:
    """Read the commits that changed anything in a folder, the newest first."""
    answer = repository.git(literal_pathspecs=True).log(
        "--first-parent", "--diff-merges=first-parent", "--raw", "-z", "--root",
        "--no-renames", "--no-abbrev", "--no-relative", "--no-follow", "--no-color",
        "--no-show-signature", "--no-notes", "--no-ext-diff", "--encoding=UTF-8",
        f"--format={'%x00'.join(_FIELDS)}", tip, "--", *([prefix] if prefix else []),
        stdout_as_string=False,
    )  # fmt: skip
    before = f"{prefix}/" if prefix else ""
    tokens = iter(answer.split(b"\0"))
    head = next(tokens, b"")
    while head:
        fields = [head, *(next(tokens, b"") for _ in _FIELDS[1:])]
        changed = []
        for token in tokens:
            if not token.lstrip(b"\n").startswith(b":"):
                head = token
                break
            changed.append(_raw(token, next(tokens, b"")))
        else:
            head = b""
        yield _commit(fields, _within(before, changed))


def _raw(head: bytes, path: bytes) -> _Raw:
    old_mode, new_mode, old, new, _ = head.lstrip(b"\n:").split(b" ")
    return _Raw(
        path.decode("utf-8", "surrogateescape"),
        old if old_mode in FILE_MODES else None,
        new if new_mode in FILE_MODES else None,
    )


def _within(before: str, changed: list[_Raw]) -> tuple[PathChange, ...]:
    """Keep the lists of a folder, by their paths in it."""
    cut = len(before)
    found = (
        PathChange(raw.path[cut:], raw.old, raw.new)
        for raw in changed
        if raw.path.startswith(before) and is_list(raw.path[cut:]) and raw.old != raw.new
    )
    return tuple(sorted(found, key=lambda change: change.path))


def _commit(fields: list[bytes], changed: tuple[PathChange, ...]) -> Commit:
    identity, parents, author, authored, committed, subject = (
        part.decode("utf-8", "replace") for part in fields
    )
    parent = parents.split(" ")[0]
    return Commit(identity, parent, author, _moment(authored), _moment(committed), subject, changed)


def _moment(seconds: str) -> datetime.datetime | None:
    if not re.fullmatch(r"-?\d{1,12}", seconds):
        return None
    try:
        return datetime.datetime.fromtimestamp(int(seconds), CHINESE_TIME)
    except (OverflowError, ValueError, OSError):
        return None


def _brought(repository: Repo, step: _Step) -> _Step:
    """Find out whether a commit that brings a register took it from another folder."""
    commit = step.commit
    if not commit.parent:
        return step
    answer = repository.git.diff_tree(
        "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-relative", "--no-ext-diff",
        commit.parent, commit.id,
        stdout_as_string=False,
    )  # fmt: skip
    tokens = answer.split(b"\0")
    changed = [_raw(head, path) for head, path in zip(tokens[::2], tokens[1::2], strict=False)]
    gone = [raw.path for raw in changed if raw.new is None and _is_settings(raw.path)]
    if not gone:
        return step
    new = list_files(repository, commit.id, step.prefix) or {}
    listings = {
        path: list_files(repository, commit.parent, path.removesuffix(SETTINGS_FILE).rstrip("/"))
        or {}
        for path in gone
    }
    path, old = max(listings.items(), key=lambda one: _alike(one[1], new))
    moved = replace(commit, changed=_difference(old, new))
    return _Step(moved, step.prefix, path.removesuffix(SETTINGS_FILE).rstrip("/"))


def _is_settings(path: str) -> bool:
    return path.rpartition("/")[2] == SETTINGS_FILE


def _alike(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> int:
    return len(old.items() & new.items())


def _difference(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[PathChange, ...]:
    paths = sorted(old.keys() | new.keys())
    changes = (PathChange(path, old.get(path), new.get(path)) for path in paths)
    return tuple(change for change in changes if change.old != change.new)


def _signatures(repository: Repo, tip: str) -> dict[str, Signature]:
    """Ask git to check every signature on the line."""
    answer = repository.git.log(
        "--first-parent", "-z", "--no-show-signature", "--no-color", "--encoding=UTF-8",
        "--format=%H%x00%G?%x00%GS", tip,
        stdout_as_string=False,
    )  # fmt: skip
    tokens = [token.decode("utf-8", "replace") for token in answer.split(b"\0")]
    return {
        identity: Signature(_SIGNATURES.get(letter, CANNOT_TELL), signer, letter in _BAD)
        for identity, letter, signer in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False)
    }
