"""``zhengming rules``: list what is checked."""

from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.command import CLEAN, Command
from glossary.rules.registry import RULES


def configure(_parser: ArgumentParser) -> None:
    """``rules`` takes no arguments."""


def execute(_arguments: Namespace) -> int:
    """Print every rule with its severity."""
    for rule in RULES:
        print(f"{rule.name:20} {rule.severity:10} {rule.summary}")
    return CLEAN


COMMAND: Final = Command("rules", "list what is checked", configure, execute)
