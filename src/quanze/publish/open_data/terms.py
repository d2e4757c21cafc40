"""What all data files of a register share: whose they are, and on what terms they may be used."""

from __future__ import annotations

from typing import Final, NamedTuple

from quanze.model.register import Register
from quanze.publish.open_data.columns import clean

UNKNOWN_DIVISION: Final = "unknown"
NO_LICENCE: Final = "未注明"


class Terms(NamedTuple):
    """The register's name, the division that files are put by, and the licence."""

    register: str
    division: str
    licence: str


def terms_of(register: Register) -> Terms:
    """Return what the settings say; a division code that is not understood is never guessed."""
    settings = register.settings
    code = settings.division
    return Terms(
        clean(settings.name),
        code.normalised if code is not None and code.understood else UNKNOWN_DIVISION,
        clean(settings.publishing.licence or NO_LICENCE),
    )
