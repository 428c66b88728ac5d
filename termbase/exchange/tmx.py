"""TMX (translation memories), 1.1 to 1.4, read for the pairs in it that may be terms.

A translation memory holds sentences. Units of a few words are often terms, and become concepts whose languages are
proposed; longer ones are left out and counted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, Provenance, Term
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.values import Problem, ReadOptions
from termbase.exchange.xml.reading import Element, XmlDocument, line_number, local_name, text_of
from termbase.fields import ENGLISH, language_tag

MAX_LETTERS: Final = 60
"""Longest text, in characters, that is taken for a term in a language with an alphabet."""
MAX_CHARACTERS: Final = 20
"""Longest text that is taken for a term if it holds Chinese, Japanese or Korean characters."""

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_IDEOGRAPH: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_ENDS_A_SENTENCE: Final = tuple("。！？；!?;…")
_CODES: Final = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Elements whose content is markup of the document that was translated, not text of it."""


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:  # noqa: ARG001
    """Yield a concept for each unit that may be a term; ``ExchangeError`` for what is no TMX.

    The units that are left out are one ``Problem`` a reason, at the end, with the line of the first.
    """
    document = XmlDocument(stream, name)
    root = local_name(document.root)
    if root != "tmx":
        raise ExchangeError(f"{name}:1", f"is no TMX: its root is {root[:40]}, not tmx", "name its format")
    units = _Units(name)
    for element in document.entries({"tu"}):
        line = line_number(element)
        try:
            concept = units.concept(element, line)
        except InvalidValue as error:
            yield Problem(name, line, f"{error.place}: {error.problem}", error.cure)
            continue
        if concept is not None:
            yield concept
    yield from units.left_out()


@dataclass(slots=True)
class _Count:
    """How many units were left out for one reason, and where the first stands."""

    units: int
    line: int


class _Units:
    """Makes concepts of the units of one file, each pair once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._identifiers = Identifiers()
        self._seen: set[int] = set()
        self._left_out: dict[str, _Count] = {}

    def concept(self, unit: Element, line: int) -> Concept | None:
        """The concept of a unit, None for one that is left out or came before. Raises ``InvalidValue``."""
        texts = _texts(unit)
        if len(texts) < 2:
            self._leave_out("in one language only", line)
            return None
        if not all(_may_be_a_term(text) for alternatives in texts.values() for text in alternatives):
            longest = f"of more than {MAX_LETTERS} letters or {MAX_CHARACTERS} Chinese characters, or sentences,"
            self._leave_out(longest, line)
            return None
        key = hash(tuple((language, tuple(texts[language])) for language in sorted(texts)))
        if key in self._seen:
            return None
        sections = tuple(LanguageSection(language, tuple(_terms(texts[language]))) for language in texts)
        identifier, categories = unit.get("tuid", "").strip(), tuple(_properties(unit))
        if identifier and self._identifiers.known(identifier) is None:
            categories = (DataCategory(IDENTIFIER, identifier), *categories)
        else:
            identifier = ""
        english_first = sorted(sections, key=lambda section: section.language != ENGLISH)
        concept = Concept(
            self._identifiers.issue(identifier, [term.text for section in english_first for term in section.terms]),
            sections=sections,
            notes=tuple(text for child in unit if local_name(child) == "note" and (text := text_of(child).strip())),
            provenance=_provenance(unit),
            data_categories=categories,
        )
        self._seen.add(key)
        return concept

    def left_out(self) -> Iterator[Problem]:
        """What was left out, reason by reason."""
        for reason, count in self._left_out.items():
            units = "unit" if count.units == 1 else "units"
            problem = f"{count.units:,} {units} {reason} left out, the first of them here"
            yield Problem(self._name, count.line, problem)

    def _leave_out(self, reason: str, line: int) -> None:
        self._left_out.setdefault(reason, _Count(0, line)).units += 1


def _texts(unit: Element) -> dict[str, list[str]]:
    """The texts of a unit by language, each once."""
    texts: dict[str, list[str]] = {}
    for variant in unit:
        if local_name(variant) != "tuv":
            continue
        language = language_tag(variant.get(_LANG) or variant.get("lang") or "")
        for segment in variant:
            text = " ".join(_text(segment).split()) if local_name(segment) == "seg" else ""
            if text and text not in texts.setdefault(language, []):
                texts[language].append(text)
    return {language: found for language, found in texts.items() if found}


def _text(element: Element) -> str:
    """The text of a segment, that of highlighted parts too, without markup."""
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if not name:
            raise InvalidValue("seg", f"refers to the entity {child.text}", "write its text out")
        parts += ["" if name in _CODES else _text(child), child.tail or ""]
    return "".join(parts)


def _may_be_a_term(text: str) -> bool:
    limit = MAX_CHARACTERS if _IDEOGRAPH.search(text) else MAX_LETTERS
    return len(text) <= limit and not text.endswith(_ENDS_A_SENTENCE)


def _terms(texts: Iterable[str]) -> Iterator[Term]:
    for number, text in enumerate(texts):
        yield Term(text, AdministrativeStatus.ADMITTED if number else AdministrativeStatus.PREFERRED)


def _properties(unit: Element) -> Iterator[DataCategory]:
    for child in unit:
        if local_name(child) == "prop" and (value := text_of(child).strip()):
            yield DataCategory(f"admin/{child.get('type', 'prop')}", value)


def _provenance(unit: Element) -> Provenance:
    return Provenance(
        _moment(unit.get("creationdate", "")),
        unit.get("creationid", ""),
        _moment(unit.get("changedate", "")),
        unit.get("changeid", ""),
    )


def _moment(text: str) -> datetime | None:
    """A moment as TMX writes it, ``20221016T023000Z``; None for anything else."""
    try:
        return datetime.strptime(text.strip(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
