"""The base of every value type: text exactly as an official wrote it, read into parts on demand."""

from functools import lru_cache, partial
from typing import Any, ClassVar, Final, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_KEPT: Final = 1 << 13
"""Some departments' worth of codes, and all periods, levels and types beside them."""


class TextValue(str):
    """Immutable text with parsed properties.

    Reading never fails: strange text gives `understood == False`, and the rules judge it later.
    Equality and hash are those of the text, so two spellings of one thing are two values.
    """

    description: ClassVar[str] = ""
    examples: ClassVar[tuple[str, ...]] = ()
    known_words: ClassVar[tuple[str, ...]] = ()
    """Words an editor should offer; other text stays allowed."""

    @property
    def understood(self) -> bool:
        """Whether the whole text could be read; nothing is guessed."""
        raise NotImplementedError

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name}")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Self], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            partial(_once, cls),
            core_schema.str_schema(strict=True),
            # str() drops the subclass, so YAML and JSON writers see plain text.
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text: dict[str, Any] = {"type": "string"}
        if cls.known_words:
            text = {"anyOf": [{"enum": [str(word) for word in cls.known_words]}, text]}
        return {**text, "description": cls.description, "examples": list(cls.examples)}


@lru_cache(maxsize=_KEPT)
def _once(kind: type[TextValue], text: str) -> TextValue:
    """Return one value for one text: a code stands in several lists, a period in a thousand items."""
    return kind(text)
