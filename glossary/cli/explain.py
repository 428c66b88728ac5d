"""``zhengming explain RULE``: the documentation of a rule."""

from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.command import CLEAN, Command
from glossary.config import check_rule_names
from glossary.rules.registry import RULES


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``explain``."""
    parser.add_argument("rules", nargs="+", metavar="RULE", help="rule names; zhengming rules lists them")


def execute(arguments: Namespace) -> int:
    """Print what each rule does and why, in Markdown."""
    check_rule_names("explain", arguments.rules)
    documents = [f"# {rule.name}\n\n{rule.documentation.strip()}" for rule in RULES if rule.name in arguments.rules]
    print("\n\n".join(documents))
    return CLEAN


COMMAND: Final = Command("explain", "say what a rule does and why", configure, execute)
