"""The notice as a Word document: an office's template, or the packaged one, filled in.

Templates come from outside: what is written in them runs in a sandbox that calls nothing, on plain data.
"""

from __future__ import annotations

import datetime
import io
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from quanze.load.source import CannotRun
from quanze.model.patterns import pattern
from quanze.publish.notice.context import context
from quanze.publish.notice.facts import NoticeFacts
from quanze.publish.word_file import inspect, packed

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_MAX_TEXT: Final = 200 * 2**20
"""Characters that filling in may come to."""
_FILTERS: Final = (
    "count", "d", "default", "e", "escape", "first", "int", "join", "last", "length", "list",
    "lower", "trim", "upper",
)  # fmt: skip
_NAMED: Final = pattern(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_DAY: Final = pattern(r"(\d+)年(\d+)月(\d+)日")


def notice_document(facts: NoticeFacts, template: bytes | None = None) -> bytes:
    """Return the notice as a Word document; the same facts and template give the same bytes.

    Args:
        facts: what the notice says.
        template: a .docx with {{ 标题 }} and the like in it; None: the packaged one.

    Raises:
        CannotRun: the template is no sound Word document, or what is written in it cannot be run.
    """
    data = packaged_template() if template is None else template
    inspect(data)
    return packed(_filled(data, facts))


def packaged_template() -> bytes:
    """Return the template that quanze brings along."""
    return (files("quanze") / "data" / "notice.docx").read_bytes()


def _filled(data: bytes, facts: NoticeFacts) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    made = DocxTemplate(io.BytesIO(data))
    try:
        made.render(context(facts), _environment())
        _signed(made.docx.core_properties, facts)
        stream = io.BytesIO()
        made.save(stream)
    except SecurityError as error:
        raise CannotRun("模板里有不允许的写法：只能引用公告的内容，不能调用程序。") from error
    except UndefinedError as error:
        named = _NAMED.search(str(error.message))
        name = next(filter(None, named.groups()), "") if named else ""
        raise CannotRun(
            f"模板里写的“{name}”不是公告的内容。可以写的名称见 docs/notice.md。"
        ) from error
    except TemplateSyntaxError as error:
        near = " ".join("".join(getattr(error, "docx_context", ())).split())[:60]
        raise CannotRun(
            f"模板里 {{{{ }}}} 或 {{% %}} 的写法不对{f'，在“{near}”附近' if near else ''}。"
        ) from error
    except Exception as error:
        # What a template can do wrong has no bounds; a fault of quanze's own stays as the cause.
        raise CannotRun("模板不能用：内容填进去以后不成 Word 文件。请从自带的模板改起。") from error
    return stream.getvalue()


def _environment() -> SandboxedEnvironment:
    """Return an environment in which a template can show data, and do nothing else."""
    from jinja2 import StrictUndefined, Template
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    class Bounded(Template):
        """A template whose text ends somewhere."""

        def render(self, *args: Any, **kwargs: Any) -> str:
            pieces, length = [], 0
            for piece in self.generate(*args, **kwargs):
                pieces.append(piece)
                length += len(piece)
                if length > _MAX_TEXT:
                    raise SecurityError("too long")
            return "".join(pieces)

    class Closed(SandboxedEnvironment):
        """A sandbox in which nothing is called, and nothing is multiplied or formatted."""

        template_class = Bounded
        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, *_: Any) -> Any:
            raise SecurityError("no sums")

        def is_safe_callable(self, _: Any) -> bool:
            return False

    made = Closed(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    return made


def _signed(properties: Any, facts: NoticeFacts) -> None:
    """Say whose document it is; nobody who wrote the template is named, nor the hour of writing."""
    found = _DAY.fullmatch(facts.date)
    year, month, date = map(int, found.groups()) if found else (2000, 1, 1)
    day = datetime.datetime(year, month, date)
    properties.title = facts.title
    properties.author = properties.last_modified_by = facts.office
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.created = properties.modified = properties.last_printed = day
    properties.revision = 1
