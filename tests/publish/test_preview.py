"""The preview shows the lists as they stand in the files, with each finding beside what it speaks of."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from quanze.load.source import CannotRun
from quanze.model.element import Origin
from quanze.publish.preview import Snapshot, serve, take
from quanze.publish.preview.pages_of import PagesOf
from quanze.publish.preview.server import Preview

POWERS = """\
部门: 甲局
事项:
  - 编码: "001"
    名称: 食品经营许可
    类型: 行政许可
    法定时限: 20个工作日
    承诺时限: {limit}
"""
FLOWS = """\
部门: 甲局
流程:
  - {名称: 一般程序, 适用事项: ["001"], 步骤: [{编号: "1", 名称: 受理, 角色: 窗口}]}
  - {名称: 简易程序, 步骤: [{编号: "1", 名称: 受理, 角色: 窗口}]}
"""
ITEM = "items/23/001.html"
LATE = "30个工作日"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "清单库"
    (folder / "departments/jia").mkdir(parents=True)
    (folder / "quanze.yaml").write_text("名称: 测试清单\n", "utf-8")
    (folder / "departments/jia/department.yaml").write_text("名称: 甲局\n", "utf-8")
    promise(folder, LATE)
    return folder


def promise(register: Path, limit: str) -> None:
    (register / "departments/jia/power.yaml").write_text(POWERS.format(limit=limit), "utf-8")


@pytest.fixture
def preview(register: Path) -> Iterator[Preview]:
    made = serve(register, 0)
    thread = threading.Thread(target=made.run, args=(lambda _: None,), daemon=True)
    thread.start()
    yield made
    made.stop()
    thread.join(timeout=10)


def answer(preview: Preview, path: str, method: str = "GET", host: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", urlsplit(preview.address).port, timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def newer(preview: Preview, number: int) -> Snapshot:
    """Wait until the files have been read again."""
    until = time.monotonic() + 20
    while preview.snapshot.number < number and time.monotonic() < until:
        time.sleep(0.05)
    return preview.snapshot


def test_a_finding_stands_with_the_page_that_it_speaks_of(register: Path) -> None:
    snapshot = take(register)
    [late] = [note for note in snapshot.notes[ITEM] if note["code"] == "C1"]
    assert late["at"][0] == "承诺时限"
    assert late["place"] == "departments/jia/power.yaml:7:11"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/data/csv/items.csv.zip", "application/zip"),
        ("/data/dictionary.csv", "text/csv; charset=utf-8"),
        ("/data/jsonl/items.jsonl.gz", "application/octet-stream"),
        ("/data/parquet/items/division=unknown/part-1.parquet", "application/octet-stream"),
        ("/没有", "text/html; charset=utf-8"),
    ],
)
def test_a_file_is_sent_as_what_it_is(preview: Preview, path: str, kind: str) -> None:
    port = urlsplit(preview.address).port
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("HEAD", quote(path))
    got = connection.getresponse().headers["Content-Type"]
    connection.close()
    assert got == kind


def test_the_pages_of_a_flow_are_its_own_and_those_of_the_items_that_use_it(register: Path) -> None:
    (register / "departments/jia/flow.yaml").write_text(FLOWS, "utf-8")
    pages = PagesOf(take(register).site)
    found = [pages.of(Origin("departments/jia/flow.yaml", ("流程", at))) for at in (0, 1)]

    assert found == [
        ("departments/jia/flows.html", ITEM),
        ("departments/jia/flows.html",),
    ]


@pytest.mark.parametrize(
    ("path", "method", "status", "said"),
    [
        ("/", "GET", 200, "测试清单"),
        (f"/{ITEM}", "GET", 200, "食品经营许可"),
        (f"/{ITEM}?q=1", "GET", 200, "食品经营许可"),
        (f"/{ITEM}", "HEAD", 200, ""),
        ("/assets/site.css", "GET", 200, "--brand"),
        ("/__quanze__/preview.js", "GET", 200, "quanze-notes"),
        ("/__quanze__/findings.html", "GET", 200, "长于法定时限"),
        ("/__quanze__/../../../quanze.yaml", "GET", 404, "没有这一页"),
        ("/../quanze.yaml", "GET", 404, "没有这一页"),
        ("/%2e%2e/quanze.yaml", "GET", 404, "没有这一页"),
        ("/%3Cscript%3E", "GET", 404, "&lt;script&gt;"),
        ("/manifest.json", "GET", 404, "运行 quanze publish 时才生成"),
    ],
)
def test_the_server_gives_the_site_and_nothing_else(
    preview: Preview, path: str, method: str, status: int, said: str
) -> None:
    got, text = answer(preview, path, method)
    assert got == status
    assert said in text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "0.0.0.0", "[", "x@127.0.0.1"]
)
def test_a_name_that_is_not_of_this_computer_is_refused(preview: Preview, host: str) -> None:
    assert answer(preview, "/", host=host) == (403, "")


@pytest.mark.browser
def test_a_page_elsewhere_cannot_load_the_lists_as_scripts(
    preview: Preview, browser: Browser, tmp_path: Path
) -> None:
    """The data of the search are scripts; any page may name any script."""
    scripts = [path for path in preview.snapshot.outputs if path.endswith(".js")]
    for path in ("index.html", *scripts):
        assert answer(preview, f"/{path}")[0] == 200
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text(
        "<script>var got = []; function quanzePart(name) { got.push(name); }</script>"
        + "".join(f'<script src="{preview.address}{path}"></script>' for path in scripts),
        "utf-8",
    )
    page = browser.new_page()
    page.goto(elsewhere.as_uri())
    assert page.evaluate("got") == []
    page.close()


def test_a_page_whose_list_cannot_be_read_any_more_says_why(
    preview: Preview, register: Path
) -> None:
    assert answer(preview, f"/{ITEM}")[0] == 200
    powers = register / "departments/jia/power.yaml"
    powers.write_text(powers.read_text("utf-8").replace("类型: ", "类型：", 1), "utf-8")
    newer(preview, 2)
    status, page = answer(preview, f"/{ITEM}")
    assert status == 404
    assert "没有这一页" in page
    assert "中文冒号" in page
    assert "departments/jia/power.yaml:" in page
    assert f'"all": {len(preview.snapshot.report.entries)}' in page


def test_the_page_follows_the_files(preview: Preview, register: Path) -> None:
    assert '"code": "C1"' in answer(preview, f"/{ITEM}")[1]
    promise(register, "10个工作日")
    newer(preview, 2)
    page = answer(preview, f"/{ITEM}")[1]
    assert '"code": "C1"' not in page
    assert "10个工作日" in page


def test_a_broken_file_does_not_end_the_preview(preview: Preview, register: Path) -> None:
    (register / "departments/jia/power.yaml").write_text("部门: [", "utf-8")
    newer(preview, 2)
    status, text = answer(preview, "/__quanze__/findings.html")
    assert (status, "departments/jia/power.yaml:" in text) == (200, True)
    number = preview.snapshot.number
    promise(register, "5个工作日")
    newer(preview, number + 1)
    assert "5个工作日" in answer(preview, f"/{ITEM}")[1]


def test_what_is_saved_before_anybody_looks_is_shown(register: Path) -> None:
    made = serve(register, 0)
    path = register / "departments/jia/power.yaml"
    path.write_text(path.read_text("utf-8").replace("20个工作日", "15个工作日"), "utf-8")
    thread = threading.Thread(target=made.run, args=(lambda _: None,), daemon=True)
    thread.start()
    assert newer(made, 2).number == 2
    made.stop()
    thread.join(timeout=10)


def test_settings_that_cannot_be_used_are_told(preview: Preview, register: Path) -> None:
    (register / "quanze.yaml").write_text("名称: 测试\n发布:\n  标志: gone.svg\n", "utf-8")
    newer(preview, 2)
    status, text = answer(preview, "/")
    assert (status, "gone.svg 读不到" in text) == (500, True)


def test_a_port_that_is_taken_is_told(preview: Preview, register: Path) -> None:
    with pytest.raises(CannotRun, match="用 --port 换一个"):
        serve(register, urlsplit(preview.address).port or 0)


@pytest.mark.browser
def test_in_the_browser_the_finding_stands_beside_its_element_and_the_page_reloads_itself(
    preview: Preview, register: Path, browser: Browser
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(preview.address + ITEM)
    expect(page.locator("div:has(> dt:text-is('承诺时限')) .quanze-note").first).to_contain_text(
        "长于法定时限"
    )
    promise(register, "10个工作日")
    expect(page.locator(".quanze-note", has_text="长于法定时限")).to_have_count(0, timeout=20_000)
    assert wrong == []
    page.close()
