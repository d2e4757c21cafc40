"""All commands, and the Chinese of help and usage errors."""

from __future__ import annotations

import errno
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer._click import exceptions as usage
from typer.core import TyperCommand, TyperGroup

from quanze import __version__
from quanze.cli.console import visible
from quanze.cli.exits import CANNOT_RUN, FINE
from quanze.load.source import CannotRun
from quanze.model.patterns import pattern


class _Chinese:
    """The words of a help page that typer takes from its own catalogue."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这段说明"
            option.metavar = ""
        return option

    def get_usage(self, ctx: Any) -> str:
        return str(super().get_usage(ctx)).replace("Usage:", "用法：")  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils  # slow to load, and nothing but a help page needs it

        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.ERRORS_PANEL_TITLE = "错误"
        rich_utils.DEFAULT_STRING = "[默认：{}]"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        super().format_help(ctx, formatter)  # type: ignore[misc]


class _Command(_Chinese, TyperCommand):
    pass


class _Group(_Chinese, TyperGroup):
    pass


COMMANDS: Final = (
    "init",
    "import",
    "validate",
    "baseline",
    "fmt",
    "diff",
    "align",
    "deadline",
    "calendar",
    "cases",
    "delegation",
    "record",
    "review",
    "notice",
    "document",
    "show",
    "log",
    "blame",
    "audit",
    "demo",
    "publish",
    "serve",
    "stats",
    "rule",
    "schema",
    "law",
)
"""In the order of the help page. Each has a module of its name in this folder."""

_TAKEN: Final = {"import": "import_", "calendar": "calendar_"}
"""Names that a module cannot have, or that one of Python's has."""


def application(only: str | None = None) -> typer.Typer:
    """Return the command line.

    Args:
        only: the one command that is asked for; the others need not be built then.
    """
    app = _group(
        "权责清单工具：导入 Excel 清单，检查，发布网站。\n\n"
        "示例：quanze import 2024年清单 --into 清单库，再运行 quanze validate 清单库",
        name="quanze",
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for name in COMMANDS if only is None else (only,):
        module = import_module(f"quanze.cli.{_TAKEN.get(name, name)}")
        if name == "law":
            app.add_typer(_law(module.HELP, module.COMMANDS), name=name)
        else:
            _add(app, name, module.command)
    return app


def _law(about: str, commands: Iterable[tuple[str, Callable[..., int]]]) -> typer.Typer:
    group = _group(about)
    for name, command in commands:
        _add(group, name, command)
    return group


def _group(about: str, **settings: Any) -> typer.Typer:
    return typer.Typer(
        cls=_Group,
        options_metavar="[选项]",
        subcommand_metavar="命令 [参数]…",
        help=about,
        no_args_is_help=True,
        rich_markup_mode="rich",
        **settings,
    )


def _add(group: typer.Typer, name: str, command: Callable[..., int]) -> None:
    group.command(name, cls=_Command, options_metavar="[选项]")(command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"quanze {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="显示版本", metavar=""),
    ] = False,
) -> None:
    del version


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    only = arguments[0] if arguments and arguments[0] in COMMANDS else None
    try:
        result = application(only)(arguments, prog_name="quanze", standalone_mode=False)
    except CannotRun as problem:
        return _say(str(problem))
    except usage.NoArgsIsHelpError as asked:
        typer.echo(asked.format_message())
        return CANNOT_RUN
    except usage.UsageError as error:
        return _say(f"{_usage_text(error)}\n用 {_command(error)} --help 查看用法。")
    except (typer.Abort, KeyboardInterrupt):
        return _say("已中断，没有写入任何未完成的文件。")
    except OSError as error:
        return _say(f"读写文件失败：{error.filename or ''} {_os_words(error)}")
    except Exception as error:
        return _say(_own_fault(error))
    return result if isinstance(result, int) else FINE


_OS_WORDS = {
    errno.ENOENT: "找不到文件",
    errno.EACCES: "没有权限，或文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径的中间一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
}


def _os_words(error: OSError) -> str:
    return _OS_WORDS.get(error.errno or 0) or error.strerror or str(error)


def _own_fault(error: Exception) -> str:
    """Put the details of a fault of quanze itself into a file, and say where it is."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="quanze-", suffix=".log", delete=False
    ) as log:
        log.write(f"quanze {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        traceback.print_exception(error, file=log)
    return (
        f"quanze 内部出错（{type(error).__name__}）。这是程序的问题，不是清单的问题，没有写入未完成的文件。\n"
        f"详细情况记在 {log.name}，请报告给维护者。"
    )


def _say(text: str) -> int:
    sys.stderr.write(f"错误：{visible(text)}\n")
    return CANNOT_RUN


def _command(error: usage.UsageError) -> str:
    return error.ctx.command_path if error.ctx is not None else "quanze"


_UNKNOWN = pattern(r"""No such command (['"])(.+)\1\.(?: Did you mean (.+)\?)?""")
_WANTED = pattern(r"Option '(.+)' requires (?:an argument|(\d+) arguments)\.?")


def _usage_text(error: usage.UsageError) -> str:
    if isinstance(error, usage.NoSuchOption):
        close = f"；是不是 {'、'.join(error.possibilities)}？" if error.possibilities else "。"
        return f"没有选项 {error.option_name}{close}"
    if isinstance(error, usage.MissingParameter):
        meaning = getattr(error.param, "help", None)
        return f"缺少{_parameter(error).rstrip()}" + (f"：{meaning}。" if meaning else "。")
    if isinstance(error, usage.BadParameter):
        if error.param is None:
            return f"{error.message.rstrip('。')}。"
        return f"{_parameter(error)}的值不对：{_value_text(error.message)}"
    if unknown := _UNKNOWN.fullmatch(error.message):
        close = unknown[3].replace("'", "").replace(", ", "、") if unknown[3] else ""
        return f"没有命令 {unknown[2]}" + (f"；是不是 {close}？" if close else "。")
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.rpartition("(")[2].rstrip(")")
        return f"多了参数 {extra}。名称里有空格的，要用英文引号括起来。"
    if wanted := _WANTED.fullmatch(error.message):
        return f"选项 {wanted[1]} 后面要写{f' {wanted[2]} 个' if wanted[2] else ''}值。"
    return error.format_message()


def _value_text(message: str) -> str:
    """Say in Chinese why a value cannot be used; words of typer that are not known stay as they are."""
    value, *allowed = message.split("'")[1::2] or [""]
    if "is not one of" in message:
        return f"没有“{value}”，可以写 {'、'.join(allowed)}。"
    if "does not match the format" in message:
        return f"“{value}”不是日期；写成 年-月-日，如 2027-06-30。"
    return message


def _parameter(error: usage.BadParameter) -> str:
    """Name the parameter as the help names it."""
    if error.param is None:
        return "参数"
    metavar = getattr(error.param, "metavar", None)
    option = error.param.opts[0]
    return f"选项 {option} " if option.startswith("-") else f"参数 {metavar or option}"
