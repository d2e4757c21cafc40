"""An office's templates and logo take the place of ours; they cannot take away what protects a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from quanze.load.source import CannotRun
from quanze.model.register import Register
from quanze.model.settings import PublishSettings
from quanze.publish.office import OfficeLook, office_look
from quanze.publish.publication import publish
from quanze.publish.site import Site, site_outputs
from quanze.publish.site.environment import environment, template_names
from quanze.publish.stamp import Stamp

ABOUT = "{% extends 'quanze/about.html' %}{% block title %}本市说明{% endblock %}"
VERSION = "{{ version_marks | join }}"
POLICY_FIRST = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def reading(**files: bytes) -> Callable[[str], bytes]:
    """A register that holds these files beside its lists; __ stands for a slash."""
    held = {name.replace("__", "/").replace("_DOT_", "."): data for name, data in files.items()}

    def read(path: str) -> bytes:
        if path not in held:
            raise FileNotFoundError(path)
        return held[path]

    return read


def settings(**told: str) -> PublishSettings:
    return PublishSettings.model_validate(told)


def pages(register: Register, templates: Mapping[str, str], target: Path) -> Callable[[str], str]:
    site = Site(register, OfficeLook(templates))
    outputs = (one for one in site_outputs(site) if one.path in ("about.html", "index.html"))
    publish(outputs, Stamp(None), target, {})
    return lambda path: (target / path).read_text("utf-8")


def test_a_template_of_the_office_takes_the_place_of_ours(
    register: Register, tmp_path: Path
) -> None:
    read = pages(register, {"about.html": ABOUT}, tmp_path / "site")
    assert "<title>本市说明</title>" in read("about.html")
    assert "怎样看这份清单" in read("about.html"), "the rest is ours"
    assert "<title>本市说明" not in read("index.html")


def test_a_changed_template_makes_its_pages_anew(register: Register, tmp_path: Path) -> None:
    pages(register, {"about.html": ABOUT}, tmp_path / "site")
    read = pages(register, {"about.html": ABOUT.replace("本市", "我市")}, tmp_path / "site")
    assert "<title>我市说明</title>" in read("about.html")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% block", r"about.html 第 1 行有语法错误"),
        ("{{ nothing.here }}", "本地模板 about.html 不能运行"),
        ("{{ site.__class__.__mro__ }}", "本地模板 about.html 不能运行"),
        ("{{ ''.__class__ }}", "本地模板 about.html 不能运行"),
        ("{% for i in range(10000000) %}x{% endfor %}", "本地模板 about.html 不能运行"),
        ("<html>没有策略</html>", "缺少内容安全策略或数据版本"),
        ("<script>1</script>{% extends 'quanze/about.html' %}", "缺少内容安全策略或数据版本"),
        ("<!-- {{ policy }} --><script>1</script>" + VERSION, "缺少内容安全策略或数据版本"),
        ('<p title="{{ policy }}"><img src=x onerror=f()>' + VERSION, "缺少内容安全策略或数据版本"),
        ("<img src=x onerror=f()>" + POLICY_FIRST + VERSION, "缺少内容安全策略或数据版本"),
        (
            POLICY_FIRST.replace("<html", "<html onclick=f()") + VERSION,
            "缺少内容安全策略或数据版本",
        ),
        (
            "{% extends 'quanze/about.html' %}{% block main %}{{ version_marks | join }}{% endblock %}",
            "缺少内容安全策略或数据版本",
        ),
    ],
)
def test_a_template_that_is_not_sound_stops_the_publication(
    register: Register, tmp_path: Path, template: str, said: str
) -> None:
    with pytest.raises(CannotRun, match=said):
        pages(register, {"about.html": template}, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_an_office_may_write_a_page_of_its_own(register: Register, tmp_path: Path) -> None:
    read = pages(
        register, {"about.html": f"{POLICY_FIRST}<p>本市说明</p>{VERSION}"}, tmp_path / "x"
    )
    assert "<p>本市说明</p>" in read("about.html")


@pytest.mark.parametrize(
    "call",
    [
        "parse_file('/etc/passwd')",
        "parse_raw('cos\\nabort\\n(tR.', proto='pickle', allow_pickle=True)",
        "__class__.model_fields",
    ],
)
def test_what_a_template_is_given_reads_no_files_and_runs_nothing(
    register: Register, call: str
) -> None:
    """Every model of pydantic can read files and pickles; a pickle runs what it likes."""
    made = environment({"x.html": "{{ power." + call + " }}"})
    with pytest.raises(SecurityError):
        made.get_template("x.html").render(power=register.powers[0])


def test_templates_and_logo_are_read_from_the_register() -> None:
    read = reading(t__about_DOT_html=ABOUT.encode(), t__other_DOT_html=b"", l_DOT_svg=LOGO)
    look = office_look(settings(模板="t", 标志="l.svg"), template_names(), read)
    assert look == OfficeLook({"about.html": ABOUT}, (".svg", LOGO))
    assert office_look(settings(), template_names(), read) == OfficeLook()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"模板": "../t"}, "要写清单库里的路径"),
        ({"模板": "/etc"}, "要写清单库里的路径"),
        ({"标志": "a\0.svg"}, "要写清单库里的路径"),
        ({"标志": "C:\\a.svg"}, "要写清单库里的路径"),
        ({"模板": "nowhere"}, "那里没有可以代替的模板"),
        ({"模板": "bad"}, "不是 UTF-8"),
        ({"标志": "gone.svg"}, "读不到"),
        ({"标志": "page.html"}, "应当是 svg、png 或 jpg"),
        ({"标志": "big.png"}, "512 KB"),
    ],
)
def test_what_the_settings_name_wrongly_is_told(told: dict[str, str], said: str) -> None:
    read = reading(bad__about_DOT_html=b"\xff\xfe", big_DOT_png=bytes(600_000))
    with pytest.raises(CannotRun, match=said):
        office_look(settings(**told), template_names(), read)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        "<script>f()</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">f()</s:script>',
        '<g onload="f()"/>',
        '<a x:href="java&#10;script:f()"><path/></a>',
        '<a><set attributeName="href" to="x"/></a>',
        "<foreignObject/>",
        '<p xmlns="http://www.w3.org/1999/xhtml"/>',
        "<?xml-stylesheet href='x.xsl'?>",
        "<g>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_logo_that_runs_something_is_refused(inner: str, encoding: str) -> None:
    """Nothing of it runs within a page; but anybody may open it by its own address."""
    read = reading(l_DOT_svg=SVG.format(inner).encode(encoding))
    with pytest.raises(CannotRun, match="打开它就会运行"):
        office_look(settings(标志="l.svg"), template_names(), read)


def test_a_logo_that_only_draws_is_taken() -> None:
    inner = '<title>标志</title><a href="#x"><path id="x" style="fill:#123" d="M0 0h9"/></a>'
    data = SVG.format(inner).encode()
    look = office_look(settings(标志="l.svg"), template_names(), reading(l_DOT_svg=data))
    assert look.logo == (".svg", data)


def test_the_logo_stands_on_every_page(register: Register, tmp_path: Path) -> None:
    site = Site(register, OfficeLook(logo=(".svg", LOGO)))
    publish(site_outputs(site), Stamp(None), tmp_path / "site", {})
    assert (tmp_path / "site/assets/logo.svg").read_bytes() == LOGO
    for page in (tmp_path / "site").rglob("*.html"):
        assert "assets/logo.svg" in page.read_text("utf-8")
