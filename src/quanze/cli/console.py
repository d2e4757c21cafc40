"""What commands share in talking: the result goes to stdout, everything else to stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from quanze.model import visible_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import Console

visible = visible_text.visible


class OutputFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


def settled_format(asked: str | None, target: Path | None, known: tuple[str, ...]) -> str:
    """Settle the format of a result: as asked, else as the file's name says, else text.

    Raises:
        BadParameter: the two contradict each other, or nothing of that name can be written.
    """
    import typer

    ending = target.suffix.lower().lstrip(".") if target is not None else ""
    if ending in known and asked not in (None, ending):
        raise typer.BadParameter(f"文件的结尾是 .{ending}，--format 写的是 {asked}；改成一样的")
    if asked is None:
        if ending not in ("", "txt", "log", *known):
            endings = "、".join(f".{name}" for name in ("txt", *known))
            raise typer.BadParameter(f"这里不会写 .{ending} 文件；可以写 {endings}")
        return ending if ending in known else "text"
    if asked == "xlsx" and ending != "xlsx":
        raise typer.BadParameter("Excel 要写进文件：加上 --output 文件.xlsx")
    return asked


def must_end(option: str, file: Path | None, *endings: str) -> None:
    """Refuse a file whose name does not tell what is written into it.

    Raises:
        BadParameter: it ends otherwise.
    """
    import typer

    if file is not None and file.suffix.lower() not in endings:
        raise typer.BadParameter(f"{option} 的文件名要以 {' 或 '.join(endings)} 结尾：{file.name}")


def out() -> Console:
    """Return the console for results. Colours vanish when the output is not a terminal."""
    return _console(stderr=False)


def err() -> Console:
    """Return the console for progress and remarks."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    class SafeConsole(Console):
        """A console on which texts of lists cannot move the cursor or change the terminal."""

        def print(self, *objects: Any, **options: Any) -> None:
            shown = (visible(item) if isinstance(item, str) else item for item in objects)
            super().print(*shown, **options)

    return SafeConsole(stderr=stderr, highlight=False, soft_wrap=True, emoji=False)


def say(text: str) -> None:
    """Print a line of the result as it is: a [ in a file's name is no mark-up."""
    out().print(text, markup=False)


def remark(text: str, *, style: str = "") -> None:
    """Print a line beside the result as it is."""
    err().print(text, markup=False, style=style)


def quoted(path: Path) -> str:
    """Return a path as it can be typed after a command."""
    return f'"{path}"' if " " in str(path) else str(path)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on a terminal; yields what is called once for each thing done."""
    console = err()
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    text = TextColumn(f"{label} {{task.description}}", markup=False)
    columns = (text, BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda what: bar.update(task, advance=1, description=visible(what[-40:]))


@contextmanager
def written_to(file: Path | None) -> Iterator[None]:
    """Put what is printed meanwhile into a file; a shell's > would use the console's encoding."""
    if file is None:
        yield
        return
    import contextlib
    import io

    from quanze.load.write import write_text

    with contextlib.redirect_stdout(io.StringIO()) as stream:
        yield
    write_text(file, stream.getvalue())


def print_json(data: object) -> None:
    """Print a result for a program, piece by piece: that of a large list is no small text."""
    import json
    import sys

    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(data):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


def print_text(text: str) -> None:
    """Print a result exactly as it is."""
    import sys

    sys.stdout.write(text)


def print_bytes(data: bytes) -> None:
    """Print a result that has line ends of its own: a console on Windows would double them.

    Within `written_to` it goes into the file.
    """
    import sys

    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        stream.write(data)
        stream.flush()
