"""States and who recorded them -> a git repository, the same commits on every machine.

One `git fast-import`: no hook, no setting of the user, no line ends of the system take part.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quanze.load.source import CannotRun

_BRANCH: Final = "refs/heads/main"
_ENVIRONMENT: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TEMPLATE_DIR": "",
    "GIT_DEFAULT_HASH": "sha1",
    "LC_ALL": "C",
}
_OWN: Final = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What git needs of the environment; all that begins with GIT_ stays out."""


@dataclass(frozen=True)
class Commit:
    """One commit to be made."""

    author: str
    when: int
    """Seconds since 1970; written in Chinese time."""
    message: str
    tag: str
    files: Mapping[str, bytes]


def must_be_free(target: Path) -> None:
    """Make sure that nothing is in the way.

    Raises:
        CannotRun: the folder has something in it, or is no folder.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotRun(f"{target} 里已经有内容。请换一个空的文件夹，或还没有的文件夹。")


def build(target: Path, commits: Iterable[Commit]) -> None:
    """Make a repository with these commits in a folder that is empty or not there yet, or none at all.

    Raises:
        CannotRun: the folder is not free, or git is missing or fails.
    """
    must_be_free(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}."))
    try:
        _fill(work, commits)
        if os.name == "posix":
            work.chmod(0o755)
        if target.exists():
            target.rmdir()
        work.rename(target)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _fill(folder: Path, commits: Iterable[Commit]) -> None:
    _git(folder, "init", "--quiet", "--template=")
    _git(folder, "symbolic-ref", "HEAD", _BRANCH)
    _git(folder, "config", "core.autocrlf", "false")
    stream = b"".join(_import_stream(commits))
    _git(folder, "fast-import", "--quiet", "--date-format=raw", stdin=stream)
    _git(folder, "reset", "--quiet", "--hard", "main")


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> None:
    environment = {key: os.environ[key] for key in _OWN if key in os.environ} | _ENVIRONMENT
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise CannotRun("没有找到 git，不能建立仓库。请先安装 git。") from error
    if done.returncode:
        raise CannotRun(f"git 出错：{done.stderr.decode('utf-8', 'replace').strip()}")


def _import_stream(commits: Iterable[Commit]) -> Iterator[bytes]:
    """Write what `git fast-import` reads; a content that is there already is not written again."""
    marks: dict[bytes, int] = {}
    for commit in commits:
        for content in commit.files.values():
            if content not in marks:
                marks[content] = len(marks) + 1
                yield b"blob\nmark :%d\n" % marks[content]
                yield _data(content)
        person = f"{commit.author} <demo@example.invalid> {commit.when} +0800"
        yield f"commit {_BRANCH}\nauthor {person}\ncommitter {person}\n".encode()
        yield _data(commit.message.encode())
        yield b"deleteall\n"
        for path, content in sorted(commit.files.items()):
            yield b"M 100644 :%d %s\n" % (marks[content], path.encode())
        yield f"reset refs/tags/{commit.tag}\nfrom {_BRANCH}\n\n".encode()


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
