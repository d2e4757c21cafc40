"""The template environment: one for a whole site, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from quanze.model.duty import PublicService
from quanze.model.element import Element
from quanze.model.written_date import in_chinese
from quanze.publish.notice.html import marked_words
from quanze.publish.notice.rows import TO_FILL
from quanze.publish.privacy import public_remarks
from quanze.publish.site.answers import Row, label_of
from quanze.publish.site.contact import linked
from quanze.publish.site.history import fates
from quanze.publish.site.told import NOT_WRITTEN, brief, cut, runs_of

TEMPLATES = Path(__file__).parent / "templates"
_OPENING = 44


class _Compiled(BytecodeCache):
    """Compiles a template of ours once in a process: a preview makes the site anew at every change."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what the same text was compiled to."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a text was compiled to."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def template_names() -> tuple[str, ...]:
    """Return the names of the templates, which an office may replace."""
    return tuple(sorted(path.name for path in TEMPLATES.glob("*.html")))


def environment(office: Mapping[str, str] | None = None) -> Environment:
    """Return the environment with quanze's filters.

    Args:
        office: templates of the office, by name; they can extend or include ours as `quanze/<name>`.
    """
    ours = FileSystemLoader(TEMPLATES, encoding="utf-8")
    loader: BaseLoader = ours
    if office:
        loader = ChoiceLoader([DictLoader(office), ours, PrefixLoader({"quanze": ours})])
    kind = _Sandbox if office else Environment
    made = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        # A sandbox compiles otherwise.
        bytecode_cache=None if office else _COMPILED,
    )
    made.filters.update(
        linked=linked,
        opening=opening,
        columns=columns,
        public=lambda remarks: list(public_remarks(remarks).items()),
        grouped=lambda number: f"{number:,}",
        chinese=in_chinese,
        cut=cut,
        brief=brief,
        marked=marked_words,
        plain=lambda runs: "".join(run.text for run in runs),
        written=lambda text: NOT_WRITTEN if text == TO_FILL else text,
        runs_of=runs_of,
        fates=fates,
        service_contact=service_contact,
    )
    return made


def opening(text: str) -> str:
    """Return the beginning of a long text, as the summary of its fold."""
    first = text.strip().split("\n", 1)[0]
    return f"{first[:_OPENING]}……" if len(first) > _OPENING else first


class _Sandbox(ImmutableSandboxedEnvironment):
    """Runs templates of others."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keep what pydantic gives every model out of reach: it reads files, and runs pickles."""
        model = obj if isinstance(obj, type) else type(obj)
        if issubclass(model, BaseModel) and hasattr(BaseModel, attr):
            return False
        return super().is_safe_attribute(obj, attr, value)


class Columns(NamedTuple):
    """A table of elements: only the columns that some element fills."""

    labels: tuple[str, ...]
    records: tuple[tuple[Any, ...], ...]


def columns(elements: Sequence[Element]) -> Columns:
    """Return elements of one kind as a table."""
    model = type(elements[0])
    names = [
        name
        for name in model.model_fields
        if any(getattr(element, name) is not None for element in elements)
    ]
    return Columns(
        tuple(label_of(model, name) for name in names),
        tuple(tuple(_cell(element, name) for name in names) for element in elements),
    )


def _cell(element: Element, name: str) -> Any:
    value = getattr(element, name)
    return linked(value) if name == "phone" and value else value


def service_contact(service: PublicService) -> list[Row]:
    """Return how to reach a public service."""
    rows = []
    if service.website:
        rows.append(Row(label_of(PublicService, "website"), service.website, "linked"))
    if service.supervision:
        rows.append(Row(label_of(PublicService, "supervision"), service.supervision, "channels"))
    return rows
