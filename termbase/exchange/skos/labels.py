"""The labels of a concept, which become the terms of its languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from termbase.concepts import (
    AdministrativeStatus,
    Definition,
    GrammaticalNumber,
    LanguageSection,
    PartOfSpeech,
    Source,
    Term,
    TermType,
)
from termbase.exchange.skos.nodes import language_order, term_order
from termbase.fields import choose, language_tag

_STATUSES: Final = {"prefLabel": AdministrativeStatus.PREFERRED, "altLabel": AdministrativeStatus.ADMITTED}
_CHOICES: Final = {
    "status": AdministrativeStatus,
    "term_type": TermType,
    "part_of_speech": PartOfSpeech,
    "number": GrammaticalNumber,
}


@dataclass(slots=True)
class _Language:
    """What is said in one language; ``hidden`` are labels under which to find the concept."""

    terms: dict[str, Term] = field(default_factory=dict)
    hidden: dict[str, None] = field(default_factory=dict)
    definitions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Labels:
    """Sorts labels by language and status."""

    def __init__(self) -> None:
        self._languages: dict[str, _Language] = {}

    def of(self, language: str) -> _Language:
        """What is said in a language. Raises ``InvalidValue`` for what is no language code."""
        return self._languages.setdefault(language_tag(language), _Language())

    def add(self, label: str, language: str, text: str, fields: Mapping[str, str], sources: Iterable[str] = ()) -> None:
        """Add a label with what SKOS-XL says of it. A hidden label whose status is not said is a look-up form."""
        if not text:
            return
        here = self.of(language)
        if label not in _STATUSES and "status" not in fields:
            here.hidden[text] = None
            return
        before = here.terms.get(text) or Term(text, _STATUSES.get(label, AdministrativeStatus.DEPRECATED))
        more: dict[str, Any] = {
            name: choose(_CHOICES[name], value, name) if name in _CHOICES else value for name, value in fields.items()
        }
        if cited := tuple(map(Source, sources)):
            more["sources"] = cited
        here.terms[text] = replace(before, **more)

    def sections(self) -> tuple[LanguageSection, ...]:
        """The language sections; terms stand by status and alphabet, and look-up forms with the first."""
        ordered = sorted(self._languages, key=language_order)
        return tuple(_section(language, self._languages[language]) for language in ordered)


def _section(language: str, said: _Language) -> LanguageSection:
    terms = sorted(said.terms.values(), key=term_order)
    forms = sorted(said.hidden.keys() - said.terms.keys())
    if terms:
        terms[0] = replace(terms[0], look_up_forms=tuple(forms))
    else:
        terms = [Term(form, AdministrativeStatus.DEPRECATED) for form in forms]
    return LanguageSection(
        language,
        terms=tuple(terms),
        definitions=tuple(Definition(text) for text in sorted(set(said.definitions))),
        notes=tuple(sorted(set(said.notes))),
    )
