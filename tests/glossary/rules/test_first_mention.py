"""The abbreviations that need no full form are those of the documentation."""

import re

from glossary.rules.first_mention import COMMON, RULE


def test_the_documentation_lists_what_needs_no_full_form() -> None:
    (listed,) = re.findall(r"## What needs no full form\n\n(.+?)\.\n\n", RULE.documentation, flags=re.DOTALL)
    assert listed.replace("\n", " ").split(", ") == sorted(COMMON)
