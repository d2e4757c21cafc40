"""What is written without being laid out is what a console would write."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from quanze.cli.diff_text import _print_text

PARTS = st.sampled_from(
    ["甲乙", "a b", " ", "\n", "\t", "[red]", ":smile:", "　", "\u2028", "x" * 90, "字" * 60]
)


def console(*, terminal: bool) -> Console:
    return Console(
        file=io.StringIO(),
        force_terminal=terminal,
        width=80,
        highlight=False,
        soft_wrap=True,
        emoji=False,
    )


def written(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


@given(st.lists(PARTS).map("".join), st.booleans())
def test_a_text_comes_out_as_a_console_prints_it(text: str, terminal: bool) -> None:
    ours, theirs = console(terminal=terminal), console(terminal=terminal)
    said = Text("  ").append(text, "bold")
    _print_text(ours, said)
    theirs.print(said)
    assert written(ours) == written(theirs)
