"""The base of every model: a frozen element that knows where it was written.

Keys in YAML are the Chinese aliases; there is one spelling of each. English names are for code only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of a YAML file to a value."""

SHARED_KEY = "共用"
"""The key of a file's shared texts, and of a reference to one of them."""


class Origin(NamedTuple):
    """Where an element is written: the file (relative to the register, POSIX) and the path in it."""

    file: str
    path: KeyPath = ()

    def at(self, *more: str | int) -> Origin:
        """Return the place of something inside this element."""
        return Origin(self.file, self.path + more)


_WRITTEN: dict[frozenset[str], set[str]] = {}


class Element(BaseModel):
    """One thing that a register holds. Immutable; unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=False,
        serialize_by_alias=True,
        protected_namespaces=(),
        defer_build=True,  # of 60 kinds a command meets a dozen: the others cost no start-up time
    )

    def model_post_init(self, _context: Any, /) -> None:
        """Hold the set of the keys that were written once for all elements with the same ones.

        A set of its own for each would be two fifths of what a register takes in memory.
        """
        written = self.__pydantic_fields_set__
        same = _WRITTEN.setdefault(frozenset(written), written)
        object.__setattr__(self, "__pydantic_fields_set__", same)

    @property
    def _origin(self) -> Origin | None:
        # Not a PrivateAttr: that takes time and memory for every element, and few have a place.
        return (self.__pydantic_private__ or {}).get("_origin")

    @property
    def origin(self) -> Origin:
        """Where this element is written.

        Raises:
            LookupError: the element was not loaded from a register.
        """
        if self._origin is None:
            raise LookupError("this element was not loaded from a file")
        return self._origin

    def written_at(self, origin: Origin) -> None:
        """Remember where the element is written. Called once, by the loader."""
        object.__setattr__(self, "__pydantic_private__", {"_origin": origin})

    def placed(self) -> Iterator[Element]:
        """Go through this element and those in its lists that have a place of their own.

        What is yielded holds nothing of what else is yielded.
        """
        inner = {
            name: value
            for name in type(self).model_fields
            if isinstance(value := getattr(self, name), tuple)
            and any(isinstance(one, Element) and one._origin for one in value)
        }
        yield self.model_copy(update=dict.fromkeys(inner, ()))
        for value in inner.values():
            yield from value

    def __copy__(self) -> Self:
        """Copy what is written; what was worked out from it may be otherwise in a changed copy."""
        made = super().__copy__()
        for name in made.__dict__.keys() - type(self).model_fields.keys():
            del made.__dict__[name]
        return made

    def data(self) -> dict[str, Any]:
        """Return the element as it would be written: Chinese keys, no empty elements."""
        return self.model_dump(by_alias=True, exclude_defaults=True, mode="json")


class Brief(Element):
    """An element that may be written as one line of text, where that line says it all."""

    text_key: ClassVar[str]
    """The key that the line of text stands for."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            return cls.read_text(value)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return {cls.text_key: value} if number else value

    @classmethod
    def read_text(cls, text: str) -> dict[str, str]:
        """Read the line of text into the element's keys."""
        return {cls.text_key: text}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        schema = dict(schema)
        text = {"type": "string", "description": f"只有“{cls.text_key}”时可以直接写"}
        return {"anyOf": [schema, text], "description": schema.get("description", "")}


class _SharedSchema:
    """Lets the JSON Schema of a value also allow a reference to a shared text."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = {
            "type": "object",
            "properties": {SHARED_KEY: {"type": "string", "description": "共用内容的名称"}},
            "required": [SHARED_KEY],
            "additionalProperties": False,
            "description": "引用本文件（或 quanze.yaml）“共用”一节里写好的内容",
        }
        return {"anyOf": [handler(core), reference]}


T = TypeVar("T")
Shared = Annotated[T, _SharedSchema()]
"""A value that may be written once under 共用 and referred to; the loader puts it in place."""


SharedTexts = dict[str, Any]
"""What a file writes once, by name: a text, a list of bases, of duty stages. Checked where used."""


def element(alias: str, description: str, *, examples: list[Any] | None = None) -> Any:
    """Declare an element that must be written."""
    return Field(alias=alias, description=description, examples=examples)


def optional(
    alias: str, description: str, default: Any = None, *, examples: list[Any] | None = None
) -> Any:
    """Declare an element that may be left out.

    A default that is an element itself is given unchecked, by `model_construct`: its validator is then
    not built by every command that starts.
    """
    return Field(default=default, alias=alias, description=description, examples=examples)
