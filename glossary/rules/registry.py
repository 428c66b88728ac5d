"""All rules, in the order in which they are listed."""

from typing import Final

from glossary.rules import broken_spacing, deprecated_term, first_person_state, predicted_calque, stuttered_text
from glossary.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    deprecated_term.RULE,
    predicted_calque.RULE,
    first_person_state.RULE,
    stuttered_text.RULE,
    broken_spacing.RULE,
)
