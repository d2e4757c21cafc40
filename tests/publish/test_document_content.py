"""What the documents say: sections, numbers, blocks; before Word and PDF."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace

import pytest

from quanze.model.register import Register
from quanze.model.settings import DocumentKind
from quanze.publish.document import book, has_book, has_guide, items_of, single, volumes_of
from quanze.publish.document import volumes as volumes_module
from quanze.publish.document.content import (
    Document,
    Heading,
    Look,
    Paragraph,
    Picture,
    Section,
    Table,
    lines,
)
from quanze.publish.document.shown import _FORMS
from quanze.publish.flow_chart import Drawings
from quanze.publish.site.answers import Block
from quanze.publish.site.item_page import item_view
from tests.publish.conftest import DEPARTMENT, PENALTY, PERMIT, Lists, Make

LIST, GUIDE, MANUAL = DocumentKind


def said(document: Document) -> str:
    """Everything that a document says, line by line."""
    return "\n".join((document.title, *document.head, *_texts(document)))


def _texts(document: Document) -> Iterator[str]:
    for line in lines(document):
        if isinstance(line, Heading):
            yield line.text
        elif isinstance(line, Paragraph):
            yield line.lead + line.text
        elif isinstance(line, Table):
            yield from (column.label for column in line.columns)
            yield from (cell for row in line.rows for cell in row)
        else:
            yield line.chart.title


def headings(document: Document, level: int) -> list[str]:
    return [x.text for x in lines(document) if isinstance(x, Heading) and x.level == level]


def of_item(register: Register, kind: DocumentKind, code: str = PERMIT) -> Document:
    power = register.powers_by_code[code][0]
    return single(kind, power, register.lists_of(power), register, Drawings())


def of_department(register: Register, kind: DocumentKind, slug: str = "yljl") -> Document:
    lists = next(one for one in register.departments if one.slug == slug)
    return book(kind, lists, register, Drawings())


def document(*sections: Section) -> Document:
    return Document("标题", "机关", (), "", "", sections)


class TestNumbers:
    def test_levels_are_numbered_as_in_official_documents(self) -> None:
        innermost = Section("五", (Paragraph("文"),))
        nested = Section("一", sections=(Section("二", sections=(Section("三", sections=(
            Section("四", sections=(innermost,)),)),)),))  # fmt: skip
        assert [x.text for x in lines(document(nested)) if isinstance(x, Heading)] == [
            "一、一", "（一）二", "1．三", "（1）四", "①五",
        ]  # fmt: skip

    def test_a_number_may_be_given_and_is_counted_on_from(self) -> None:
        told = document(Section("甲", number=12), Section("乙"), Section("丙", numbered=False))
        assert headings(told, 1) == ["十二、甲", "十三、乙", "丙"]

    def test_a_short_answer_runs_in_behind_its_number(self) -> None:
        row = Section("收费", (Paragraph("不收费"), Paragraph("第二段")), run_in=True)
        first, second = lines(document(row))
        assert first == Paragraph("不收费", "一、收费：")
        assert second == Paragraph("第二段")


class TestGuide:
    def test_it_answers_the_questions_in_order(self, register: Register) -> None:
        assert headings(of_item(register, GUIDE), 1) == [
            "一、办什么", "二、怎么办", "三、哪里办", "四、找谁办", "五、多长时间办", "六、办不好怎么办",
            "七、依据", "八、其他",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "text",
        [
            "砍伐、移植城市树木审批服务指南", "试验市园林绿化局", "2026年3月31日", PERMIT,
            "受理条件：1.因建设工程确需砍伐、移植；", "2.树木已经死亡或者危及人身、建筑物安全；",
            "法定时限：20个工作日", "承诺时限：7个工作日", "办理地点：试验市政务服务中心2楼17号窗口",
            "砍伐、移植城市树木申请表\n样本：https://www.example.gov.cn/yb.doc", "□",
            "标准：按树木胸径计算，每株 200—5000 元", "专家评审", "不计入时限",
            "救济渠道：对决定不服的，可以自知道该行政行为之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
        ],
    )  # fmt: skip
    def test_it_says(self, register: Register, text: str) -> None:
        assert text in said(of_item(register, GUIDE))

    @pytest.mark.parametrize(
        "text",
        [
            "不该公开",
            "内部清单",
            "责任事项",
            "追责",
            "主体性质",
            "基本编码",
            "双随机",
            "责任岗位",
            "砍树",
        ],
    )
    def test_it_does_not_say(self, register: Register, text: str) -> None:
        assert text not in said(of_item(register, GUIDE))

    def test_the_key_facts_come_first(self, register: Register) -> None:
        table = next(iter(lines(of_item(register, GUIDE))))
        assert isinstance(table, Table)
        facts = {row[at]: row[at + 1] for row in table.rows for at in (0, 2)}
        assert facts["事项编码"] == PERMIT
        assert facts["行使主体"] == "试验市园林绿化局"
        assert facts["承诺时限"].startswith("7个工作日（比法定时限缩短 65%")
        assert "<a" not in "".join(facts.values())

    def test_the_chart_stands_before_the_table_of_its_steps(self, register: Register) -> None:
        told = list(lines(of_item(register, GUIDE)))
        at = next(n for n, line in enumerate(told) if isinstance(line, Picture))
        steps = told[at + 1]
        assert isinstance(steps, Table)
        assert [column.label for column in steps.columns][:2] == ["步骤", "环节"]
        assert len(steps.rows) == 10

    def test_there_is_none_for_what_nobody_applies_for(self, register: Register) -> None:
        assert has_guide(register.powers_by_code[PERMIT][0])
        assert not has_guide(register.powers_by_code[PENALTY][0])

    def test_a_poor_item_has_one_all_the_same(self, register: Register) -> None:
        told = of_item(register, GUIDE, "统（2019）第 5 号")
        assert "20（未写明单位）" in said(told)


class TestManual:
    def test_it_says_more_than_the_guide(self, register: Register) -> None:
        assert headings(of_item(register, MANUAL), 1) == [
            "一、事项概况", "二、实施主体和承办机构", "三、依据", "四、申请、受理和办理",
            "五、办理时限和特别程序", "六、办理地点和方式", "七、裁量基准", "八、责任事项", "九、追责情形",
            "十、事中事后监管", "十一、职责边界", "十二、监督和救济", "十三、其他",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "text",
        [
            "主体性质：受委托组织", "权限划分：市级负责市管道路", "责任岗位", "受理岗", "审查岗", "5 株以下",
            "任何单位和个人不得擅自砍伐城市树木。", "追责对象：直接负责的主管人员和其他直接责任人员",
            "双随机抽查：每年 1 次，比例 5%", "城市道路绿化管理", "负责行道树的栽植、养护。",
            "没有列出的要素与主项相同。",
        ],
    )  # fmt: skip
    def test_it_says(self, register: Register, text: str) -> None:
        assert text in said(of_item(register, MANUAL))

    def test_the_key_facts_point_to_its_own_titles(self, register: Register) -> None:
        told = said(of_item(register, MANUAL))
        assert "收费（标准见“申请、受理和办理”）" in told
        assert "“怎么办”" not in told

    def test_what_is_said_in_its_own_part_is_said_once(self, register: Register) -> None:
        assert said(of_item(register, MANUAL)).count("5 株以下") == 1

    @pytest.mark.parametrize("text", ["不该公开", "内部清单"])
    def test_it_does_not_say(self, register: Register, text: str) -> None:
        assert text not in said(of_item(register, MANUAL))

    def test_the_words_of_an_article_are_a_quotation(self, register: Register) -> None:
        quoted = [x.text for x in lines(of_item(register, MANUAL))
                  if isinstance(x, Paragraph) and x.look is Look.QUOTE]  # fmt: skip
        assert "移植后应当保证成活。" in quoted


def test_every_form_of_the_site_is_known(register: Register) -> None:
    """A form that is not known is told as text; none of ours may be."""
    for power in register.powers:
        view = item_view(power, register.lists_of(power), register, Drawings())
        blocks: list[Block] = [block for question in view.questions for block in question.blocks]
        assert {block.form for block in blocks} <= set(_FORMS)


class TestBooks:
    def test_a_guide_goes_type_by_type(self, register: Register) -> None:
        told = of_department(register, GUIDE)
        assert headings(told, 1) == [
            "一、行政许可",
            "二、行政奖励",
            "三、公共服务",
            "四、运行流程图",
        ]
        assert headings(told, 2) == [
            "（一）砍伐、移植城市树木审批", "（一）对绿化先进单位的奖励", "（一）绿化养护咨询", "（一）许可-一般程序",
        ]  # fmt: skip

    def test_every_item_begins_a_page(self, rich: Lists, make_register: Make) -> None:
        second = copy.deepcopy(rich["power.yaml"]["事项"][0]) | {"编码": "T-2", "子项": []}
        rich["power.yaml"]["事项"].insert(1, second)
        told = of_department(make_register(yljl=rich), MANUAL)
        items = [x for x in lines(told) if isinstance(x, Heading) and x.level == 2]
        types = [x for x in lines(told) if isinstance(x, Heading) and x.level == 1]
        assert items[1].new_page
        assert all(one.new_page for one in types)
        # The first one stands on the page that its type begins.
        assert not items[0].new_page

    def test_a_flow_is_drawn_once_however_many_items_use_it(
        self, rich: Lists, make_register: Make
    ) -> None:
        second = copy.deepcopy(rich["power.yaml"]["事项"][0]) | {"编码": "T-2", "子项": []}
        rich["power.yaml"]["事项"].append(second)
        told = of_department(make_register(yljl=rich), MANUAL)
        assert sum(isinstance(line, Picture) for line in lines(told)) == 1
        assert said(told).count("见后面的“运行流程图”：许可-一般程序。") == 2
        assert "适用于：砍伐、移植城市树木审批、砍伐、移植城市树木审批" in said(told)

    def test_a_list_has_every_part(self, register: Register) -> None:
        assert headings(of_department(register, LIST), 1) == [
            "一、主要职责", "二、权力清单目录", "三、权力事项信息表", "四、责任清单", "五、职责边界",
            "六、公共服务事项", "七、事中事后监管", "八、运行流程图",
        ]  # fmt: skip

    def test_a_list_says_everything_that_may_be_published(self, register: Register) -> None:
        told = said(of_department(register, LIST))
        for text in (
            "行政许可（1项）", "受委托组织", "移植城市树木审批", "变更移植方案", "绿化养护咨询", "孤立的责任内容。",
            "编码 NO-SUCH-CODE（权力清单中没有这个编码）", "园容", "审查岗", "砍伐（移植）树木许可证",
        ):  # fmt: skip
            assert text in told, text
        assert "不该公开" not in told
        assert "内部清单" not in told

    def test_parts_without_content_are_left_out(self, register: Register) -> None:
        assert headings(of_department(register, LIST, "tjj"), 1) == [
            "一、权力清单目录", "二、权力事项信息表", "三、责任清单",
        ]  # fmt: skip

    def test_a_department_without_anything_has_no_book(self, make_register: Make) -> None:
        (lists,) = make_register(leer={"department.yaml": {"名称": "空"}}).departments
        assert [has_book(kind, lists) for kind in DocumentKind] == [False, False, False]

    def test_duties_that_are_the_same_stand_once(self, rich: Lists, make_register: Make) -> None:
        duties = rich["duty.yaml"]["责任事项"]
        duties.append(copy.deepcopy(duties[0]) | {"事项": PENALTY})
        told = of_department(make_register(yljl=rich), LIST)
        assert "（一）砍伐、移植城市树木审批等2项" in headings(told, 2)
        assert said(told).count("直接实施责任") == 1


class TestVolumes:
    @pytest.fixture
    def three(self, register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
        """Volumes of two items, so that three items come in two."""
        monkeypatch.setattr(volumes_module, "MOST", 2)
        return register

    def test_a_large_department_has_several(self, three: Register) -> None:
        lists = three.departments[0]
        assert [len(one.powers) for one in volumes_of(MANUAL, lists)] == [2, 1]

    def test_numbers_run_through_and_nothing_is_lost(self, three: Register) -> None:
        lists = three.departments[0]
        first, second = (
            book(MANUAL, lists, three, Drawings(), one) for one in volumes_of(MANUAL, lists)
        )
        assert first.title == f"{DEPARTMENT['名称']}业务手册（第一册）"
        assert headings(first, 1) == ["一、行政许可", "二、行政处罚"]
        assert headings(second, 1) == ["三、行政奖励", "四、运行流程图"]

    def test_a_type_goes_on_in_the_next(
        self, rich: Lists, make_register: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(volumes_module, "MOST", 2)
        rich["power.yaml"]["事项"] = [
            {"编码": f"T-{n}", "名称": f"事项{n}", "类型": "行政许可"} for n in range(1, 4)
        ]
        register = make_register(
            yljl={name: rich[name] for name in ("department.yaml", "power.yaml")}
        )
        (lists,) = register.departments
        second = book(MANUAL, lists, register, Drawings(), volumes_of(MANUAL, lists)[1])
        assert headings(second, 1) == ["一、行政许可"]
        assert headings(second, 2) == ["（三）事项3"]

    def test_the_parts_of_a_list_are_shared_out(self, three: Register) -> None:
        lists = three.departments[0]
        first, second = (
            book(LIST, lists, three, Drawings(), one) for one in volumes_of(LIST, lists)
        )
        assert headings(first, 1) == [
            "一、主要职责",
            "二、权力清单目录",
            "三、权力事项信息表",
            "四、责任清单",
        ]
        assert headings(second, 1)[0] == "三、权力事项信息表"
        assert headings(second, 1)[-1] == "八、运行流程图"
        assert "孤立的责任内容。" in said(second)
        assert "孤立的责任内容。" not in said(first)


def test_items_stand_in_the_official_order_of_types(register: Register) -> None:
    lists = replace(register.departments[0], powers=tuple(reversed(register.departments[0].powers)))
    assert [str(one.type) for one in items_of(MANUAL, lists)] == [
        "行政许可",
        "行政处罚",
        "行政奖励",
    ]
