"""Registers and data that are elsewhere, brought into a temporary folder."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import urllib.error
import urllib.request
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from quanze.align.tables import COLUMNS
from quanze.load.source import CannotRun

_TIMEOUT: Final = 60
_LARGEST: Final = 2 << 30
"""Bytes of one file; a site that sends more is not believed."""
_PARQUET: Final = "data/parquet/"
_OF_ANOTHER: Final = frozenset(
    (
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX",
    )
)  # fmt: skip


def fetch_repository(address: str, revision: str | None, folder: Path) -> str:
    """Fetch one commit of a repository, without checking it out; return the revision to open.

    Nothing of what the repository says is run: there is no checkout, so no filter and no hook; git
    asks no questions and follows no other protocol.

    Args:
        address: https, ssh or file.
        revision: a branch, a tag or a commit; None: what the address shows.
        folder: an empty folder, which becomes the repository.

    Raises:
        CannotRun: git is missing, or cannot fetch it.
    """
    if (revision or "").startswith(("-", "@")):
        raise CannotRun(f"git 地址后面的版本写分支、标签或提交，不能写“{revision}”。")
    _git(folder, "init", "--quiet")
    wanted = revision or "HEAD"
    _git(folder, "fetch", "--quiet", "--depth=1", "--no-tags", "--end-of-options", address, wanted)
    return "FETCH_HEAD"


def _git(folder: Path, *arguments: str) -> None:
    # Within a hook of another repository git would be told to work on that one.
    own = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    environment = {
        **own,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "GIT_ALLOW_PROTOCOL": "file:https:ssh",
        "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes"),
    }
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what is named is checked, and an argument
            ["git", "-C", str(folder), "-c", "core.hooksPath=/dev/null", *arguments],  # noqa: S607
            env=environment,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError as error:
        raise CannotRun("没有找到 git，不能读取 git 地址。请先安装 git。") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise CannotRun(f"git 取不来：{said}")


def register_in(repository: Path, within: str) -> Path:
    """Return the folder of a register in a repository.

    Raises:
        CannotRun: the folder leads out of it.
    """
    parts = PurePosixPath(within).parts
    if ".." in parts or PurePosixPath(within).is_absolute():
        raise CannotRun(f"仓库里的文件夹不能写成“{within}”。")
    place = repository.joinpath(*parts)
    # What is opened is the commit; the folder only tells which part of it.
    place.mkdir(parents=True, exist_ok=True)
    return place


def fetch_data(address: str, folder: Path) -> None:
    """Fetch the tables that are compared from a published site, as its manifest lists them.

    Raises:
        CannotRun: there is no such site, or a file is not what the manifest says.
    """
    manifest = _manifest(address)
    wanted = {f"{_PARQUET}{table}/" for table in COLUMNS}
    for path, facts in manifest.items():
        if any(path.startswith(start) for start in wanted) and path.endswith(".parquet"):
            if ".." in PurePosixPath(path).parts:
                raise CannotRun(f"{address} 的 manifest.json 里有不能用的路径：{path}")
            target = folder.joinpath(*PurePosixPath(path).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_file(address, path, facts.get("sha256", "")))


def _manifest(address: str) -> dict[str, dict[str, Any]]:
    try:
        files: dict[str, dict[str, Any]] = json.loads(_fetched(f"{address}/manifest.json"))["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRun(f"{address}/manifest.json 不是 quanze 发布的网站的清单。") from error
    if not any(path.startswith(_PARQUET) for path in files):
        raise CannotRun(f"{address} 没有发布 Parquet 数据（data/parquet）。")
    return files


def _file(address: str, path: str, expected: str) -> bytes:
    data = _fetched(f"{address}/{quote(path, safe='/=')}")
    if hashlib.sha256(data).hexdigest() != expected:
        raise CannotRun(
            f"{address}/{path} 与 manifest.json 记的不一致，可能正在发布；过一会儿再试。"
        )
    return data


def _fetched(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310 - checked before
            if address.startswith("https:") and not answer.geturl().startswith("https:"):
                raise CannotRun(f"{address} 转到了不加密的网址，没有读取。")
            data: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise CannotRun(
            f"{address} 打不开（{error.code}）。网址写到网站的首页，其下有 manifest.json；git 地址以 .git 结尾。"
        ) from error
    except (OSError, ValueError) as error:
        raise CannotRun(f"{address} 打不开：{error}") from error
    if len(data) > _LARGEST:
        raise CannotRun(f"{address} 太大，没有读取。")
    return data
