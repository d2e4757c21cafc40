"""Where every page stands: ASCII file names made from folder names and codes, each used once."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple

from quanze.model.figures import UNKNOWN_TYPE
from quanze.model.item_code import ItemCode
from quanze.model.patterns import pattern
from quanze.model.power import Power
from quanze.model.power_type import PowerType
from quanze.model.register import DepartmentLists, Register

_PLAIN = pattern(r"[A-Za-z0-9_-]{1,80}")
# Windows gives these names to devices, with any ending.
_DEVICES = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
# Signs that Windows, or a browser, takes in no file name.
_NOT_IN_NAMES = pattern(r'[\x00-\x1f\x7f<>:"/\\|?*]')
ALL = "all"
"""The name of the workbook of all departments, which no department's may take."""


class Names:
    """Gives out file names; Windows does not tell capitals from small letters, so neither does this."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.lower() for name in taken}

    def give(self, text: str) -> str:
        """Return a name for a text: the text itself where it can be one."""
        name = _name(text)
        given, count = name, 1
        while given.lower() in self._taken:
            count += 1
            given = f"{name}-{count}"
        self._taken.add(given.lower())
        return given

    def is_free(self, text: str) -> bool:
        """Whether the name of a text is not given out yet."""
        return _name(text).lower() not in self._taken


def _name(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and not _DEVICES.fullmatch(text) else _made(text)


def _made(text: str) -> str:
    """Return a name with what can be read of the text, and a digest that tells it from others."""
    readable = re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:40]
    digest = blake2b(text.encode(errors="replace"), digest_size=5).hexdigest()
    return f"{readable}-{digest}" if readable else f"x{digest}"


class Folder(NamedTuple):
    """A department's place in the site."""

    name: str

    @property
    def home(self) -> str:
        return f"departments/{self.name}/index.html"

    @property
    def duties(self) -> str:
        return f"departments/{self.name}/duties.html"

    @property
    def boundaries(self) -> str:
        return f"departments/{self.name}/boundaries.html"

    @property
    def flows(self) -> str:
        return f"departments/{self.name}/flows.html"

    @property
    def workbook(self) -> str:
        return f"excel/{self.name}.xlsx"

    def part(self, name: str) -> str:
        """Return where a part of its lists stands that is too long for the page of the whole."""
        return f"departments/{self.name}/{name}.html"

    def flow(self, name: str) -> str:
        return f"departments/{self.name}/flows/{name}.html"


class Addresses:
    """The addresses of all pages of a register, relative to the site's folder."""

    home = "index.html"
    about = "about.html"
    boundaries = "boundaries.html"
    departments = "departments.html"
    workbook = f"excel/{ALL}.xlsx"

    def __init__(self, register: Register) -> None:
        slugs, self._items = Names(ALL), Names()
        self._folders: dict[str, Folder] = {}
        self._files: dict[int, str] = {}
        self._pages: dict[int, str] = {}
        for lists in register.departments:
            self._folders[lists.slug] = Folder(slugs.give(lists.slug))
            for power in lists.powers:
                file = self._files[id(power)] = self._items.give(power.code.normalised)
                self._pages[id(power)] = item_page(file)

    def folder(self, lists: DepartmentLists) -> Folder:
        """Return a department's place."""
        return self._folders[lists.slug]

    def file(self, power: Power) -> str:
        """Return the file name of an item's page, without its ending."""
        return self._files[id(power)]

    def item(self, power: Power) -> str:
        """Return the page of an item, which stays when its name or its department changes."""
        return self._pages[id(power)]

    def item_part(self, power: Power, part: str) -> str:
        """Return where a part of an item's page stands whole that is too long for it."""
        return f"{self.item(power).removesuffix('.html')}/{part}.html"

    def former_item(self, code: str) -> str | None:
        """Give a page to a code that no item has any more; None where another page stands there."""
        name = ItemCode(code).normalised
        return item_page(self._items.give(name)) if self._items.is_free(name) else None

    @staticmethod
    def type(kind: str) -> str:
        """Return the page of a power type, named by its letters."""
        letters = None if kind == UNKNOWN_TYPE else PowerType(kind).letters
        return f"lists/type/{letters or 'unknown'}.html"


def item_page(file: str) -> str:
    """Return the page of an item by its file name.

    A folder of 80,000 files is slow to open: they are spread over 256. store.js counts alike.
    """
    spread = sum(place * ord(sign) for place, sign in enumerate(file.lower(), 1)) % 256
    return f"items/{spread:02x}/{file}.html"


def workbook_name(owner: str, edition: str = "") -> str:
    """Return the name under which a workbook is saved when a reader downloads it."""
    plain = _NOT_IN_NAMES.sub("", owner)
    told = f"（{edition}）" if edition else ""
    return f"{plain}{'' if plain.endswith('清单') else '权责清单'}{told}.xlsx"
