"""All rules, in the order in which they are listed."""

from typing import Final

from glossary.rules import (
    broken_spacing,
    deprecated_term,
    faulty_waiver,
    first_mention,
    first_person_state,
    inconsistent_rendering,
    missing_rendering,
    misspelt_name,
    number_mismatch,
    predicted_calque,
    stuttered_text,
    unknown_catchword,
    untranslated_text,
    unused_waiver,
    word_for_word,
)
from glossary.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    deprecated_term.RULE,
    predicted_calque.RULE,
    unknown_catchword.RULE,
    first_person_state.RULE,
    misspelt_name.RULE,
    missing_rendering.RULE,
    word_for_word.RULE,
    number_mismatch.RULE,
    inconsistent_rendering.RULE,
    first_mention.RULE,
    untranslated_text.RULE,
    stuttered_text.RULE,
    broken_spacing.RULE,
    unused_waiver.RULE,
    faulty_waiver.RULE,
)
