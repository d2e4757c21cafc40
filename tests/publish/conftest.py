"""A register with one department that fills every element, and one as poor as old Excel lists are."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from quanze.load.emit import emit
from quanze.load.loader import load
from quanze.load.source import open_register
from quanze.model.register import Register
from tests.publish.browsing import Open, visits
from tests.publish.sites import publish

Lists = dict[str, Any]
"""Path of a file in the register -> its data."""

PERMIT = "11990400MB0000000X3000131001000"
PENALTY = "11990400MB0000000X3000231002000"
LAW = "《试验市城市绿化管理办法》"

SETTINGS: dict[str, Any] = {
    "名称": "试验市权责清单",
    "地区": "试验市",
    "层级": "市级",
    "编制机关": "中共试验市委机构编制委员会办公室",
    "清单日期": "2026-03-31",
    "发布": {
        "标题": "试验市权责清单",
        "主办单位": "试验市政务服务和数字化建设管理局",
        "联系方式": "0990-0000001",
        "声明": "示例，不是官方清单。",
        "页脚": {"网站标识码": "0000000000"},
    },
}

DEPARTMENT: dict[str, Any] = {
    "名称": "试验市园林绿化局",
    "简称": "市园林局",
    "层级": "市级",
    "排序": 1,
    "三定依据": [{"条款": "试办字〔2024〕12号"}],
    "职能": "负责全市城市绿化的规划、建设、保护和管理。",
    "内设机构": [
        {
            "名称": "行政审批办公室",
            "职责": "集中办理行政许可",
            "电话": "0990-0000010",
            "地点": "3楼",
        },
        "绿化管理科",
    ],
    "窗口": [
        {
            "名称": "综合窗口",
            "地点": "试验市政务服务中心2楼17号窗口",
            "时间": "工作日 8:30—11:30，13:00—17:00",
            "电话": "0990-0000017",
        }
    ],
    "咨询方式": [{"名称": "电话", "地址": "0990-0000017"}],
    "监督渠道": [
        {"名称": "电话", "地址": "12345", "时间": "全天"},
        {"名称": "网站", "地址": "https://www.example.gov.cn/jd"},
        {"名称": "信箱", "地址": "jd@example.gov.cn"},
    ],
    "曾用名": ["试验市园林管理处"],
    "网站": "https://www.example.gov.cn/",
}


def basis(article: str, quote: str | None = None, label: str = "地方政府规章") -> dict[str, Any]:
    """A legal basis as a list writes it."""
    data = {"类别": label, "法规": LAW, "版本": "（2023年修订）", "条款": article}
    return data | ({"原文": quote} if quote else {})


BOILERPLATE = (
    "因不履行或不正确履行行政职责，有下列情形的，行政机关及相关工作人员应承担相应责任：\n"
    + "\n".join(
        f"{n}.{text}；"
        for n, text in enumerate(
            (
                "对符合法定条件的申请不予受理的",
                "未在法定期限内作出准予许可决定的",
                "对不符合法定条件的申请人准予许可或者超越法定职权作出准予许可决定的",
                "擅自增设、变更许可程序或者许可条件的",
                "在许可办理过程中索取、收受他人财物或者谋取其他利益的",
                "其他违反法律、法规、规章规定的行为",
            ),
            1,
        )
    )
)

PERMIT_POWER: dict[str, Any] = {
    "编码": PERMIT,
    "名称": "砍伐、移植城市树木审批",
    "类型": "行政许可",
    "基本编码": "000131001000",
    "地方编码": "SY-0001",
    "行使层级": "市级",
    "权限划分": "市级负责市管道路和公园的树木；区级负责其余树木。",
    "行使内容": "对因建设工程、树木危及安全等需要砍伐或者移植城市树木的申请进行审查并作出决定。",
    "部门职责": "受理、审查、决定、监督检查。",
    "行使主体": "试验市园林绿化局",
    "主体性质": "受委托组织",
    "委托机关": "试验市人民政府",
    "授权依据": [basis("第三条")],
    "承办机构": "行政审批办公室",
    "共同实施部门": ["试验市住房和城乡建设局"],
    "并联办理": {
        "牵头部门": "试验市政务服务局",
        "参与部门": ["试验市园林绿化局", "试验市住房和城乡建设局"],
        "时限": "25个工作日",
        "窗口": "工程建设综合窗口",
    },
    "设定依据": [
        basis(
            "第二十四条第二款",
            "任何单位和个人不得擅自砍伐城市树木。确需砍伐的，应当报市绿化主管部门批准。",
        ),
        basis("第二十五条", "移植城市树木的，应当提交移植方案。\n移植后应当保证成活。"),
    ],
    "行使依据": [{"条款": LAW + "第二十六条"}],
    "服务对象": "自然人、企业法人",
    "办件类型": "承诺件",
    "受理条件": "1.因建设工程确需砍伐、移植；\n2.树木已经死亡或者危及人身、建筑物安全；\n3.已有补植方案。",
    "数量限制": "无",
    "申请材料": [
        {
            "名称": "砍伐、移植城市树木申请表",
            "形式": "原件",
            "份数": 1,
            "必要": "是",
            "来源": "申请人自备",
            "样本": "https://www.example.gov.cn/yb.doc",
        },
        {
            "名称": "树木位置图",
            "形式": "复印件",
            "份数": 2,
            "必要": "是",
            "依据": LAW + "第二十四条",
        },
        {"名称": "营业执照", "形式": "电子", "必要": "是", "免交": "可调取电子证照的免于提交"},
    ],
    "法定时限": "20个工作日",
    "法定时限说明": "自受理之日起计算；经批准可以延长10个工作日。",
    "承诺时限": "7个工作日",
    "承诺时限说明": "不含现场踏勘。",
    "特别程序": [
        {"名称": "专家评审", "时限": "10个工作日", "依据": "行政许可法第四十五条"},
        "听证",
    ],
    "收费": {
        "项目": "绿化补偿费",
        "标准": "按树木胸径计算，每株 200—5000 元",
        "依据": [basis("第三十条")],
        "减免": "公共安全需要的免征",
        "缴纳方式": "窗口扫码",
    },
    "征收标准": {"征": "按株征收", "停": "无", "减": "减半", "缓": "可缓三个月", "免": "应急抢险"},
    "裁量基准": [
        {"阶次": "一般", "情形": "5 株以下", "标准": "补植 2 倍", "依据": "裁量基准第3项"}
    ],
    "中介服务": [
        {
            "名称": "树木价值评估",
            "机构": "有资质的评估机构",
            "时限": "5个工作日",
            "收费": "市场调节价",
            "依据": [basis("第二十七条")],
        }
    ],
    "权力来源": "法定本级行使",
    "主题": ["城市绿化", "工程建设"],
    "结果类型": "证照",
    "网办深度": "全程网办",
    "结果名称": "砍伐（移植）树木许可证",
    "送达方式": "窗口领取、邮寄、电子证照",
    "流程": "许可-一般程序",
    "办理流程": "申请、受理、审查、决定、送达",
    "办理地点": "试验市政务服务中心2楼17号窗口",
    "办理时间": "工作日 8:30—11:30，13:00—17:00",
    "网办地址": "https://zwfw.example.gov.cn/item?id=1&x=2",
    "办理形式": ["窗口办理", "网上办理"],
    "进驻大厅": "否",
    "未进驻理由": "大厅改造期间暂在原址办理。",
    "到现场次数": 0,
    "通办范围": "全市",
    "咨询方式": [{"名称": "电话", "地址": "0990-0000017", "时间": "工作日"}, "窗口咨询"],
    "监督方式": [{"名称": "电话", "地址": "0990-0000099"}],
    "救济渠道": "对决定不服的，可以自知道该行政行为之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    "备注": {
        "省级对应事项": "城市树木砍伐审批",
        "录入人": "不该公开的人名",
        "联系人手机": "不该公开的手机",
    },
    "来源": "内部清单.xlsx#行政许可!7",
    "常用程度": "非常用",
    "审核转报": "是",
    "前身": ["OLD-0001"],
    "关键词": ["砍树", "移树"],
    "子项": [
        {
            "名称": "移植城市树木审批",
            "编码": PERMIT + "01",
            "类型": "行政确认",
            "法定时限": "15个工作日",
            "申请材料": ["移植方案"],
            "设定依据": [basis("第二十五条")],
            "业务办理项": [{"名称": "变更移植方案", "编码": "YW-1", "承诺时限": "3个工作日"}],
        },
        {"名称": "砍伐城市树木审批"},
    ],
    "业务办理项": [{"名称": "延期"}],
}

FLOW: dict[str, Any] = {
    "名称": "许可-一般程序",
    "适用类型": ["行政许可"],
    "行使主体": "试验市园林绿化局",
    "总时限": "7个工作日",
    "角色": ["申请人", "综合窗口", "行政审批办公室", "分管领导"],
    "步骤": [
        {"编号": "a", "名称": "提出申请", "角色": "申请人", "种类": "开始", "阶段": "申请", "下一步": ["b"]},
        {"编号": "b", "名称": "登记收件", "角色": "综合窗口", "时限": "当场", "下一步": ["c"]},
        {
            "编号": "c", "名称": "材料是否齐全、符合法定形式", "角色": "综合窗口", "种类": "判断", "时限": "1个工作日",
            "下一步": [{"到": "d", "条件": "是"}, {"到": "e", "条件": "否"}],
        },
        {"编号": "e", "名称": "一次性告知补正", "角色": "综合窗口", "种类": "文书", "下一步": [{"到": "a", "条件": "补正"}]},
        {"编号": "d", "名称": "现场踏勘", "角色": "行政审批办公室", "计入时限": "否", "时限": "3个工作日",
         "责任岗位": "审查岗", "说明": "两人以上", "下一步": ["f"]},
        {"编号": "f", "名称": "审查并提出意见", "角色": "行政审批办公室", "时限": "3个工作日", "下一步": ["g"]},
        {"编号": "g", "名称": "是否准予许可", "角色": "分管领导", "种类": "判断", "时限": "2个工作日",
         "下一步": [{"到": "h", "条件": "是"}, {"到": "i", "条件": "否"}]},
        {"编号": "h", "名称": "制作许可证", "角色": "综合窗口", "种类": "文书", "下一步": ["j"]},
        {"编号": "i", "名称": "不予许可决定书，告知复议和诉讼权利", "角色": "综合窗口", "种类": "文书", "下一步": ["j"]},
        {"编号": "j", "名称": "送达、归档", "角色": "综合窗口", "种类": "结束", "时限": "1个工作日"},
    ],
}  # fmt: skip

RICH: Lists = {
    "department.yaml": DEPARTMENT,
    "power.yaml": {
        "部门": DEPARTMENT["名称"],
        "事项": [
            PERMIT_POWER,
            {
                "编码": PENALTY,
                "名称": "对擅自砍伐城市树木的处罚",
                "类型": "行政处罚",
                "行使主体": "试验市园林绿化局",
                "设定依据": [basis("第四十条", "擅自砍伐城市树木的，责令补植，处以罚款。")],
                "裁量基准": [
                    {"阶次": "轻微", "情形": "1 株，主动补植", "标准": "责令补植"},
                    {"阶次": "一般", "情形": "2—5 株", "标准": "罚款 2000 元以上 5000 元以下"},
                ],
                "收费": "不收费",
            },
            {"编码": "T-yljl-JL-0001", "名称": "对绿化先进单位的奖励", "类型": "行政奖励", "收费": "不收费",
             "法定时限": "30日", "承诺时限": "20个工作日"},
        ],
    },
    "duty.yaml": {
        "部门": DEPARTMENT["名称"],
        "主要职责": ["拟订城市绿化规划并组织实施。", {"内容": "管理市管公园。", "具体工作": ["园容", "安全"], "承办机构": "绿化管理科"}],
        "责任事项": [
            {
                "事项": PERMIT,
                "责任": [
                    {"环节": "受理责任", "内容": "直接实施责任：\n1.公示依法应当提交的材料；\n2.一次性告知补正材料。",
                     "依据": [basis("第二十六条")], "责任岗位": "受理岗"},
                    {"环节": "审查责任", "内容": "审查材料，组织现场踏勘，提出审查意见。"},
                    {"环节": "决定责任", "内容": "作出准予或者不予许可的决定。"},
                ],
                "责任依据": [basis("第二十八条")],
                "追责": {"情形": BOILERPLATE, "对象范围": "直接负责的主管人员和其他直接责任人员", "依据": [basis("第四十五条")]},
                "备注": {"填表人": "不该公开的人名"},
                "来源": "内部清单.xlsx#责任!7",
            },
            {"事项": "NO-SUCH-CODE", "责任": ["孤立的责任内容。"]},
        ],
        "公共服务事项": [
            {"名称": "绿化养护咨询", "编码": "GG-1", "主要内容": "解答养护问题", "关键词": ["修剪树枝"], "承办机构": "绿化管理科",
             "服务对象": "市民", "办理时限": "当场", "收费": "不收费", "申请材料": ["无"],
             "网办地址": "https://www.example.gov.cn/zx", "监督方式": ["12345"], "办理依据": [basis("第七条")]}
        ],
        "事中事后监管": [
            {"名称": "双随机抽查", "适用事项": [PERMIT, "NO-SUCH-CODE"], "监管对象": "被许可人", "监管内容": "补植情况",
             "监管方式": "现场检查", "监管措施": "拍照取证", "监管程序": "抽取、检查、公示", "处理方式": "责令改正",
             "双随机抽查": "每年 1 次，比例 5%", "承办机构": "绿化管理科", "依据": [basis("第三十三条")]}
        ],
    },
    "boundary.yaml": {
        "部门": DEPARTMENT["名称"],
        "职责边界": [
            {
                "管理事项": "城市道路绿化管理",
                "部门分工": [
                    {"部门": "试验市园林绿化局", "角色": "牵头", "分工": "负责行道树的栽植、养护。", "依据": [basis("第八条")]},
                    {"部门": "试验市统计局", "角色": "配合", "分工": "提供绿地统计数据。"},
                ],
                "依据": [basis("第九条")],
                "议事协调机构": "试验市城市管理委员会",
                "协调机制": "每季度会商。",
                "争议处理": "报市编办协调。",
                "案例": "道路扩建时移植行道树，由市园林绿化局审批。",
                "相关事项": [PERMIT],
            }
        ],
    },
    "flow.yaml": {"部门": DEPARTMENT["名称"], "流程": [FLOW]},
}  # fmt: skip

POOR: Lists = {
    "department.yaml": {"名称": "试验市统计局"},
    "power.yaml": {
        "部门": "试验市统计局",
        "事项": [
            {"编码": "T-tjj-CF-0001", "名称": "对拒绝提供统计资料行为的处罚", "类型": "行政处罚",
             "设定依据": ["《中华人民共和国统计法》第四十一条"]},
            {"编码": "T-tjj-CF-0001", "名称": "对迟报统计资料行为的处罚", "类型": "行政处罚"},
            {"编码": "统（2019）第 5 号", "名称": "统计调查项目备案", "类型": "说不清的类型", "法定时限": "20"},
        ],
    },
    "duty.yaml": {
        "部门": "试验市统计局",
        "责任事项": [{"事项": "T-tjj-CF-0001", "责任": ["直接实施责任：\n1.立案责任。\n2.调查责任。"]}],
    },
}  # fmt: skip


def write_register(folder: Path, settings: dict[str, Any], departments: dict[str, Lists]) -> Path:
    """Write a register's YAML files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quanze.yaml").write_text(emit(settings), encoding="utf-8")
    for slug, files in departments.items():
        place = folder / "departments" / slug
        place.mkdir(parents=True)
        for name, data in files.items():
            (place / name).write_text(emit(data), encoding="utf-8")
    return folder


def read_register(folder: Path) -> Register:
    """Load a register that is free of findings."""
    loaded = load(open_register(folder))
    assert not loaded.findings, loaded.findings
    return loaded.register


@pytest.fixture
def rich() -> Lists:
    """The lists of the department that fills every element."""
    return copy.deepcopy(RICH)


@pytest.fixture
def poor() -> Lists:
    """The lists of the department that fills next to nothing."""
    return copy.deepcopy(POOR)


@pytest.fixture(scope="session")
def register_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the register with both departments."""
    folder = tmp_path_factory.mktemp("register")
    return write_register(folder, SETTINGS, {"yljl": RICH, "tjj": POOR})


@pytest.fixture(scope="session")
def register(register_folder: Path) -> Register:
    """The register with both departments."""
    return read_register(register_folder)


@pytest.fixture(scope="session")
def site(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of that register."""
    target = tmp_path_factory.mktemp("published") / "site"
    publish(register, target)
    return target


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """The register that has a page of every kind."""
    from tests.publish.everything import register_of_everything  # made of what stands here

    return register_of_everything(tmp_path_factory.mktemp("everything") / "register")


@pytest.fixture(scope="session")
def everything_site(everything: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of that register."""
    target = tmp_path_factory.mktemp("everything") / "site"
    publish(everything, target)
    return target


CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser; without one the test is skipped, but never in CI."""
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


Make = Callable[..., Register]
"""Departments by folder name, and settings if they matter -> their register."""


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[Open]:
    """Open a page of the site; a message on the console or a request elsewhere fails the test."""
    with visits(browser, site) as open_:
        yield open_


@pytest.fixture
def make_register(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Make a register."""

    def make(settings: dict[str, Any] | None = None, **departments: Lists) -> Register:
        folder = tmp_path_factory.mktemp("made")
        return read_register(write_register(folder, settings or {"名称": "试验"}, departments))

    return make


def leaves(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Go through the texts of a list as it is written, each with its key."""
    if isinstance(data, dict):
        for inner, value in data.items():
            yield from leaves(value, inner)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, key)
    else:
        yield key, str(data)
