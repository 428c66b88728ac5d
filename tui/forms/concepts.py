"""From a concept to its form and back, with what is impossible named by field."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from termbase.codec import to_plain
from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    Evidence,
    GrammaticalNumber,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Relation,
    RelationKind,
    Severity,
    Source,
    SourceMark,
    Term,
    TermType,
    WorkState,
    concept_id,
)
from termbase.errors import InvalidValue
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, choose, clean_text
from tui.forms.fields import CONCEPT, FIELDS, LISTS, NO, YES, Entry, Field
from tui.forms.parts import Part, Path, blank, is_blank, with_text

UNNAMED: Final = "concept"
"""The id of a concept that has none yet."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a text or a part of the form; ``forbids`` says whether the concept cannot be stored so."""

    path: Path
    problem: str
    cure: str = ""
    forbids: bool = False

    def __str__(self) -> str:
        return f"{self.problem}; {self.cure}" if self.cure else self.problem


@dataclass(frozen=True, slots=True)
class Built:
    """What a form makes: the concept, or None and why there is none.

    ``places`` leads from the path of a part of the concept to that of the form, which may have blank parts as well.
    """

    concept: Concept | None
    problems: tuple[Problem, ...]
    places: Mapping[Path, Path]


def form_of(concept: Concept) -> Part:
    """The form that shows a concept."""
    return _form(CONCEPT, to_plain(concept))


def new_concept(chinese: str = "", english: str = "") -> Concept:
    """A concept to begin with, whose id is still to be made."""
    sections = [
        LanguageSection(language, (Term(text),) if text.strip() else ())
        for language, text in ((CHINESE_SIMPLIFIED, chinese), (CHINESE_TRADITIONAL, ""), (ENGLISH, english))
    ]
    return Concept(UNNAMED, sections=tuple(sections))


def new_form(concept: Concept) -> Part:
    """The form of a concept that is not stored yet: every language has a term to fill in, and an id has to be made."""
    form = form_of(concept)
    sections = tuple(
        section if section.parts["terms"] else replace(section, parts={**section.parts, "terms": (blank("terms"),)})
        for section in form.parts["sections"]
    )
    texts = {**form.texts, "id": ""} if concept.id == UNNAMED else form.texts
    return replace(form, texts=texts, parts={**form.parts, "sections": sections})


def built(form: Part, base: Concept | None = None) -> Built:
    """The concept that a form makes, signed as ``base`` is.

    Blank parts make nothing, nor do language sections without content that ``base`` has not. Without an id the concept
    has the one that its English term proposes.
    """
    builder = _Builder({section.language for section in base.sections} if base else set())
    concept = builder.part(CONCEPT, with_text(form, ("id",), form.texts["id"].strip() or proposed_id(form)), (), ())
    if concept is not None and base:
        concept = replace(concept, provenance=base.provenance)
    problems = tuple(replace(it, forbids=True) for it in builder.problems)
    return Built(concept if not problems else None, problems, builder.places)


def proposed_id(form: Part) -> str:
    """The id that the first English term makes."""
    english = next((it for it in form.parts["sections"] if it.texts["language"] == ENGLISH), None)
    terms = english.parts["terms"] if english else ()
    return next((made for it in terms if (made := concept_id(it.texts["text"]))), UNNAMED)


def _form(kind: str, plain: Any) -> Part:
    if isinstance(plain, str):
        plain = {"text": plain}
    plain = plain | plain.get("match", {})
    if kind == "definitions" and "source" in plain:
        plain["sources"] = [plain["source"]]
    texts = {it.name: _text(plain[it.name]) if it.name in plain else _unsaid(it) for it in FIELDS[kind]}
    return Part(texts, {name: tuple(_form(name, item) for item in plain.get(name, ())) for name in LISTS[kind]})


def _unsaid(field: Field) -> str:
    return "" if field.entry is not Entry.CHOICE else field.default


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return "\n".join(value) if isinstance(value, list) else str(value)


def _switch(text: str, place: str) -> bool:
    if text not in (YES, NO):
        raise InvalidValue(place, f"unknown value {text!r}", f"use one of: {YES}, {NO}")
    return text == YES


_ENUMS: Final[dict[str, Any]] = {
    "work_state": WorkState,
    "status": AdministrativeStatus,
    "term_type": TermType,
    "part_of_speech": PartOfSpeech,
    "number": GrammaticalNumber,
    "evidence": Evidence,
    "severity": Severity,
    "mark": SourceMark,
    "kind": RelationKind,
}
_MATCH: Final = ("case_sensitive", "inflect", "evidence", "context", "severity")


def _value(field: Field, text: str) -> Any:
    """What the text of a field says in the term model. Raises ``InvalidValue``."""
    if field.entry is Entry.ITEMS:
        return tuple(item for item in text.split("\n") if item.strip())
    if enum := _ENUMS.get(field.name):
        return choose(enum, text, field.label) if text or field.default else None
    return _switch(text, field.label) if field.entry is Entry.CHOICE else text


def _term(**values: Any) -> Term:
    match = {name: values.pop(name) for name in _MATCH if name in values}
    return Term(match=MatchSettings(**match), **values)


def _definition(text: str, sources: Sequence[Source] = ()) -> Definition:
    return Definition(text, sources[0] if sources else None)


def _note(text: str) -> str:
    return clean_text(text, "note", multiline=True)


_MODELS: Final[dict[str, Callable[..., Any]]] = {
    CONCEPT: Concept,
    "sections": LanguageSection,
    "terms": _term,
    "definitions": _definition,
    "sources": Source,
    "relations": Relation,
    "notes": _note,
    "data_categories": DataCategory,
}
_NEEDED: Final[dict[str, dict[str, Any]]] = {
    CONCEPT: {"id": "x"},
    "sections": {"language": ENGLISH},
    "terms": {"text": "x"},
    "definitions": {"text": "x"},
    "sources": {"document": "x"},
    "relations": {"kind": RelationKind.RELATED, "target": "x"},
    "notes": {"text": "x"},
    "data_categories": {"name": "x", "value": "x"},
}
"""What a part has to have; with it, every other field can be tried by itself."""


class _Builder:
    """Builds one concept, from its innermost parts on, and gathers what is wrong."""

    def __init__(self, known_languages: set[str]) -> None:
        self.problems: list[Problem] = []
        self.places: dict[Path, Path] = {}
        self._known = known_languages

    def part(self, kind: str, part: Part, path: Path, place: Path) -> Any:
        """The value of a part of the form at ``path``, which is at ``place`` in the concept; None if impossible."""
        self.places[place] = path
        values: dict[str, Any] = {}
        for field in FIELDS[kind]:
            try:
                values[field.name] = _value(field, part.texts[field.name])
            except InvalidValue as error:
                self._add((*path, field.name), error)
        for name in LISTS[kind]:
            values[name] = tuple(self._items(name, part, path, place))
        try:
            return _MODELS[kind](**values)
        except InvalidValue as error:
            self._blame(kind, values, path, place, error)
        return None

    def _items(self, name: str, owner: Part, path: Path, place: Path) -> Iterator[Any]:
        number = 0
        for position, item in enumerate(owner.parts[name]):
            if is_blank(name, item) or (name == "sections" and self._is_idle(item)):
                continue
            value = self.part(name, item, (*path, name, position), (*place, name, number))
            if value is not None:
                number += 1
                yield value

    def _is_idle(self, section: Part) -> bool:
        """Whether a language section is only there to be filled in."""
        if section.texts["language"] in self._known:
            return False
        return all(is_blank(name, item) for name, items in section.parts.items() for item in items)

    def _blame(self, kind: str, values: Mapping[str, Any], path: Path, place: Path, error: InvalidValue) -> None:
        """Name the fields that are impossible by themselves, or else the one that does not go with the others."""
        found = False
        for field in FIELDS[kind]:
            if field.name in values:
                try:
                    _MODELS[kind](**(_NEEDED[kind] | _alone(field.name, values)))
                except InvalidValue as own:
                    self._add((*path, field.name), own)
                    found = True
        if not found:
            self._add(self._clash(kind, values, path, place, error), error)

    def _clash(self, kind: str, values: Mapping[str, Any], path: Path, place: Path, error: InvalidValue) -> Path:
        """Where to show that things do not go together: two fields, two equal terms, two equal languages."""
        name = error.place.replace(" ", "_")
        if name in values:
            return (*path, name)
        if kind == "sections":
            number = _repeated([(it.text, it.valid_from) for it in values["terms"]])
            return (*self.places[*place, "terms", number], "text")
        if kind == CONCEPT:
            return (*self.places["sections", _repeated([it.language for it in values["sections"]])], "language")
        return path

    def _add(self, path: Path, error: InvalidValue) -> None:
        self.problems.append(Problem(path, error.problem, error.cure))


def _alone(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A field by itself; evidence by context is impossible without context words, wherever the fault lies."""
    return {name: values[name]} if name != "evidence" else {}


def _repeated(keys: Sequence[Any]) -> int:
    """The position of the first key that stood before."""
    return next(place for place, key in enumerate(keys) if key in keys[:place])
