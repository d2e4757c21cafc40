"""Where a branch left another one: what came to the other since is no change of the branch."""

from __future__ import annotations

from pathlib import Path

from quanze.load.git_source import SHALLOW, commit_id, git_words, is_shallow, open_repository
from quanze.load.source import CannotRun


def merge_base(folder: Path, revision: str) -> str:
    """Return the last commit that HEAD and a revision have in common.

    Raises:
        CannotRun: there is no such revision, or the two have nothing in common.
    """
    from git.exc import GitCommandError

    repository = open_repository(folder)
    with git_words(folder):
        asked = commit_id(repository, revision)
        try:
            return str(repository.git.merge_base("HEAD", asked))
        except GitCommandError as error:
            if error.status != 1:
                raise
    raise CannotRun(
        f"现在的版本和“{revision}”没有共同的历史。"
        + (SHALLOW if is_shallow(repository) else "请检查是不是写错了分支。")
    )


def is_in_history(folder: Path, commit: str) -> bool:
    """Whether HEAD is a commit or came after it.

    Raises:
        CannotRun: git does not work in the repository.
    """
    from git.exc import GitCommandError

    repository = open_repository(folder)
    with git_words(folder):
        try:
            repository.git.merge_base("--is-ancestor", commit, "HEAD")
        except GitCommandError as error:
            if error.status != 1:
                raise
            return False
    return True
