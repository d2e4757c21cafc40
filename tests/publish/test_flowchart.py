"""The flow chart engine: what must hold for every chart, and the ten kinds of power."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from quanze.publish.flowchart import (
    Chart,
    Edge,
    Step,
    StepKind,
    layout,
    render_svg,
    steps_in_order,
)

# A chart a line a step: id kind lane text | limit | note -> next, next:label
SAMPLES = {
    "行政许可": """
        申请 开始 申请人 申请人提交人力资源服务许可申请材料 -> 收件
        收件 办理 政务服务窗口 窗口收件登记并出具收件凭证 | 即时 -> 齐全
        齐全 判断 政务服务窗口 材料是否齐全、符合法定形式 -> 受理:是, 补正:否
        补正 文书 政务服务窗口 出具《补正材料通知书》并一次性告知 | 当场或5日内 -> 申请:补正
        受理 文书 政务服务窗口 受理并出具《受理通知书》 | 1个工作日 -> 书面, 勘验, 鉴定
        书面 办理 承办科室 书面审查申请材料的真实性与合法性 | 10个工作日 -> 汇总
        勘验 办理 承办科室 现场勘验 | 6个工作日 -> 汇总
        鉴定 办理 专家/第三方 检验检测、检疫、鉴定 | | 不计入时限 -> 汇总
        汇总 办理 承办科室 汇总形成审查意见 | 2个工作日 -> 听证
        听证 判断 承办科室 是否需要听证 -> 组织:是, 决定:否
        组织 办理 承办科室 组织听证并制作笔录 | 20日内 | 不计入时限 -> 决定
        决定 判断 分管领导 是否符合法定条件和标准 | 1个工作日 -> 准予:是, 不准:否
        准予 文书 分管领导 作出准予许可的书面决定 -> 制证
        不准 文书 分管领导 作出不予许可决定，说明理由并告知复议、诉讼权利 -> 送达
        制证 办理 政务服务窗口 制作、打印许可证件 | 9个工作日 -> 送达
        送达 办理 政务服务窗口 送达（窗口领取、邮寄或电子证照） | 10日内 -> 归档
        归档 结束 政务服务窗口 归档并依法公开
    """,
    "行政处罚": """
        线索 开始 执法人员 发现线索（检查、举报、移送） -> 立案
        立案 判断 执法人员 是否符合立案条件 | 7个工作日 -> 调查:是, 不立:否
        不立 结束 执法人员 不予立案并告知举报人
        调查 办理 执法人员 调查取证，两名以上执法人员出示执法证件 | 60日 -> 审核
        审核 判断 法制审核机构 法制审核是否通过 | 3个工作日 -> 告知:通过, 调查:退回补充
        告知 文书 执法人员 送达《行政处罚告知书》，告知陈述、申辩、听证权利 -> 要求
        要求 判断 当事人 当事人是否要求听证 | 5个工作日 -> 听证:是, 处罚:否
        听证 办理 法制审核机构 组织听证，制作听证报告 | 7日前通知 -> 处罚
        处罚 办理 机关负责人 作出行政处罚决定 | 90日内 -> 送达
        送达 文书 执法人员 送达《行政处罚决定书》并公示 | 7日内 -> 履行
        履行 判断 当事人 当事人是否按期履行 | 15日 -> 结案:是, 强制:否
        强制 办理 执法人员 加处罚款或申请人民法院强制执行 | 催告10日后 -> 结案
        结案 结束 执法人员 结案归档
    """,
    "行政强制": """
        发现 开始 执法人员 发现需要查封、扣押的情形 -> 报批
        报批 办理 执法人员 填写审批表并报机关负责人 -> 紧急
        紧急 判断 机关负责人 情况是否紧急 -> 当场:是, 批准:否
        当场 办理 执法人员 当场实施，24小时内补办批准手续 | 24小时 -> 清单
        批准 判断 机关负责人 是否批准 -> 实施:是, 终止:否
        终止 结束 机关负责人 不予实施
        实施 办理 执法人员 出示证件，当场告知理由、依据和救济途径 -> 清单
        清单 文书 执法人员 制作现场笔录，交付查封、扣押决定书和清单 -> 查明
        查明 办理 执法人员 查清事实 | 30日，可延长30日 -> 处理
        处理 判断 机关负责人 是否违法 -> 没收:是, 解除:否
        没收 办理 执法人员 依法没收、销毁或移送 -> 归档
        解除 文书 执法人员 解除查封、扣押，退还财物 | 立即 -> 归档
        归档 结束 执法人员 归档
    """,
    "行政征收": """
        申报 开始 缴费人 缴费人申报 -> 核定
        核定 办理 征收科室 核定征收数额 | 5个工作日 -> 减免
        减免 判断 征收科室 是否申请减免 -> 审批:是, 通知:否
        审批 办理 分管领导 审批减免申请 | 10个工作日 -> 通知
        通知 文书 征收科室 送达《缴费通知书》 -> 缴纳
        缴纳 判断 缴费人 是否按期缴纳 -> 票据:是, 催缴:否
        催缴 办理 征收科室 催缴并加收滞纳金 -> 缴纳:再次通知
        票据 文书 征收科室 开具财政票据 -> 入库
        入库 结束 国库 缴入国库
    """,
    "行政给付": """
        申请 开始 申请人 向户籍所在地乡镇（街道）提出申请 -> 初审
        初审 办理 乡镇（街道） 入户调查、民主评议、张榜公示 | 15个工作日 -> 审核
        审核 判断 县级民政部门 是否符合条件 | 10个工作日 -> 公示:是, 退回:否
        退回 文书 县级民政部门 书面告知不予批准的理由 -> 结束二
        结束二 结束 申请人 申请人可依法申请复议
        公示 办理 乡镇（街道） 再次公示 | 7日 | 不计入时限 -> 异议
        异议 判断 乡镇（街道） 公示有无异议 -> 审核:有, 发放:无
        发放 办理 财政部门 按月发放资金 -> 结束一
        结束一 结束 县级民政部门 建立台账，动态管理
    """,
    "行政检查": """
        计划 开始 检查科室 制定年度检查计划 -> 抽取
        抽取 办理 检查科室 随机抽取检查对象和执法人员 -> 检查
        检查 办理 检查科室 实施现场检查，制作检查记录 -> 问题
        问题 判断 检查科室 是否发现问题 -> 整改:是, 公开:否
        整改 文书 检查科室 下达《责令改正通知书》 -> 复查
        复查 判断 检查科室 是否整改到位 -> 公开:是, 移送:否
        移送 办理 检查科室 移交行政处罚程序 -> 公开
        公开 结束 检查科室 检查结果公开、归档 | 20个工作日
    """,
    "行政确认": """
        申请 开始 申请人 提交确认申请 -> 受理
        受理 判断 窗口 是否受理 | 1个工作日 -> 审查:受理, 补正:材料不齐, 不理:不属于本机关职权
        补正 文书 窗口 一次性告知补正 -> 申请:补正
        不理 结束 窗口 出具《不予受理通知书》
        审查 办理 承办科室 审查 | 5个工作日 -> 决定
        决定 判断 承办科室 是否确认 | 2个工作日 -> 确认:是, 不认:否
        确认 文书 承办科室 出具确认文书 -> 送达
        不认 文书 承办科室 书面说明理由 -> 送达
        送达 结束 窗口 送达
    """,
    "行政奖励": """
        方案 开始 主管部门 制定表彰奖励方案 -> 发布
        发布 办理 主管部门 发布通知，组织推荐 -> 推荐
        推荐 办理 推荐单位 民主推荐、公示 | 5个工作日 -> 初评
        初评 办理 主管部门 初评 -> 征求, 征求二
        征求 办理 公安机关 征求意见 -> 评审
        征求二 办理 纪检监察机关 征求意见 -> 评审
        评审 判断 评审委员会 评审是否通过 -> 公示:通过, 落选:未通过
        落选 结束 推荐单位 反馈推荐单位
        公示 办理 主管部门 公示 | 5个工作日 | 不计入时限 -> 决定
        决定 文书 政府 作出表彰奖励决定 -> 结束
        结束 结束 主管部门 颁发证书、奖金
    """,
    "行政裁决": """
        申请 开始 申请人 申请人提出裁决申请 -> 受理
        受理 判断 裁决机关 是否受理 | 5日 -> 答辩:是, 不理:否
        不理 结束 裁决机关 书面告知不予受理
        答辩 办理 被申请人 提交答辩书及证据 | 15日 -> 审理
        审理 办理 裁决机关 调查、质证、审理 -> 调解
        调解 判断 裁决机关 调解是否达成协议 -> 协议:是, 裁决:否
        协议 文书 裁决机关 制作调解书 -> 送达
        裁决 文书 裁决机关 作出裁决决定 | 60日 -> 送达
        送达 办理 裁决机关 送达双方当事人 -> 归档
        归档 结束 裁决机关 归档
    """,
    "其他行政权力": """
        备案 开始 备案人 登录系统填报备案信息 -> 形式
        形式 办理 承办科室 形式审查 | 当场 -> 完整
        完整 判断 承办科室 信息是否完整 -> 出具:是, 补正:否
        补正 办理 备案人 补充完善信息 -> 形式
        出具 文书 承办科室 出具备案回执 -> 归档
        归档 结束 承办科室 归档并纳入事中事后监管
    """,
}


def read(title: str, text: str) -> Chart:
    """Read the shorthand above."""
    steps, edges = [], []
    for line in text.strip().splitlines():
        head, _, ways = line.partition("->")
        body, *more = (part.strip() or None for part in head.split("|"))
        name, kind, lane, words = (body or "").split(maxsplit=3)
        steps.append(Step(name, words, lane, StepKind(kind), *more))
        for way in filter(None, ways.split(",")):
            target, _, label = way.strip().partition(":")
            edges.append(Edge(name, target, label))
    lanes = tuple(dict.fromkeys(step.lane for step in steps))
    return Chart(title, f"{title}运行流程图", lanes, tuple(steps), tuple(edges))


CHARTS = [read(title, text) for title, text in SAMPLES.items()]
every_kind = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "style", "g", "rect", "path", "text"}
HOSTILE = Chart(
    title='</title><script>alert(1)</script>"',
    description="]]></desc><foreignObject/>",
    lanes=("<b>", "空", "空", ""),
    steps=(
        Step("a", '"><img src=x onerror=alert(1)>\x00\x1b\ud800', "<b>", StepKind.START),
        Step("b", "判断" * 200, "没有列出的泳道", StepKind.DECISION, "x" * 300, "&amp;"),
        Step("c", "", "", StepKind.DOCUMENT),
    ),
    edges=(Edge("a", "b", "</text>"), Edge("b", "a", "&"), Edge("b", "zz"), Edge("c", "c")),
)


def described(chart: Chart) -> str:
    desc = ElementTree.fromstring(render_svg(chart)).find(f"{SVG}desc")
    assert desc is not None
    return desc.text or ""


@every_kind
def test_each_kind_of_power_is_drawn_whole(chart: Chart) -> None:
    root = ElementTree.fromstring(render_svg(chart))
    written = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for step in chart.steps:
        for part in (step.text, step.limit, step.note, step.lane):
            assert (part or "") in written
    assert all(edge.label in written for edge in chart.edges)


@every_kind
def test_each_kind_of_power_is_laid_out_well(chart: Chart) -> None:
    drawn = layout(chart)
    assert drawn.width <= 1400
    bends = sum(len(path.points) - 2 for path in drawn.paths)
    assert bends <= 1.4 * len(drawn.paths)


@every_kind
def test_each_loop_is_dashed(chart: Chart) -> None:
    loops = sum(path.back for path in layout(chart).paths)
    assert render_svg(chart).count("stroke-dasharray") == loops


@pytest.mark.parametrize("chart", [*CHARTS, HOSTILE, Chart("空")], ids=lambda chart: chart.title)
def test_the_drawing_is_plain_safe_svg(chart: Chart) -> None:
    svg = render_svg(chart)
    root = ElementTree.fromstring(svg.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    for element in root.iter():
        for name in element.attrib:
            assert name != "style"
            assert "href" not in name
            assert not name.startswith("on")
    assert "url(" not in svg
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_the_drawing_has_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(render_svg(CHARTS[0]))
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.findtext(f"{SVG}title") == "行政许可"
    assert root.findtext(f"{SVG}desc")


def test_the_foot_stands_below_the_drawing() -> None:
    said = "从受理到办结，各环节时限合计 9个工作日（按最长的一路）；总时限 10个工作日。" * 2
    plain, footed = CHARTS[9], replace(CHARTS[9], foot=said)
    heights = [
        int(ElementTree.fromstring(render_svg(one)).get("height", 0)) for one in (plain, footed)
    ]
    root = ElementTree.fromstring(render_svg(footed))
    below = [text for text in root.iter(f"{SVG}text") if float(text.get("y", 0)) > heights[0]]
    assert "".join(text.text or "" for text in below) == said
    assert max(float(text.get("y", 0)) for text in below) < heights[1]


def test_the_description_tells_every_step() -> None:
    assert described(
        read("短", "a 开始 甲 交材料 | 当场 | 不计入时限 -> b:是\nb 结束 乙 归档")
    ) == (
        "短运行流程图 第1步（甲，开始）：交材料；时限：当场；不计入时限；下一步：第2步（是）。"
        " 第2步（乙，结束）：归档。"
    )


@every_kind
def test_table_picture_and_description_number_the_steps_alike(chart: Chart) -> None:
    rows = steps_in_order(chart)
    assert [row.number for row in rows] == list(range(1, len(chart.steps) + 1))
    assert [box.step for box in layout(chart).boxes] == [row.step for row in rows]
    told = described(chart)
    places = [told.index(f"第{row.number}步（{row.step.lane}，") for row in rows]
    assert places == sorted(places)


def test_the_table_says_where_each_step_leads() -> None:
    rows = {row.step.id: row for row in steps_in_order(CHARTS[0])}
    asked = rows["齐全"]
    assert {(rows["受理"].number, "是"), (rows["补正"].number, "否")} == {
        (way.number, way.label) for way in asked.next
    }
    assert [way.number for way in rows["补正"].next] == [rows["申请"].number]
    assert rows["归档"].next == ()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_same_chart_gives_the_same_bytes_in_every_process(seed: str) -> None:
    program = (
        "import hashlib, pickle, sys; from quanze.publish.flowchart import render_svg;"
        "charts = pickle.load(sys.stdin.buffer);"
        "print(hashlib.sha256(''.join(map(render_svg, charts)).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(CHARTS),
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    here = hashlib.sha256("".join(map(render_svg, CHARTS)).encode()).hexdigest()
    assert done.stdout.decode().strip() == here


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("a 开始 甲 一 -> b\nb 办理 甲 二 -> c\nc 结束 甲 三", ["a", "b", "c"]),
        (
            "a 开始 甲 一 -> b\nb 判断 甲 二 -> x:否, c:是\nx 结束 甲 退\nc 办理 甲 三 -> d\nd 结束 甲 四",
            ["a", "b", "c", "d"],
        ),
        ("a 开始 甲 一 -> b\nb 办理 甲 二 -> a:补正, c\nc 结束 甲 三", ["a", "b", "c"]),
    ],
    ids=["链", "旁支", "补正"],
)
def test_the_main_path_runs_straight_down(text: str, main: list[str]) -> None:
    drawn = layout(read("直", text))
    number = {box.step.id: box.number for box in drawn.boxes}
    straight = {(path.source, path.target) for path in drawn.paths if len(path.points) == 2}
    assert {(number[a], number[b]) for a, b in pairwise(main)} <= straight


def test_two_answers_to_the_same_step_are_two_lines() -> None:
    drawn = layout(
        read("同", "a 开始 甲 一 -> b\nb 判断 甲 二 -> c:是, c:否\nc 结束 甲 三 -> a:再次")
    )
    yes, no = (path for path in drawn.paths if path.label and path.label.lines[0] in "是否")
    assert yes.points[0] != no.points[0]


def test_what_cannot_be_drawn_is_left_out_and_the_rest_stays() -> None:
    drawn = layout(HOSTILE)
    assert len(drawn.boxes) == 3
    assert len(drawn.paths) == 3  # the edge to an id that no step has is not one of them
    assert [lane.name for lane in drawn.lanes] == ["<b>", "空", "", "没有列出的泳道"]


def test_a_chart_without_steps_says_so() -> None:
    assert "本流程图没有步骤" in render_svg(Chart("空", lanes=("甲", "乙")))


def test_a_long_chart_is_drawn_whole() -> None:
    size = 60
    steps = tuple(Step(f"s{n}", f"第{n}步", "甲乙丙"[n % 3]) for n in range(size))
    edges = tuple(Edge(f"s{n}", f"s{n + 1}") for n in range(size - 1))
    drawn = layout(Chart("长", "", ("甲", "乙", "丙"), steps, edges))
    assert [box.step for box in drawn.boxes] == list(steps)
    assert all(len(path.points) <= 4 for path in drawn.paths)
