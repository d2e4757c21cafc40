"""A register in a git repository, kept by clerks whose names and days are fixed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from quanze.diff.records import recorded_changes, totals
from quanze.diff.versions import compare_versions
from quanze.load.versions import open_version

Data = dict[str, Any]

STEPS = ("申请", "审核", "合法性审查", "批准")
CODES = tuple(f"2204000120100{number}" for number in range(1, 6))


def power(code: str, name: str, **elements: Any) -> Data:
    basis = {"法规": "中华人民共和国公路法", "条款": "第四十四条"}
    return {"编码": code, "名称": name, "类型": "行政许可", "设定依据": [basis], **elements}


def powers(department: str, *items: Data) -> Data:
    return {"部门": department, "事项": list(items)}


class Office:
    """The repository, with a register in one of its folders."""

    def __init__(self, top: Path, inner: str = "") -> None:
        self.top = top
        self.inner = inner
        self._days = 0
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    @property
    def folder(self) -> Path:
        return self.top / self.inner

    def git(self, *arguments: str, day: str = "2024-01-01", by: str = "张三", **env: str) -> str:
        moment = f"{day}T10:00:00+08:00"
        names = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", by), ("EMAIL", "x@example.invalid"), ("DATE", moment))
        }
        return subprocess.run(
            ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *arguments],
            cwd=self.top,
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **names, **env},
        ).stdout.strip()

    def write(self, files: Mapping[str, Any]) -> None:
        """Write files of the register: data as YAML, text as it is; None removes."""
        for path, content in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                file.unlink()
            else:
                text = content if isinstance(content, str) else dumped(content)
                file.write_text(text, encoding="utf-8", newline="\n")

    def commit(self, message: str = "改", day: str = "2024-01-01", by: str = "张三") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day, by=by)
        return self.git("rev-parse", "HEAD")

    def step(
        self,
        files: Mapping[str, Any],
        day: str = "2024-01-01",
        by: str = "张三",
        message: str = "改",
    ) -> str:
        self.write(files)
        return self.commit(message, day, by)

    def branch(self, name: str, start: str, steps: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Commit many steps at once, each by an author and with the files that he writes."""
        stream = BytesIO()
        for number, (by, files) in enumerate(steps):
            who = f"{by} <x@example.invalid> {1_711_000_000 + number} +0800"
            head = f"commit refs/heads/{name}\nauthor {who}\ncommitter {who}\ndata 3\n改\n"
            stream.write((head + ("" if number else f"from {start}\n")).encode())
            for path, content in files.items():
                data = dumped(content).encode()
                place = f"{self.inner}/{path}" if self.inner else path
                stream.write(f"M 100644 inline {place}\ndata {len(data)}\n".encode() + data + b"\n")
        subprocess.run(
            ["git", "fast-import", "--quiet"], cwd=self.top, check=True, input=stream.getvalue()
        )

    def record(self, number: str, since: str, *, approved: bool = True, **more: Any) -> Data:
        """Return the record of what changed since a revision, up to the working tree."""
        changes = compare_versions(
            open_version(self.folder, since), open_version(self.folder, None)
        )
        steps = [{"步骤": step, **({"日期": "2024-03-01"} if approved else {})} for step in STEPS]
        return {
            "编号": number,
            "级别": str(changes.level),
            "事由": "法律法规规章立改废释",
            "依据": [{"名称": "《中华人民共和国公路法》", "条款": "第四十四条"}],
            "办理": [*steps, {"步骤": "向社会公开"}],
            "合计": totals(changes).data(),
            "变更": [change.data() for change in recorded_changes(changes)],
            **more,
        }

    def write_record(self, number: str, since: str, *, approved: bool = True, **more: Any) -> Data:
        made = self.record(number, since, approved=approved, **more)
        self.write({f"adjustments/{number}.yaml": made})
        return made


def dumped(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


SETTINGS: Data = {"名称": "示例清单库"}
JIA, YI = "departments/jia/", "departments/yi/"
FIRST = power(CODES[0], "占用公路许可", 法定时限="20个工作日", 承诺时限="10个工作日")
SECOND = power(CODES[1], "砍伐护路林许可")
THIRD = power(CODES[2], "超限运输许可")
REGISTER: Mapping[str, Any] = {
    "quanze.yaml": SETTINGS,
    f"{JIA}department.yaml": {"名称": "甲局"},
    f"{JIA}power.yaml": powers("甲局", FIRST, SECOND),
    f"{JIA}duty.yaml": {
        "部门": "甲局",
        "责任事项": [{"事项": CODES[0], "责任": [{"环节": "受理责任", "内容": "一次告知"}]}],
    },
    f"{YI}department.yaml": {"名称": "乙局"},
    f"{YI}power.yaml": powers("乙局", THIRD),
}
