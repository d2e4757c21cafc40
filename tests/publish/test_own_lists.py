"""The pages of the lists that belong to no single department, and of those that all departments have."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from quanze.load.emit import emit
from quanze.model.register import Register
from quanze.publish.site import (
    Site,
    all_lists,
    delegations,
    negative_list,
    regulations,
    site_outputs,
)
from quanze.publish.site.delegations import delegation_block
from quanze.publish.site.negative_list import negative_block
from quanze.publish.site.own_lists import own_numbers
from quanze.publish.site.regulations import regulation_block

from .conftest import leaves, read_register, write_register
from .test_site import Document

Lists = dict[str, Any]
DATE = "2026-11-22"
PERMIT, FILING = "T-lyj-XK-0001", "T-lyj-QT-0001"
COUNTY, ZONE = "示例县林业局", "高新区管理委员会"

DEPARTMENT: Lists = {
    "department.yaml": {"名称": "市林业局"},
    "power.yaml": {
        "部门": "市林业局",
        "事项": [
            {"编码": PERMIT, "名称": "林木采伐许可", "类型": "行政许可"},
            {"编码": FILING, "名称": "木材经营备案", "类型": "其他行政权力"},
        ],
    },
    "duty.yaml": {
        "部门": "市林业局",
        "责任事项": [
            {"事项": PERMIT, "责任": [{"环节": "受理责任", "内容": "公示材料"}, {"环节": "决定责任", "内容": "按时决定"}],
             "追责": {"情形": "违法许可"}},
            {"事项": "T-没有", "责任": ["直接实施责任"]},
        ],
        "公共服务事项": [{"名称": "林业技术咨询", "主要内容": "解答造林技术问题", "服务对象": "林农", "收费": "不收费", "申请材料": ["咨询登记表"], "网办地址": "https://lyj.example.com/"}],
        "事中事后监管": [{"名称": "采伐双随机检查", "监管对象": "采伐单位", "适用事项": [PERMIT]}],
    },
    "boundary.yaml": {"部门": "市林业局", "职责边界": [{"管理事项": "林区监管", "部门分工": []}]},
}  # fmt: skip
BATCH: Lists = {
    "编号": "2026-1",
    "标题": "2026年第一批委托事项",
    "方式": "委托",
    "定向": "是",
    "赋权机关": "市人民政府办公会议",
    "放权部门": "市林业局",
    "放权层级": "市级",
    "依据": [{"名称": "《关于委托一批事项的决定》", "文号": "示府发〔2026〕9号", "说明": "附件二"}],
    "说明": "方便就近办理",
    "期限": {"自": "2026-09-01", "至": "2028-08-31"},
    "需求": [
        {"提出": "示例县人民政府", "事项": "木材经营", "方式": "下放", "理由": "经营户多", "答复": "部分采纳", "答复说明": "先委托"}
    ],
    "试点": [{"步骤": "先行一步", "地区": ["示例县城区"], "自": "2026-09-01", "结果": "试点顺利", "说明": "以后扩大"}],
    "承接主体": [
        {"名称": COUNTY, "地区": "示例县境内", "性质": "行政机关", "承办机构": "审批股", "承接条件": "窗口三人", "联系方式": "0990-0000001"},
        {"名称": ZONE, "性质": "开发区管理机构"},
    ],
    "事项": [
        {"编码": FILING, "名称": "木材经营备案", "类型": "其他行政权力", "承接": [{"主体": COUNTY, "编码": "X-1"}, ZONE],
         "具体内容": "县境内的备案", "权限": "限于加工企业", "承接环节": ["收件", "登记"], "保留环节": ["抽查"], "削减环节": ["现场核查"],
         "依据": ["《示例条例》第九条"], "调整记录": "2026-7", "备注": {"补充": "另见指南"}},
        {"编码": PERMIT, "名称": "林木采伐许可", "方式": "服务窗口前移", "承接": [COUNTY], "责任": "决定的责任不变", "后续监管": "按月通报",
         "期限": {"自": "2026-10-01"}},
    ],
    "协议": [{"编号": "协议甲", "受委托机关": COUNTY, "事项": [FILING], "签订日期": "2026-08-20", "事项内容": "备案的受理",
             "执行方式": "以委托机关名义", "双方权利义务": "各负其责", "责任划分": "委托机关承担", "期限": {"自": "2026-09-02", "至": "2028-09-01"},
             "公布日期": "2026-08-25", "网址": "https://lyj.example.com/wt"}],
    "移交清单": [{"承接主体": [COUNTY], "法律法规": ["《示例条例》"], "文件": ["委托决定"], "表证单书": ["备案表", "备案证明"], "标准": ["办事指南"], "工作方案": "移交方案", "说明": "账号一并移交"}],
    "办理": [
        {"步骤": "决定", "日期": "2026-07-31", "机关": "市政府常务会议", "文号": "示府发〔2026〕9号"},
        {"步骤": "交接", "日期": "2026-08-28", "承接主体": [COUNTY]},
        {"步骤": "收回", "日期": "2026-11-01", "承接主体": [COUNTY], "事项": [PERMIT], "结果": "窗口撤销"},
        {"步骤": "评估", "计划": "2027-08-31", "说明": "请第三方评估"},
        {"步骤": "延期", "日期": "2026-11-02", "承接主体": [COUNTY], "事项": [FILING], "延期至": "2029-12-31"},
    ],
    "已受理案件": "原部门办完",
    "责任": "委托机关承担法律责任",
    "后续监管": "每季度抽查",
    "备注": {"联络": "见通知"},
}  # fmt: skip
RULES: Lists = {
    "配套制度": [
        {"名称": "《林木采伐许可工作规程》", "统一编号": "GZ-1", "文号": "示林发〔2026〕3号", "种类": "权责运行制度", "制定机关": "市林业主管部门",
         "起草部门": "审批办公室", "适用事项": [PERMIT, "T-没有"], "适用职责边界": ["林区监管", "别处的边界"], "主要内容": "规定办理环节", "裁量基准": "是",
         "依据": [{"法规": "《示例法》", "条款": "第二条", "原文": "应当公开。"}],
         "听取意见": [{"方式": "专家论证", "日期": "2026-01-02", "结果": "同意"}],
         "合法性审查": {"日期": "2026-01-03", "机关": "市司法局", "意见": "不抵触", "文号": "示司审〔2026〕1号"},
         "统一登记": {"登记号": "登字7号", "日期": "2026-01-04", "机关": "市政府办"},
         "统一公布": {"日期": "2026-01-05", "载体": "政府公报", "网址": "https://lyj.example.com/gg"},
         "备案": {"日期": "2026-01-06", "机关": "省林草局", "文号": "备〔2026〕2号"},
         "施行": "2026-02-01", "有效期至": "2026-10-31",
         "后评估": [{"日期": "2026-09-01", "机关": "评估中心", "意见": "环节偏多", "结论": "修改"}], "下次评估": "2028-09-01",
         "代替": ["《旧规程》"], "备注": {"解释": "由审批办公室解释"}},
        {"名称": "《备案规程》", "适用事项": [PERMIT], "施行": "2026-03-01", "废止": "2027-01-01"},
    ],
    "议事协调机构": [
        {"名称": "森林防火指挥部", "牵头部门": "市应急管理局", "办公室": "防火办", "成员单位": [{"部门": "市气象局", "职责": "预报火险"}, "市财政局"],
         "任务": [{"任务": "联合巡查", "主办": "市林业局防火科", "协办": ["市公安局"], "时限": "每年三月", "相关事项": [PERMIT], "依据": ["《防火条例》第三条"]}],
         "工作规则": ["《备案规程》", "《会议规则》"], "协作机制": "每季度会商", "依据": ["《防火条例》第五条"], "设立": "2020-01-01", "撤销": "2026-06-30",
         "备注": {"来历": "由绿化委合并"}}
    ],
}  # fmt: skip
NEGATIVE: Lists = {
    "名称": "试验市投资项目负面清单",
    "制定机关": "市人民政府投资主管部门",
    "依据": [{"名称": "《试行通知》", "文号": "示发〔2026〕1号"}],
    "施行": "2026-05-01",
    "失效": "2030-05-01",
    "说明": "以目录为准",
    "核准事项": [PERMIT],
    "条目": [
        {"行业": "采矿业", "大类": "非金属矿采选业", "小类": "土砂石开采", "行业代码": "B1019", "项目": "占用林地采石", "管理措施": "禁止",
         "例外": "国家重点工程", "主管部门": "自然资源部门", "依据": [{"法规": "《示例法》", "条款": "第七条", "原文": "禁止采石。"}]},
        {"行业": "制造业", "项目": "木材加工", "管理措施": "许可", "条件": "有合法来源", "相关事项": [PERMIT], "失效": "2029-05-01"},
    ],
}  # fmt: skip
MODULES = (all_lists, delegations, regulations, negative_list)


def made(root: Path, **files: Lists) -> Register:
    """Make a register of the department and these files; a batch is named by its number."""
    write_register(root, {"名称": "试验市权责清单", "清单日期": DATE}, {"lyj": DEPARTMENT})
    for name, data in files.items():
        path = f"delegations/{data['编号']}.yaml" if name == "batch" else f"{name}.yaml"
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(emit(data), encoding="utf-8")
    return read_register(root)


def whole(root: Path, change: Callable[[Any], Any] = copy.deepcopy) -> Register:
    return made(
        root, batch=change(BATCH), regulations=change(RULES), **{"negative-list": change(NEGATIVE)}
    )


def shown(register: Register) -> dict[str, str]:
    """The pages by their paths."""
    site = Site(register)
    return {o.path: o.make().decode() for module in MODULES for o in module.pages(site)}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return whole(tmp_path_factory.mktemp("own") / "register")


@pytest.fixture(scope="module")
def pages(register: Register) -> dict[str, Document]:
    return {path: Document(text) for path, text in shown(register).items()}


def words(page: Document) -> str:
    return " ".join(" ".join(page.words).split())


def test_the_pages_that_there_are(pages: dict[str, Document]) -> None:
    assert [*pages] == [
        "duties.html",
        "services.html",
        "oversight.html",
        "delegations/index.html",
        "delegations/2026-1.html",
        "regulations/index.html",
        "regulations/GZ-1.html",
        next(path for path in pages if path.startswith("regulations/x")),
        "coordination.html",
        "negative-list.html",
    ]


def test_a_register_without_these_lists_has_none_of_their_pages(tmp_path: Path) -> None:
    register = made(tmp_path / "r")
    assert set(shown(register)) == {"duties.html", "services.html", "oversight.html"}
    assert own_numbers(register) == []


def test_the_home_page_counts_them_with_their_pages(register: Register) -> None:
    assert own_numbers(register) == [
        ("配套制度", 2, "regulations/index.html"),
        ("议事协调机构", 1, "coordination.html"),
        ("负面清单", 2, "negative-list.html"),
        ("下放委托事项", 2, "delegations/index.html"),
    ]


NOT_SHOWN = ("编码", "统一社会信用代码", "事项", "状态", "适用事项", "核准事项", "相关事项")
DAYS = re.compile(r"\d{4}-\d\d-\d\d")
ANSWERS = ("是", "否")


def test_everything_in_the_lists_is_on_a_page(pages: dict[str, Document]) -> None:
    text = "".join("".join(page.text.split()) for page in pages.values())
    text += " ".join(
        attributes.get("href", "") for page in pages.values() for attributes in page.all("a")
    )
    told = [
        (key, value)
        for key, value in leaves([BATCH, RULES, NEGATIVE])
        if key not in NOT_SHOWN and not DAYS.fullmatch(value) and value not in ANSWERS
    ]
    assert len(told) > 120
    assert [pair for pair in told if "".join(pair[1].split()) not in text] == []


def test_every_day_is_on_a_page(pages: dict[str, Document]) -> None:
    text = "".join(page.text for page in pages.values())
    days = {value for _, value in leaves([BATCH, RULES, NEGATIVE]) if DAYS.fullmatch(value)}
    written = {day: "{}年{}月{}日".format(*map(int, day.split("-"))) for day in days}
    # The term of an agreement, and its extension, go before what they take the place of.
    hidden = {"2028-08-31"} - {day for day, word in written.items() if word in text}
    assert {day for day, word in written.items() if word not in text and day not in text} == hidden


def test_headings_leave_out_no_level_and_stand_once(pages: dict[str, Document]) -> None:
    for path, page in pages.items():
        levels = [int(tag.name[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag.name)]
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), path
        assert len(page.ids) == len(set(page.ids)), path


def test_every_table_has_a_caption_and_no_cell_without_a_name(pages: dict[str, Document]) -> None:
    for path, page in pages.items():
        assert len(page.all("table")) == len(page.all("caption")), path
        for cell in page.all("td"):
            assert "data-label" in cell or cell.get("class") == "void", path


def test_every_link_leads_somewhere(register: Register, pages: dict[str, Document]) -> None:
    there = {output.path for output in site_outputs(Site(register))}
    for path, page in pages.items():
        for href in (tag["href"] for tag in page.all("a")):
            if href.startswith(("https:", "tel:")):
                continue
            target, _, anchor = href.partition("#")
            place = (Path(path).parent / target).as_posix() if target else path
            place = re.sub(r"(^|/)[^/]+/\.\./", r"\1", re.sub(r"(^|/)[^/]+/\.\./", r"\1", place))
            assert place in there, (path, href)
            if anchor and place in pages:
                assert anchor in pages[place].ids, (path, href)


def hostile(data: Any) -> Any:
    """Return data with markup in every free text."""
    if isinstance(data, dict):
        fixed = (
            "步骤",
            "方式",
            "性质",
            "答复",
            "定向",
            "种类",
            "结论",
            "裁量基准",
            "管理措施",
            "网址",
            "编号",
            "层级",
            "放权层级",
        )
        return {
            key: value if key in fixed and isinstance(value, str) else hostile(value)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [hostile(value) for value in data]
    return data if DAYS.fullmatch(data) else f"{data}<b onclick=x>&\"'</b>"


def test_no_text_of_a_list_becomes_markup(tmp_path: Path) -> None:
    for path, text in shown(whole(tmp_path / "r", hostile)).items():
        page = Document(text)
        assert "b" not in {tag.name for tag in page.tags}, path
        for tag in page.tags:
            assert not {name for name in tag.attributes if name.startswith("on")}, path
            assert "style" not in tag.attributes, path


def test_a_batch_says_who_took_over_since_when_what_and_who_answers(
    pages: dict[str, Document],
) -> None:
    page = words(pages["delegations/index.html"])
    assert (
        f"木材经营备案 委托，原由市林业局行使 {COUNTY} 2026年9月2日至2029年12月31日 2026年8月28日 县境内的备案 委托机关承担法律责任"
    ) in page  # fmt: skip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (FILING, [(COUNTY, "有效"), (ZONE, "尚未交接")]),
        (PERMIT, [(COUNTY, "已收回")]),
    ],
)
def test_the_page_of_an_item_is_told_who_holds_it(
    code: str, expected: list[tuple[str, str]], register: Register
) -> None:
    (power,) = register.powers_by_code[code]
    block = delegation_block(power, Site(register))
    assert [(one.receiver, one.state) for one in block] == expected
    assert {one.page.partition("#")[0] for one in block} == {"delegations/2026-1.html"}


def test_what_an_agreement_does_not_say_is_pointed_out(pages: dict[str, Document]) -> None:
    assert "监管措施 没有写" in words(pages["delegations/2026-1.html"])


def test_a_regulation_past_its_end_is_not_called_valid(register: Register) -> None:
    (power,) = register.powers_by_code[PERMIT]
    block = regulation_block(power, Site(register))
    assert [(row.name, row.state, row.is_valid) for row in block] == [
        ("《林木采伐许可工作规程》", "已过有效期", False),
        ("《备案规程》", "有效", True),
    ]


def test_the_page_of_an_item_is_told_where_the_negative_list_names_it(register: Register) -> None:
    (power,) = register.powers_by_code[PERMIT]
    assert [(entry.project, page) for entry, page in negative_block(power, Site(register))] == [
        ("木材加工", "negative-list.html#e2")
    ]


def test_duties_lead_to_their_items_and_unknown_ones_are_told_by_code(
    pages: dict[str, Document],
) -> None:
    page = words(pages["duties.html"])
    assert "林木采伐许可 市林业局 行政许可 受理责任、决定责任 有" in page
    assert "T-没有" in page


def many(count: int) -> Iterator[Lists]:
    for number in range(1, count + 1):
        yield {
            "编码": f"T-{number:03}",
            "名称": f"第{number}项",
            "承接": [COUNTY],
            "具体内容": "就近办理" * 20,
        }


def test_long_lists_go_on_beside_their_first_page(tmp_path: Path) -> None:
    batch = {**BATCH, "事项": list(many(130)), "协议": [], "办理": []}
    rules = {"配套制度": [{"名称": f"《制度{number}》"} for number in range(130)]}
    entries = [{"行业": "采矿业", "项目": f"项目{n}", "管理措施": "禁止"} for n in range(130)]
    register = made(
        tmp_path / "r",
        batch=batch,
        regulations=rules,
        **{"negative-list": {"名称": "清单", "条目": entries}},
    )
    made_pages = shown(register)
    for first in ("delegations/index", "delegations/2026-1", "regulations/index", "negative-list"):
        parts = [first, *(f"{first}-{n}" for n in range(2, 9) if f"{first}-{n}.html" in made_pages)]
        assert len(parts) > 2, first
        together = "".join(made_pages[f"{part}.html"] for part in parts)
        assert all(f"{part.rpartition('/')[2]}.html" in together for part in parts[1:])
        assert max(len(made_pages[f"{part}.html"].encode()) for part in parts) < 40_000
    held = Site(register).own_lists.item(register.delegations[0].items[-1])
    path, _, anchor = held.partition("#")
    assert path != "delegations/2026-1.html"
    assert anchor in Document(made_pages[path]).ids


def test_a_page_changes_with_what_it_shows_and_no_other(tmp_path: Path, register: Register) -> None:
    def prints(one: Register) -> dict[str, str]:
        site = Site(one)
        return {o.path: o.rests_on for module in MODULES for o in module.pages(site)}

    changed = copy.deepcopy(BATCH)
    changed["责任"] = "改了"
    other = made(tmp_path / "r", batch=changed, regulations=RULES, **{"negative-list": NEGATIVE})
    before, after = prints(register), prints(other)
    assert {path for path in before if before[path] != after[path]} == {
        "delegations/index.html",
        "delegations/2026-1.html",
    }
