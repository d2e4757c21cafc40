"""quanze align, as a person runs it: folders, versions, git and web addresses, forms of the result."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from quanze.rules.catalogue import cases_of
from tests.align.registers import write_registers
from tests.align.world import published
from tests.cli.running import answer, started

RENAMED = cases_of("H1").bad[0].files
"""The lower register calls an item otherwise than the upper one."""
AT = "departments/lcj/power.yaml:3:5"
DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    return write_registers(tmp_path, RENAMED)


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True
    )


def _committed(folder: Path) -> None:
    _git(folder, "init", "--quiet", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "--quiet", "-m", "1")


def test_it_tells_by_register_and_check(places: dict[str, Path]) -> None:
    code, told, _ = answer("align", "--upper", places["upper"], "--lower", places["lower"], *DAY)
    assert code == 0
    assert "某市权责清单（市级，220500）：1 项，其中 1 项与某省权责清单的基本编码相同" in told
    assert "警告 H1 名称、编码、类型与上级不统一  1 处" in told
    assert f"{places['lower'].as_posix()}/{AT}" in told
    assert "合计：错误 0 处、警告 1 处、提示 0 处。" in told


def test_the_engine_says_nothing_when_the_process_ends(places: dict[str, Path]) -> None:
    """What its library complains of at the end stands on the terminal of a clerk."""
    done = started("align", "--upper", places["upper"], "--lower", places["lower"], *DAY)
    told = answer("align", "--upper", places["upper"], "--lower", places["lower"], *DAY)
    assert (done.returncode, done.stdout, done.stderr) == told


def test_strict_counts_warnings(places: dict[str, Path]) -> None:
    code, *_ = answer("align", "--upper", places["upper"], "--lower", places["lower"], "--strict")
    assert code == 1


def test_forms_for_programs(places: dict[str, Path], tmp_path: Path) -> None:
    named = ("align", "--upper", places["upper"], places["lower"], *DAY)
    book = tmp_path / "对照.xlsx"
    told = json.loads(
        answer(*named, "--format", "json", "--output", tmp_path / "a.json")[1]
        and (tmp_path / "a.json").read_text("utf-8")
    )
    assert [found["code"] for found in told["findings"]] == ["H1"]
    assert told["registers"][1]["above"] == str(places["upper"])
    assert "::warning file=" in answer(*named, "--format", "github", "--xlsx", book)[1]
    sarif = json.loads(answer(*named, "--format", "sarif", "--xlsx", book)[1])
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["H1"]
    sheet = openpyxl.load_workbook(book)["问题"]
    assert [cell.value for cell in sheet[2]][:4] == [
        "某市权责清单", "某省权责清单", "H1", "名称、编码、类型与上级不统一",
    ]  # fmt: skip


def test_a_workbook_is_not_written_under_another_name(
    places: dict[str, Path], tmp_path: Path
) -> None:
    named = ("align", "--upper", places["upper"], places["lower"])
    code, _, problem = answer(*named, "--xlsx", tmp_path / "对照.csv")
    assert code == 2
    assert "以 .xlsx 结尾" in problem


def test_a_waiver_of_the_register_holds_here_too(places: dict[str, Path]) -> None:
    settings = places["lower"] / "quanze.yaml"
    waiver = (
        "规则:\n  豁免:\n    - 规则: H1\n      事项: T-lcj-XK-0009\n      理由: 省条例另有名称\n"
        "      到期: 2027-06-30\n"
    )
    settings.write_text(settings.read_text("utf-8") + waiver, encoding="utf-8")
    told = answer("align", "--upper", places["upper"], "--lower", places["lower"], *DAY)[1]
    assert "警告 0 处、提示 0 处，豁免 1 处。" in told


def test_versions_and_git_addresses(places: dict[str, Path], tmp_path: Path) -> None:
    _committed(places["lower"])
    power = places["lower"] / "departments/lcj/power.yaml"
    power.write_text((places["upper"] / "departments/lcj/power.yaml").read_text("utf-8"), "utf-8")
    upper = ("align", "--upper", places["upper"], "--lower")
    assert "警告 0 处" in answer(*upper, places["lower"])[1]
    assert "警告 1 处" in answer(*upper, f"{places['lower']}@HEAD")[1]
    _git(tmp_path, "clone", "--quiet", "--bare", str(places["lower"]), str(tmp_path / "x.git"))
    address = f"file://{(tmp_path / 'x.git').as_posix()}"
    assert "警告 1 处" in answer(*upper, f"{address}@main")[1]
    code, _, problem = answer(*upper, f"{address}@--upload-pack=touch")
    assert code == 2
    assert "不能写" in problem
    assert answer(*upper, f"ext::sh -c touch% {tmp_path}/ran.git")[0] == 2
    assert not (tmp_path / "ran.git").exists()


@pytest.fixture
def site(places: dict[str, Path], tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The upper register, published at an address of this machine."""
    folder = published(places["upper"], tmp_path / "site")
    files = {
        path.relative_to(folder).as_posix(): {"sha256": sha256(path.read_bytes()).hexdigest()}
        for path in folder.rglob("*.parquet")
    }
    (folder / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_published_data_at_an_address(places: dict[str, Path], site: tuple[Path, str]) -> None:
    folder, address = site
    told = answer("align", "--upper", address, "--lower", places["lower"])[1]
    assert "警告 1 处" in told
    next(folder.rglob("items/*/*.parquet")).write_bytes(b"changed meanwhile")
    code, _, problem = answer("align", "--upper", address, "--lower", places["lower"])
    assert code == 2
    assert "与 manifest.json 记的不一致" in problem


def test_stats_of_published_data(site: tuple[Path, str], places: dict[str, Path]) -> None:
    told = json.loads(
        answer("stats", "--data", site[1], "--data", places["lower"], "--format", "json")[1]
    )
    assert told["total"] == 2
    assert {row["division"] for row in told["rows"]} == {"220000", "220500"}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--upper", "upper"), "要写 --upper 上级 --lower 下级"),
        (("--upper", "upper", "--lower", "nowhere"), "不是清单库，也不是发布的数据"),
        (("--upper", "lower", "--lower", "upper", "lower"), "用 --same 比较"),
        (("--upper", "upper", "--lower", "http://example.org/x"), "https://"),
        (("--same", "upper", "lower", "--lower", "lower"), "--same 后面只写两处"),
    ],
)
def test_what_cannot_be_compared(
    arguments: tuple[str, ...], problem: str, places: dict[str, Path]
) -> None:
    named = [str(places.get(one, one)) for one in arguments]
    code, _, told = answer("align", *named)
    assert code == 2
    assert problem in told


def test_each_is_compared_with_the_nearest_above(tmp_path: Path) -> None:
    """A county agrees with its city; that the city differs from the province is told once."""
    files = dict(RENAMED)
    files["county/departments/lcj/power.yaml"] = files["lower/departments/lcj/power.yaml"]
    places = write_registers(tmp_path, files)
    told = answer("align", "--upper", places["upper"], places["lower"], places["county"])[1]
    assert "某县权责清单（县级，220521）：1 项，其中 1 项与某市权责清单的基本编码相同" in told
    assert "警告 1 处" in told
