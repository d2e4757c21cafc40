"""Telephone numbers and addresses as links: only http, https, tel and mailto, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from quanze.model.items import Channel
from quanze.model.patterns import pattern

_PHONE = r"(?<![\d.-])(?:(?:[（(]?0\d{2,3}[）)]?[-－—\s]?)\d{7,8}(?:-\d{1,5})?|400-?\d{3}-?\d{4}|12\d{3}|1[3-9]\d{9})(?![\d.-])"
_URL = r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9\-._~/?#@!$&*+,;=%:]*)?"
_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_LINKS = pattern(f"(?P<url>{_URL})|(?P<mail>{_MAIL})|(?P<phone>{_PHONE})")


def linked(text: str) -> Markup:
    """Return a text with its telephone numbers, mail and web addresses as links."""
    parts: list[Markup] = []
    end = 0
    for found in _LINKS.finditer(text):
        parts += [escape(text[end : found.start()]), _link(found)]
        end = found.end()
    return Markup("").join((*parts, escape(text[end:])))


def web_address(text: str | None) -> str | None:
    """Return a text that is one web address and nothing else."""
    plain = (text or "").strip()
    return plain if re.fullmatch(_URL, plain) else None


def _link(found: re.Match[str]) -> Markup:
    text = found[0]
    if found["url"]:
        return Markup('<a href="{}" rel="external noopener">{}</a>').format(text, text)
    scheme, target = ("mailto", text) if found["mail"] else ("tel", re.sub(r"\D", "", text))
    return Markup('<a href="{}:{}">{}</a>').format(scheme, target, text)


def first_phone(channels: Iterable[Channel]) -> Markup | None:
    """Return the first telephone number that channels name, as a link."""
    for channel in channels:
        for text in filter(None, (channel.address, channel.name)):
            for found in _LINKS.finditer(text):
                if found["phone"]:
                    return _link(found)
    return None
