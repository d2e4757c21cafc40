"""Whether a receiver holds an item: the expressions say the same of every history as the model does."""

from __future__ import annotations

import datetime
import itertools
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from quanze.align.checks.handed import DIVISIONS, handed_down
from quanze.align.checks.lists import PAIRS
from quanze.align.duck import DuckEngine
from quanze.align.engine import Data, named
from quanze.align.tables import COLUMNS
from quanze.align.written import write_tables
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.delegation import HoldingState
from tests.rules.conftest import write_register

TODAY: Final = datetime.date(2026, 6, 15)
EVENTS: Final = (
    {"步骤": "交接", "日期": "2026-03-01"},
    {"步骤": "收回", "日期": "2026-05-01"},
    {"步骤": "交接", "日期": "2026-05-01"},
    {"步骤": "收回", "日期": "2026-07-01"},
    {"步骤": "交接", "日期": "2026-08-01"},
    {"步骤": "延期", "日期": "2026-04-01", "延期至": "2026-12-31"},
    {"步骤": "延期", "日期": "2026-06-20", "延期至": "2027-12-31"},
)
"""What may happen to an item, before and after the day."""
TERMS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"期限": {"自": "2026-03-01", "至": "2026-05-31"}},
    {"期限": {"自": "2026-03-01", "至": "2026-09-30"}},
)


def _batch() -> dict[str, Any]:
    """A batch in which every history that the events allow happens to an item of its own."""
    orders = [
        chosen
        for length in range(4)
        for chosen in itertools.permutations(range(len(EVENTS)), length)
    ]
    items, events = [], []
    for number, (order, term) in enumerate(itertools.product(orders, TERMS)):
        code = f"S-{number}"
        items.append({"编码": code, "名称": f"第{number}项", **term})
        events += [{**EVENTS[one], "事项": [code]} for one in order]
    return {
        "编号": "2026-1",
        "标题": "各种经过",
        "方式": "下放",
        "期限": {"自": "2026-03-01", "至": "2026-06-10"},
        "承接主体": [{"名称": "甲局"}, {"名称": "乙局"}, {"名称": "丙局"}],
        "协议": [
            {"受委托机关": "甲局", "期限": {"自": "2026-03-01"}},
            {"受委托机关": "乙局"},
            {"受委托机关": "乙局", "期限": {"自": "2026-03-01", "至": "2026-12-31"}},
        ],
        "事项": items,
        "办理": events,
    }


def test_who_holds_what_on_a_day_is_what_the_model_says(tmp_path: Path) -> None:
    files = {
        "quanze.yaml": '名称: 省\n行政区划代码: "220000"\n',
        "delegations/2026-1.yaml": json.dumps(_batch(), ensure_ascii=False),
    }
    write_register(tmp_path / "register", files)
    (batch,) = load(open_register(tmp_path / "register")).register.delegations
    states: dict[HoldingState, list[tuple[str, str]]] = defaultdict(list)
    for item, receiver in batch.shares():
        states[batch.state_on(TODAY, item, receiver)].append((str(item.code), receiver))
    tables = tmp_path / "tables"
    tables.mkdir()
    write_tables(tmp_path / "register", None, tables)
    engine = DuckEngine()
    for table in COLUMNS:
        engine.attach(table, [Data(0, tables)])
    engine.add("divisions", DIVISIONS, [])
    engine.add("pairs", PAIRS, [])
    handed = handed_down(engine, named("pairs", PAIRS), TODAY)
    held = engine.rows(handed.held.select("code", "receiver"))
    ended = engine.rows(handed.ended.select("code", "receiver", "withdrawn"))
    engine.close()
    assert sorted(held) == sorted(states[HoldingState.HELD])
    withdrawn = [(code, receiver) for code, receiver, back in ended if back]
    over = [(code, receiver) for code, receiver, back in ended if not back]
    assert sorted(withdrawn) == sorted(states[HoldingState.WITHDRAWN])
    assert sorted(over) == sorted(states[HoldingState.ENDED])
    assert all(states.values()) and len(states) == len(HoldingState)
