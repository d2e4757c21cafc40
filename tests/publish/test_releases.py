"""What is published of reserved powers and their releases: the days and the bodies, not the grounds."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest

from quanze.model.register import Register
from quanze.publish.open_data.outputs import open_data_outputs
from quanze.publish.outputs import Fingerprints
from quanze.publish.site import Site

from .conftest import read_register, write_register
from .pages import Document, item_pages

POWERS = [
    {"编码": "T-1", "名称": "查封场所", "类型": "行政强制", "常用程度": "非常用"},
    {"编码": "T-2", "名称": "扣押设备", "类型": "行政强制", "常用程度": "非常用"},
    {"编码": "T-3", "名称": "现场检查", "类型": "行政检查"},
    {"编码": "T-4", "名称": "登记保存", "类型": "行政强制"},
]
RELEASES = [
    {"事项": "T-1", "申请": "执法支队", "事由": "张三丰厂房起火", "批准": "市人民政府", "文号": "示府批〔2026〕3号",
     "自": "2026-03-02", "至": "2026-05-31", "归还": "2026-05-20", "说明": "李四光举报"},
    {"事项": "T-1", "申请": "执法支队", "事由": "防火", "批准": "市人民政府", "自": "2026-11-01", "至": "2026-12-31"},
    {"事项": "T-4", "申请": "执法支队", "事由": "防火", "批准": "市人民政府", "自": "2025-11-01", "至": "2025-12-31"},
]  # fmt: skip
DAY = datetime.date(2026, 11, 22)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    lists = {
        "department.yaml": {"名称": "市应急管理局"},
        "power.yaml": {"部门": "市应急管理局", "事项": POWERS},
        "release.yaml": {"部门": "市应急管理局", "启用": RELEASES},
    }
    write_register(tmp_path / "r", {"名称": "示例市"}, {"yj": lists})
    return read_register(tmp_path / "r")


def page(register: Register, code: str, day: datetime.date = DAY) -> str:
    site = Site(register.on(day))
    made = next(o.make() for o in item_pages(site) if o.path.endswith(f"{code}.html"))
    return " ".join(Document(made.decode()).text.split())


def test_the_page_of_a_reserved_power_says_how_it_is_released(register: Register) -> None:
    text = page(register, "T-1")
    assert "平时不行使。要行使的，一事一审：申请启用，由市人民政府批准，到期归还。" in text
    assert "现在已经启用，到2026年12月31日为止。" in text


def test_it_says_so_on_the_day_of_the_register(register: Register) -> None:
    assert "现在没有启用。" in page(register, "T-1", datetime.date(2026, 10, 31))
    assert "期满未归还" in page(register, "T-1", datetime.date(2027, 1, 1))


def test_who_approves_is_not_made_up(register: Register) -> None:
    assert "由谁批准，清单没有写明" in page(register, "T-2")


def test_a_regular_power_has_no_word_of_it_but_the_history_that_it_has(register: Register) -> None:
    assert "启用" not in page(register, "T-3")
    told = page(register, "T-4")
    assert "平时不行使" not in told
    assert "2025年11月1日" in told


def test_the_releases_are_a_public_history_without_the_grounds(register: Register) -> None:
    text = page(register, "T-1")
    for told in ("2026年3月2日", "2026年5月20日", "执法支队", "示府批〔2026〕3号", "已归还"):
        assert told in text
    assert "张三丰" not in text
    assert "李四光" not in text


def test_neither_is_the_ground_in_the_open_data(register: Register) -> None:
    made = {
        o.path: o.make()
        for o in open_data_outputs(register, Fingerprints())
        if "releases" in o.path
    }
    texts = [
        gzip.decompress(b).decode() if path.endswith(".gz") else b.decode("utf-8", "replace")
        for path, b in made.items()
    ]
    assert any("执法支队" in text for text in texts)
    assert not any(name in text for text in texts for name in ("张三丰", "李四光"))
