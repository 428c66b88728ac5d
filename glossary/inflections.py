"""The names of the forms in which a term stands in text; the compiled index stores their position in ``FORMS``."""

from typing import Final

BASE: Final = "base"
PLURAL: Final = "plural"
MODIFIER: Final = "modifier"
THIRD_PERSON: Final = "third person"
PAST: Final = "past"
PARTICIPLE: Final = "participle"
GERUND: Final = "gerund"

FORMS: Final = (BASE, PLURAL, MODIFIER, THIRD_PERSON, PAST, PARTICIPLE, GERUND)
