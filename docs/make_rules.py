"""Renew docs/rules.md from the docstrings of the rules: ``python docs/make_rules.py`` from the top folder."""

import re
from pathlib import Path

from glossary.rules.registry import RULES
from glossary.rules.rule import Rule

PAGE = Path("docs/rules.md")
INTRODUCTION = """\
# Rules

<!-- renewed by `python docs/make_rules.py` from the docstrings in glossary/rules -->

What `zhengming lint` looks for. `zhengming rules` lists the rules, `zhengming explain RULE` shows a section of this
page. `--select` and `--ignore`, or the [settings](configuration.md) of the same names, choose among them.

The severity is that of a rule's ordinary findings; a term can carry its own, and a doubtful finding is a suggestion.
Where two rules claim the same words, one of them reports.
"""


def page() -> str:
    """The page as it has to be now."""
    rows = [f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.summary} |" for rule in RULES]
    table = "\n".join(["| rule | severity | reports |", "|---|---|---|", *rows])
    return "\n".join([INTRODUCTION, table, *(f"\n{section(rule)}" for rule in RULES)]) + "\n"


def section(rule: Rule) -> str:
    """The documentation of one rule, its headings one level down."""
    return f"## {rule.name}\n\n" + re.sub(r"^#", "##", rule.documentation.strip(), flags=re.MULTILINE)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
