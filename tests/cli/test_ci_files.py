"""The ready files for CI: read as the services read them, and run on a real repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from quanze.load.yaml_reader import read
from tests.demo_repo import HOUSING, INNER, Branch, branch, origin

__all__ = ["branch", "origin"]

ROOT = Path(__file__).parents[2]
CI = ROOT / "examples/ci"
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
GITHUB = read((CI / "github-actions.yml").read_text(encoding="utf-8"))
GITLAB = read((CI / "gitlab-ci.yml").read_text(encoding="utf-8"))["检查清单"]
HOOKS = read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PRE_COMMIT = read((CI / "pre-commit-config.yaml").read_text(encoding="utf-8"))
JOB = GITHUB["jobs"]["quanze"]


class Done(NamedTuple):
    """What a step said."""

    code: int
    said: str


class Runner:
    """A machine of a service: quanze is installed, what calls other services is written down."""

    def __init__(self, folder: Path, top: Path) -> None:
        self.folder = folder
        self.calls = top / "调用"
        self.tools = top / "bin"
        self.tools.mkdir()
        self._tool("quanze", f'exec "{sys.executable}" -m quanze "$@"')
        for name in ("pip", "gh", "curl"):
            self._tool(name, f'printf "%s\\n" "{name} $*" >> "{self.calls}"')

    def _tool(self, name: str, script: str) -> None:
        file = self.tools / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def passes(self) -> None:
        """Let quanze find nothing, and write what it is asked for: it is another's turn to be tested."""
        self._tool(
            "quanze", 'for file; do :; done; case "$file" in *.md) echo 通过 > "$file"; esac'
        )

    @property
    def called(self) -> str:
        return self.calls.read_text(encoding="utf-8") if self.calls.exists() else ""

    @property
    def environment(self) -> dict[str, str]:
        path = f"{self.tools}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull}

    def run(self, script: str, variables: dict[str, Any], *options: str) -> Done:
        done = subprocess.run(
            ["bash", "-e", *options, "-c", script],
            cwd=self.folder,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**self.environment, **{key: str(value) for key, value in variables.items()}},
        )
        return Done(done.returncode, done.stdout)


@pytest.fixture
def runner(branch: Branch, tmp_path: Path) -> Runner:
    return Runner(branch.top, tmp_path)


def recorded(branch: Branch) -> None:
    branch.shorten()
    branch.record()
    branch.commit()


def unrecorded(branch: Branch) -> None:
    branch.shorten()
    branch.commit()


def wrong(branch: Branch) -> None:
    branch.replace(f"{HOUSING}/power.yaml", "承诺时限: 8个工作日", "承诺时限: 60个工作日", 1)
    branch.record()
    branch.commit()


# GitHub Actions

EXPRESSIONS = {
    "github.base_ref": "main",
    "github.event.pull_request.number": "7",
    "github.token": "t",
}
"""What the service sets; a step that asks for anything else fails."""


def filled(values: dict[str, Any]) -> dict[str, str]:
    return {
        key: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: EXPRESSIONS[found[1]], str(value))
        for key, value in values.items()
    }


def github(runner: Runner, top: Path) -> dict[str, Done]:
    """Run the steps as the service does: after a failure only those that say so."""
    variables = {
        **filled(GITHUB["env"]),
        "RUNNER_TEMP": str(top),
        "GITHUB_STEP_SUMMARY": str(top / "摘要.md"),
    }
    done: dict[str, Done] = {}
    for step in JOB["steps"]:
        always = step.get("if") == "${{ !cancelled() }}"
        if "run" in step and (always or all(one.code == 0 for one in done.values())):
            own = filled(step.get("env", {}))
            done[step["name"]] = runner.run(step["run"], {**variables, **own})
    return done


GATE = "能不能合并"


@pytest.mark.parametrize(
    ("work", "fails", "verdict"),
    [(recorded, set(), "通过"), (unrecorded, {GATE}, "不通过"), (wrong, {GATE}, "不通过")],
)
def test_github_stops_what_may_not_be_merged_and_says_why(
    work: Any, fails: set[str], verdict: str, branch: Branch, runner: Runner, tmp_path: Path
) -> None:
    work(branch)
    done = github(runner, tmp_path)
    assert {name for name, one in done.items() if one.code} == fails, done
    assert len(done) == sum("run" in step for step in JOB["steps"])
    comment = (tmp_path / "comment.md").read_text(encoding="utf-8")
    assert f"## 清单检查：{verdict}\n" in comment
    assert "商品房预售许可" in comment
    assert (tmp_path / "摘要.md").read_text(encoding="utf-8") == comment
    assert f"gh pr comment 7 --edit-last --create-if-none --body-file {tmp_path}/comment.md" in runner.called  # fmt: skip
    assert runner.called.startswith("pip install quanze\n")
    log = json.loads((branch.top / "quanze.sarif").read_text(encoding="utf-8"))
    assert bool([one for one in log["runs"][0]["results"] if one["level"] == "error"]) is (
        work is wrong
    )
    marked = done["把问题标在修改的那一行"].said
    assert (f"file={INNER}/{HOUSING}/power.yaml" in marked) is (work is wrong)


def test_github_goes_on_where_it_may_not_comment(
    branch: Branch, runner: Runner, tmp_path: Path
) -> None:
    runner.passes()
    runner._tool("gh", "exit 1")
    done = github(runner, tmp_path)
    assert all(one.code == 0 for one in done.values())
    assert any("::warning::" in one.said for one in done.values())


def test_github_fails_where_the_review_cannot_run(
    branch: Branch, runner: Runner, tmp_path: Path
) -> None:
    shutil.rmtree(branch.register)
    done = github(runner, tmp_path)
    assert done[GATE].code == 2
    assert not (tmp_path / "comment.md").exists()
    assert "gh" not in runner.called


def test_the_workflow_is_one() -> None:
    assert {"name", "on", "permissions", "env", "jobs"} == set(GITHUB)
    assert GITHUB["on"] == "pull_request"
    assert GITHUB["permissions"] == {
        "contents": "read",
        "pull-requests": "write",
        "security-events": "write",
    }
    for step in JOB["steps"]:
        assert ("run" in step) != ("uses" in step)
        assert set(step) <= {"name", "if", "run", "uses", "with", "env"}
        assert re.fullmatch(r"[\w./-]+@v\d+", step.get("uses", "a/b@v1"))
        assert "${{" not in step.get("run", ""), "what others write must not become a command"


def test_all_of_the_history_is_fetched() -> None:
    (checkout,) = (
        step for step in JOB["steps"] if step.get("uses", "").startswith("actions/checkout")
    )
    assert checkout["with"]["fetch-depth"] == 0
    assert GITLAB["variables"]["GIT_DEPTH"] == 0


# GitLab CI


def gitlab(runner: Runner, branch: Branch, token: str = "") -> tuple[Done, Done]:
    """Run the script, and what comes after it whatever became of it."""
    base = subprocess.run(
        ["git", "merge-base", "HEAD", "origin/main"],
        cwd=branch.top, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    variables = {
        **GITLAB["variables"],
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_API_V4_URL": "https://gitlab.example/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
        "QUANZE_TOKEN": token,
    }
    script = runner.run("\n".join(GITLAB["script"]), variables, "-o", "pipefail")
    return script, runner.run("\n".join(GITLAB["after_script"]), variables)


@pytest.mark.parametrize(
    ("work", "code", "verdict"),
    [(recorded, 0, "通过"), (unrecorded, 1, "不通过"), (wrong, 1, "不通过")],
)
def test_gitlab_stops_what_may_not_be_merged_and_says_why(
    work: Any, code: int, verdict: str, branch: Branch, runner: Runner
) -> None:
    work(branch)
    script, after = gitlab(runner, branch, token="t")
    assert (script.code, after.code) == (code, 0), script.said + after.said
    comment = (branch.top / "comment.md").read_text(encoding="utf-8")
    assert f"## 清单检查：{verdict}\n" in comment
    assert "body@comment.md https://gitlab.example/api/v4/projects/3/merge_requests/7/notes" in runner.called  # fmt: skip
    assert runner.called.startswith("pip install quanze\n")
    reports = GITLAB["artifacts"]["reports"]
    found = json.loads((branch.top / reports["codequality"]).read_text(encoding="utf-8"))
    assert any(one["severity"] == "major" for one in found) is (work is wrong)
    assert ("<failure" in (branch.top / reports["junit"]).read_text(encoding="utf-8")) is (
        work is wrong
    )
    assert GITLAB["artifacts"]["when"] == "always"
    assert all((branch.top / path).is_file() for path in GITLAB["artifacts"]["paths"])


def test_gitlab_asks_nobody_without_a_token(branch: Branch, runner: Runner) -> None:
    runner.passes()
    assert gitlab(runner, branch)[1].code == 0
    assert (branch.top / "comment.md").is_file()
    assert "curl" not in runner.called


# pre-commit


def hooks(folder: Path) -> Path:
    """Write the configuration with our hooks in place of those to be fetched."""
    known = {hook["id"]: hook for hook in HOOKS}
    (asked,) = PRE_COMMIT["repos"]
    local = [{**known[one["id"]], **one, "language": "system"} for one in asked["hooks"]]
    file = folder / "pre-commit.yaml"
    text = yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}, allow_unicode=True)
    file.write_text(text, encoding="utf-8")
    return file


def pre_commit(runner: Runner, top: Path, *arguments: str) -> Done:
    command = f'"{sys.executable}" -m pre_commit {" ".join(arguments)}'
    return runner.run(command, {"PRE_COMMIT_HOME": str(top / "pre-commit")})


@pytest.mark.parametrize(
    ("work", "stage", "code"),
    [
        (recorded, "pre-push", 0),
        (unrecorded, "pre-push", 1),
        (unrecorded, "pre-commit", 0),
        (wrong, "pre-push", 1),
    ],
)
def test_hooks_stop_what_may_not_be_merged(
    work: Any, stage: str, code: int, branch: Branch, runner: Runner, tmp_path: Path
) -> None:
    work(branch)
    config = hooks(tmp_path)
    done = pre_commit(
        runner, tmp_path, "run", "--all-files", "--hook-stage", stage, "--config", f'"{config}"'
    )
    assert done.code == code, done.said
    assert ("不通过" in done.said) is bool(code)


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("承诺时限: 8个工作日", "承诺时限: 60个工作日", "quanze-validate"),
        ("\n  - 编码: ", "\n  -   编码: ", "quanze-fmt"),
    ],
)
def test_hooks_stop_a_commit(
    old: str, new: str, failing: str, branch: Branch, runner: Runner, tmp_path: Path
) -> None:
    branch.replace(f"{HOUSING}/power.yaml", old, new, 1)
    if failing == "quanze-fmt":
        branch.replace(f"{HOUSING}/power.yaml", "\n    名称: ", "\n      名称: ", 1)
    config = hooks(tmp_path)
    runner.run("git add -A", {})
    done = pre_commit(runner, tmp_path, "run", "--config", f'"{config}"')
    assert done.code == 1
    assert f"hook id: {failing}" in done.said


def test_the_hooks_are_a_manifest_and_the_configuration_is_one(
    runner: Runner, tmp_path: Path
) -> None:
    for kind, file in (
        ("validate-manifest", ROOT / ".pre-commit-hooks.yaml"),
        ("validate-config", CI / "pre-commit-config.yaml"),
    ):
        done = pre_commit(runner, tmp_path, kind, f'"{file}"')
        assert done.code == 0, done.said


# The page


def test_the_page_shows_the_files_as_they_are() -> None:
    shown = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    files = ("github-actions.yml", "gitlab-ci.yml", "pre-commit-config.yaml")
    assert shown == [(CI / file).read_text(encoding="utf-8") for file in files]


def test_no_file_names_an_index() -> None:
    for file in (*CI.iterdir(), ROOT / ".pre-commit-hooks.yaml"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"index-url|pypi|extra-index|mirror", text, re.IGNORECASE), file
