"""Renew docs/commands.md from what the commands say of themselves: ``python docs/make_commands.py``, top folder."""

from argparse import Action
from collections.abc import Iterator
from pathlib import Path

from glossary.cli.command import Command
from glossary.cli.main import command_named, commands
from glossary.cli.parsing import parser_of

PAGE = Path("docs/commands.md")
INTRODUCTION = """\
# Commands

<!-- renewed by `python docs/make_commands.py` from the commands themselves -->

`zhengming COMMAND --help` shows a section of this page, `zhengming --help` lists the commands, `zhengming --version`
tells the version.

Standard output is data, standard error is talk; `-` stands for standard input or standard output. The exit status is
0 when all is well, 1 when something was found (`lint`, `doctor`), not found (`search`) or not taken (`import`), and 2
when the command could not run or could not do all of its work; then one line says where, what is wrong, and what to do:
`zhengming: PLACE: PROBLEM; CURE`.

Which term base a command works on: `--termbase`, else the variable `ZHENGMING_TERMBASE`, else the
[setting](configuration.md) `termbase`, else your own in the user's data folder, which `zhengming init` makes; where
none is set up, the [built-in glossary](glossary.md), which can be read but not changed.
"""


def page() -> str:
    """The page as it has to be now."""
    return "\n".join([INTRODUCTION, *(section(command_named(name)) for name, _ in commands())])


def section(command: Command) -> str:
    """What one command does, and its arguments."""
    parser = parser_of(command)
    actions = [action for action in parser._actions if action.dest != "help"]  # argparse offers no other way to them
    words = " ".join(["zhengming", command.name, *usage(actions)])
    described = (parser.description or "").strip()
    listed = "\n".join(f"- {named(action)}: {action.help}" for action in actions)
    return f"## {command.name}\n\n```text\n{words}\n```\n\n{described}\n" + (f"\n{listed}\n" if listed else "")


def usage(actions: list[Action]) -> Iterator[str]:
    """The words behind the command's name in its usage line."""
    if any(action.option_strings for action in actions):
        yield "[OPTIONS]"
    for action in actions:
        if not action.option_strings:
            yield {"*": f"[{action.metavar} ...]", "+": f"{action.metavar} ...", "?": f"[{action.metavar}]"}.get(
                str(action.nargs), str(action.metavar)
            )


def named(action: Action) -> str:
    """An argument as it is typed."""
    value = "|".join(action.choices) if action.choices else action.metavar
    return " ".join(
        f"`{option} {value}`" if action.nargs != 0 else f"`{option}`" for option in action.option_strings
    ) or (f"`{value}`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
