"""However long the lists are that an item's page shows, the page stays light, and nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quanze.model.settings import DocumentKind
from quanze.publish.document import single
from quanze.publish.document.content import Paragraph, Table, lines
from quanze.publish.flow_chart import Drawings
from quanze.publish.site import Site, site_outputs

from .long_item import CODE, long_item
from .pages import Document, item_pages

MANY = 200
LIMIT = 60_000
ASSET = re.compile(r'(?:href|src)="(?:\.\./)*(assets/[^"]+\.(?:css|js))"')
KINDS = [
    "环节",
    "子项",
    "子项责任",
    "监管",
    "边界",
    "步骤",
    "启用",
    "前身",
    "说法",
    "共同",
    "咨询",
    "监督",
    "材料",
    "特别",
    "中介",
    "阶次",
    "设定",
    "行使",
    "授权",
    "收费",
    "办理",
    "栏目",
    "制度",
    "项目",
    "承接",
    "调整",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(long_item(tmp_path_factory.mktemp("long") / "register", MANY))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    """The pages of the item, its own first."""
    own = site.addresses.item(site.register.powers_by_code[CODE][0])
    made = {output.path: output.make().decode() for output in item_pages(site)}
    return {path: text for path, text in made.items() if path.startswith(own[:-5])}


def test_no_page_of_the_item_is_heavy(site: Site, pages: dict[str, str]) -> None:
    files = {o.path: len(o.make()) for o in site_outputs(site) if o.path.endswith((".css", ".js"))}
    found = {
        path: len(text.encode()) + sum(files[name] for name in set(ASSET.findall(text)))
        for path, text in pages.items()
        if not path.endswith("/flow.html")  # the steps of the chart
    }
    assert {path: weight for path, weight in found.items() if weight > LIMIT} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_stands_on_a_page(pages: dict[str, str], kind: str) -> None:
    together = "\n".join(pages.values())
    found = set(re.findall(rf"(?<![\u4e00-\u9fff]){kind}之\d{{3}}", together))
    assert found == {f"{kind}之{number:03}" for number in range(MANY)}


def test_the_items_page_shows_the_beginning_and_leads_to_the_rest(pages: dict[str, str]) -> None:
    first, *rest = pages
    document = Document(pages[first])
    shown = " ".join(document.text.split())
    told = re.search(r"本页列出前 (\d+) 条，共 200 条。设定依据（全部 200 条）", shown)
    assert told
    assert f"设定之{int(told[1]) - 1:03}" in shown
    assert f"设定之{int(told[1]):03}" not in shown
    below = {path for path in rest if not re.search(r"-\d+\.html$", path)}
    assert below <= {tag.get("href", "").removeprefix("../../") for tag in document.all("a")}


def test_what_comes_in_pieces_is_not_counted(pages: dict[str, str]) -> None:
    shown = " ".join(Document(next(iter(pages.values()))).text.split())
    assert re.search(r"(?:本页只列出前面的内容|不在本页列出)。子项（全部）", shown)


def test_each_page_leads_back_and_on(pages: dict[str, str]) -> None:
    first, *rest = pages
    for path in rest:
        ways = {
            tag.get("href", "").removeprefix("../../../") for tag in Document(pages[path]).all("a")
        }
        assert first in ways
        following = re.sub(r"(?:-(\d+))?\.html$", lambda m: f"-{int(m[1] or 1) + 1}.html", path)
        assert following not in pages or following in ways, path


def test_an_item_of_common_length_has_one_page(tmp_path: Path) -> None:
    site = Site(long_item(tmp_path / "register", 1))
    own = site.addresses.item(site.register.powers_by_code[CODE][0])
    output, *rest = (o for o in item_pages(site) if o.path.startswith(own[:-5]))
    assert rest == []
    assert "本页列出前" not in output.make().decode()


def test_documents_for_print_keep_everything(site: Site) -> None:
    power = site.register.powers_by_code[CODE][0]
    lists = site.register.lists_of(power)
    document = single(DocumentKind.MANUAL, power, lists, site.register, Drawings())
    text = repr([line for line in lines(document) if isinstance(line, Paragraph | Table)])
    for kind in ("设定", "监管", "材料", "环节", "栏目"):
        assert all(f"{kind}之{number:03}" in text for number in range(MANY)), kind
