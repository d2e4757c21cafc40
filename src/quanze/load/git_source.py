"""The files of a register at one git revision, and where a register lies in its repository.

GitPython knows the repository; contents come through one `git cat-file --batch`.
"""

from __future__ import annotations

import datetime
import errno
import os
import subprocess
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from quanze.load.source import ENDINGS, MAX_FILE_BYTES, SETTINGS_FILE, CannotRun
from quanze.model.patterns import pattern

if TYPE_CHECKING:
    from git import Git, Repo

AHEAD = 48
"""So many files are asked for at once while they are read in order, so that git need not wait for us.

Their ids together fit the smallest buffer of a pipe: asking never blocks before answers are read.
"""

FILE_MODES = (b"100644", b"100755", b"100664")
"""What is a file in a tree; links and submodules have other modes."""


_COMMIT_ID = pattern(r"[0-9a-f]{40,64}")

DISTRUST = "dubious ownership"
"""What git says of a repository that belongs to another user; usual in containers."""


SHALLOW = (
    "这个仓库只取了最近的几次提交（浅克隆）：先运行 git fetch --unshallow；"
    "在 GitHub Actions 里写 fetch-depth: 0，在 GitLab CI 里写 GIT_DEPTH: 0。"
)


class NoRegisterThere(CannotRun):
    """At that revision there was no register in the folder yet."""


class Blobs:
    """Contents by their ids, all through one git; shared by every revision of a repository."""

    def __init__(self, repository: Repo) -> None:
        self._repository = repository
        self._process: Git.AutoInterrupt | None = None

    def contents(self, wanted: Mapping[str, bytes], commit: str) -> dict[str, bytes | OSError]:
        """Return the contents of files of a commit; an error in place of a file that is too large.

        Args:
            wanted: path -> id, at most `AHEAD`.
            commit: whose files they are, for the error.

        Raises:
            CannotRun: the repository lacks one of them.
        """
        process = self._batch()
        process.stdin.write(b"".join(identity + b"\n" for identity in wanted.values()))
        process.stdin.flush()
        return {path: self._answer(process.stdout, path, commit) for path in wanted}

    def identity(self, named: str) -> bytes | None:
        """Return the id of a file that is named `commit:path`; None where there is none."""
        from git.exc import GitCommandError

        try:
            found = str(
                self._repository.git.rev_parse("--verify", "--quiet", "--end-of-options", named)
            )
            kind = str(self._repository.git.cat_file("-t", found))
        except GitCommandError:
            return None
        return found.encode() if kind == "blob" else None

    def _batch(self) -> Git.AutoInterrupt:
        """Start git once; it ends with this object."""
        if self._process is None:
            self._process = self._repository.git.cat_file(
                "--batch", istream=subprocess.PIPE, as_process=True
            )
            weakref.finalize(self, _end, self._process)
        return self._process

    def _answer(self, answers: IO[bytes], path: str, commit: str) -> bytes | OSError:
        head = answers.readline().split()
        if len(head) != 3:
            raise _incomplete(path, commit)
        size = int(head[2])
        if size > MAX_FILE_BYTES:
            if not _pass_over(answers, size + 1):
                raise _incomplete(path, commit)
            return OSError(errno.EFBIG, f"文件超过 {MAX_FILE_BYTES // 2**20} MB", path)
        content = answers.read(size + 1)
        if len(content) <= size:
            raise _incomplete(path, commit)
        return content[:size]


def _incomplete(path: str, commit: str) -> CannotRun:
    return CannotRun(
        f"git 仓库不完整，读不到版本 {commit[:10]} 的 {path}。请先运行 git fetch 取全内容。"
    )


class RevisionSource:
    """The files of a register at one git revision."""

    def __init__(
        self, blobs: Blobs, commit: str, ids: Mapping[str, bytes], prefix: str = ""
    ) -> None:
        self.commit = commit
        """The full id of the commit."""
        self.ids = ids
        """Path -> id of its content, in the order of the paths."""
        self._blobs = blobs
        self._prefix = prefix
        self.will_read(ids)
        self._fetched: dict[str, bytes | OSError] = {}

    def files(self) -> Iterator[str]:
        """Go through all files with one of `ENDINGS`; hidden folders, links and submodules are left out."""
        yield from self.ids

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            OSError: there is no such file; EFBIG where it is larger than `MAX_FILE_BYTES`.
        """
        if path not in self.ids:
            raise FileNotFoundError(errno.ENOENT, "找不到文件", path)
        if path not in self._fetched:
            self._fetch(path)
        content = self._fetched.pop(path)
        if isinstance(content, OSError):
            raise content
        return content

    def beside(self, path: str) -> bytes:
        """Return the bytes of a file that is no list.

        Raises:
            OSError: there is no such file; EFBIG where it is larger than `MAX_FILE_BYTES`.
        """
        identity = self._blobs.identity(f"{self.commit}:{self._prefix}{path}")
        if identity is None:
            raise FileNotFoundError(errno.ENOENT, "找不到文件", path)
        content = self._blobs.contents({path: identity}, self.commit)[path]
        if isinstance(content, OSError):
            raise content
        return content

    def will_read(self, paths: Iterable[str]) -> None:
        """Say which files will be read, in this order: git is asked for many at once then."""
        self._order = list(paths)
        self._position = {path: index for index, path in enumerate(self._order)}
        self._next = 0

    def _fetch(self, path: str) -> None:
        """Read a file; where files are read in their order, those that follow as well."""
        index = self._position.get(path, -1)
        names = self._order[index : index + AHEAD] if index == self._next else [path]
        if index >= 0:
            self._next = index + len(names)
        wanted = {name: self.ids[name] for name in names}
        self._fetched = self._blobs.contents(wanted, self.commit)


def _end(process: Git.AutoInterrupt) -> None:
    """End git: it stops when nobody asks any more."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    if process.proc is not None:
        process.proc.wait()


def _pass_over(stream: IO[bytes], size: int) -> bool:
    """Leave out so many bytes; false where the stream ends before."""
    while size > 0:
        passed = len(stream.read(min(size, 2**20)))
        if not passed:
            return False
        size -= passed
    return True


def open_revision(folder: Path, revision: str) -> RevisionSource:
    """Open the register that a folder held at a git revision.

    Raises:
        CannotRun: there is no git repository, or it has no such revision.
        NoRegisterThere: the folder held no register at that revision.
    """
    repository = open_repository(folder)
    with git_words(folder):
        commit = commit_id(repository, revision)
        prefix = prefix_of(repository, folder)
        ids = list_files(repository, commit, prefix)
    if ids is None or SETTINGS_FILE not in ids:
        raise NoRegisterThere(f"版本 {revision} 里，{folder} 还没有清单库。")
    return RevisionSource(Blobs(repository), commit, ids, f"{prefix}/" if prefix else "")


def revision_of_day(folder: Path, day: str) -> str:
    """Return the last commit of a day (2024-06-30, Chinese time) or before, on the line of HEAD.

    What follows on a later commit is later, whatever day it says.

    Raises:
        CannotRun: there is no git repository, no such day, or nothing so old.
    """
    end = _end_of_day(day)
    repository = open_repository(folder)
    with git_words(folder):
        tip = commit_id(repository, "HEAD")
        listed = repository.git.rev_list("--first-parent", "--timestamp", tip, "--")
    found = ""
    for line in reversed(str(listed).splitlines()):
        moment, commit = line.split(" ")
        if int(moment) > end:
            break
        found = commit
    if not found:
        if is_shallow(repository):
            raise CannotRun(f"{day} 及以前的提交没有取来。{SHALLOW}")
        raise CannotRun(f"{day} 及以前，git 仓库里还没有提交。")
    return found


def _end_of_day(day: str) -> float:
    try:
        return datetime.datetime.fromisoformat(f"{day}T23:59:59+08:00").timestamp()
    except ValueError:
        raise CannotRun(f"没有 {day} 这一天，请改正日期。") from None


def open_repository(folder: Path) -> Repo:
    try:
        from git import Repo  # slow to load, and fails where git is missing
        from git.exc import InvalidGitRepositoryError, NoSuchPathError
    except ImportError as error:
        raise CannotRun("没有找到 git，不能读取以前的版本。请先安装 git。") from error
    try:
        repository = Repo(folder.resolve(), search_parent_directories=True)
    except NoSuchPathError as error:
        raise CannotRun(f"找不到文件夹 {folder}。") from error
    except InvalidGitRepositoryError as error:
        raise CannotRun(
            f"{folder} 不在 git 仓库里，没有以前的版本可以比较。请先用 git init 和 git commit 把清单库存进 git。"
        ) from error
    # What a clone shows in place of what was committed (grafts, refs/replace) is not believed.
    repository.git.update_environment(GIT_GRAFT_FILE=os.devnull, GIT_NO_REPLACE_OBJECTS="1")
    if repository.working_tree_dir is None:
        raise CannotRun(f"{folder} 是没有工作区的 git 仓库（bare），请换成检出的文件夹。")
    return repository


@contextmanager
def git_words(folder: Path) -> Iterator[None]:
    """Say in Chinese why git refuses to work in a repository."""
    from git.exc import GitCommandError

    try:
        yield
    except GitCommandError as error:
        said = str(error.stderr)
        if DISTRUST in said:
            raise CannotRun(
                f"git 不信任这个仓库：{folder} 属于别的用户。"
                f'确认无误后运行 git config --global --add safe.directory "{folder.resolve()}"。'
            ) from error
        raise CannotRun(f"git 出错：{said.strip()}") from error


def commit_id(repository: Repo, revision: str) -> str:
    """Return the id of the commit that a revision names."""
    from git.exc import GitCommandError

    if revision and not revision.startswith("-"):
        try:
            asked = f"{revision}^{{commit}}"
            answer = str(repository.git.rev_parse("--verify", "--quiet", asked))
        except GitCommandError as error:
            if DISTRUST in str(error.stderr):
                raise
        else:
            if _COMMIT_ID.fullmatch(answer):  # "^HEAD" is answered too: "^" and the id
                return answer
    raise CannotRun(
        f"git 仓库里没有版本“{revision}”。"
        + (
            SHALLOW
            if is_shallow(repository)
            else "请用 git log 或 git branch -a 查看有哪些；别处的版本先用 git fetch 取来。"
        )
    )


def is_shallow(repository: Repo) -> bool:
    """Whether the repository holds only the last few commits."""
    return str(repository.git.rev_parse("--is-shallow-repository")) == "true"


def prefix_of(repository: Repo, folder: Path) -> str:
    top = Path(str(repository.working_tree_dir)).resolve()
    prefix = folder.resolve().relative_to(top).as_posix()
    return "" if prefix == "." else prefix


def list_files(repository: Repo, commit: str, prefix: str) -> dict[str, bytes] | None:
    """Return path -> blob id, sorted as a folder's files are; None where the folder is not there."""
    if not _has_folder(repository, commit, prefix):
        return None
    listed = repository.git.ls_tree(
        "-r", "-z", "--full-tree", f"{commit}:{prefix}", stdout_as_string=False
    )
    found = {}
    for line in cast("bytes", listed).split(b"\0"):
        head, _, name = line.partition(b"\t")
        path = name.decode("utf-8", "surrogateescape")
        if head.split(b" ")[0] in FILE_MODES and is_list(path):
            found[path] = head.split(b" ")[2]
    return dict(sorted(found.items()))


def _has_folder(repository: Repo, commit: str, prefix: str) -> bool:
    """Whether a commit has a folder; where objects are missing git fails, instead of saying no."""
    if not prefix:
        return True
    literally = repository.git(literal_pathspecs=True)
    return str(literally.ls_tree("-z", "--full-tree", commit, prefix)).startswith("040000 tree ")


def is_list(path: str) -> bool:
    parts = path.split("/")
    return parts[-1].lower().endswith(ENDINGS) and not any(part.startswith(".") for part in parts)


def folder_in_repository(folder: Path) -> str:
    """Return what stands before a register's paths to make them paths of its repository.

    Ends with a slash, or is empty. Outside a repository paths count from the working directory.
    """
    here = folder.resolve()
    tops = [top for top in (here, *here.parents) if (top / ".git").exists()]
    top = tops[0] if tops else Path.cwd()
    if not here.is_relative_to(top) or here == top:
        return ""
    return here.relative_to(top).as_posix() + "/"
