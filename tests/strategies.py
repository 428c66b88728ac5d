"""Hypothesis strategies for the values of the term model: whatever their constructors let through.

Each strategy is made once: making one takes longer than drawing from it.
"""

import string
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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
    Provenance,
    Relation,
    RelationKind,
    Severity,
    Source,
    SourceMark,
    Term,
    TermType,
    WorkState,
)
from termbase.fields import latest_day

_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=StrEnum)
LANGUAGES = ("zh-Hans", "zh-Hant", "en", "en-GB", "fr", "ru", "ar", "sr-Latn", "ja")
_CHINESE = "产业链供應鏈的一带路「」《》，。·"
_ENGLISH = string.ascii_letters + string.digits + "  -'’.,%_()é"


@cache
def texts(*, multiline: bool = False, empty: bool = False, longest: int = 24) -> SearchStrategy[str]:
    """A text of Chinese, English or any other characters, without what the model refuses."""
    anything = st.characters(exclude_categories=("Cc", "Cs"))
    alphabet = st.one_of(st.sampled_from(_CHINESE), st.sampled_from(_ENGLISH), anything)
    if multiline:
        alphabet = st.one_of(alphabet, st.sampled_from("\n\t"))
    text = st.text(alphabet, min_size=0 if empty else 1, max_size=longest)
    return text if empty else text.filter(lambda it: bool(it.strip()))


@cache
def concept_ids() -> SearchStrategy[str]:
    """A well-formed concept id."""
    word = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
    return st.builds("-".join, st.lists(word, min_size=1, max_size=3))


@cache
def dates() -> SearchStrategy[str]:
    """A date of full or reduced precision, or none."""
    full = st.dates().map(lambda day: day.isoformat())
    return st.builds(lambda day, length: day[:length], full, st.sampled_from((0, 4, 7, 10)))


@cache
def sources() -> SearchStrategy[Source]:
    """A source."""
    optional = texts(empty=True)
    return st.builds(Source, texts(), optional, dates(), optional, st.sampled_from(SourceMark))


@cache
def match_settings() -> SearchStrategy[MatchSettings]:
    """Match settings; context words stand where the evidence asks for them."""
    return st.builds(
        lambda case, inflect, evidence, words, severity: MatchSettings(
            case, inflect, evidence, tuple(words) or (("chain",) if evidence is Evidence.CONTEXT else ()), severity
        ),
        st.booleans(),
        st.booleans(),
        st.sampled_from(Evidence),
        st.lists(texts(longest=8), max_size=2),
        st.none() | st.sampled_from(Severity),
    )


@cache
@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A term with any of its fields."""
    start, end = sorted((draw(dates()), draw(dates())), key=lambda it: latest_day(it) if it else "")
    return Term(
        draw(texts()),
        status=draw(_any_of(AdministrativeStatus)),
        term_type=draw(_perhaps(TermType)),
        part_of_speech=draw(_perhaps(PartOfSpeech)),
        number=draw(_perhaps(GrammaticalNumber)),
        pinyin=draw(_pinyin()),
        geographical_usage=draw(texts(empty=True, longest=8)),
        usage_note=draw(texts(multiline=True, empty=True)),
        reason=draw(texts(multiline=True, empty=True)),
        sources=draw(_few(sources())),
        valid_from=start,
        valid_to=end,
        look_up_forms=draw(_few(texts())),
        match=draw(match_settings()),
        notes=draw(_few(texts(multiline=True))),
        data_categories=draw(_few(data_categories())),
    )


@cache
def data_categories() -> SearchStrategy[DataCategory]:
    """What a file of another tool said."""
    known = st.sampled_from(("termNote/register", "descrip/context", "admin/projectSubset"))
    return st.builds(DataCategory, known | texts(), texts(multiline=True))


@cache
def definitions() -> SearchStrategy[Definition]:
    """A definition with or without a source."""
    return st.builds(Definition, texts(multiline=True), st.none() | sources())


@cache
def language_sections(language: str) -> SearchStrategy[LanguageSection]:
    """A language section; no two of its terms are the same."""
    distinct = st.lists(terms(), max_size=3, unique_by=lambda term: (term.text, term.valid_from)).map(tuple)
    return st.builds(
        LanguageSection,
        st.just(language),
        distinct,
        _few(definitions()),
        st.sampled_from(WorkState),
        _few(texts(multiline=True)),
        _few(data_categories()),
    )


@cache
def provenances() -> SearchStrategy[Provenance]:
    """Who and when, in any time zone."""
    zones = st.sampled_from((UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3, minutes=30))))
    # Hypothesis takes bounds without a zone; a margin at both ends leaves room for conversion to UTC.
    first, last = datetime(1000, 1, 1), datetime(9000, 1, 1)  # noqa: DTZ001
    moments = st.none() | st.datetimes(first, last, timezones=zones)
    names = texts(empty=True, longest=8)
    return st.builds(Provenance, moments, names, moments, names)


@st.composite
def concepts(draw: st.DrawFn, ids: SearchStrategy[str] | None = None) -> Concept:
    """A concept with any of its parts, in several languages."""
    languages = draw(_languages())
    return Concept(
        draw(concept_ids() if ids is None else ids),
        subject_field=draw(texts(empty=True, longest=10)),
        sections=tuple(draw(language_sections(language)) for language in languages),
        relations=draw(_few(_relations())),
        notes=draw(_few(texts(multiline=True))),
        provenance=draw(provenances()),
        data_categories=draw(_few(data_categories())),
    )


def concept_lists(longest: int = 4) -> SearchStrategy[list[Concept]]:
    """Concepts with different ids."""
    return st.lists(concepts(), max_size=longest, unique_by=lambda concept: concept.id)


@cache
def _few(items: SearchStrategy[_T]) -> SearchStrategy[tuple[_T, ...]]:
    return st.lists(items, max_size=2).map(tuple)


@cache
def _languages() -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(LANGUAGES), unique=True, max_size=3)


@cache
def _relations() -> SearchStrategy[Relation]:
    return st.builds(Relation, st.sampled_from(RelationKind), concept_ids())


@cache
def _pinyin() -> SearchStrategy[str]:
    return st.sampled_from(("", "chǎn yè liàn", "lǜ sè")) | texts(empty=True, longest=8)


@cache
def _any_of(choices: type[_Choice]) -> SearchStrategy[_Choice]:
    return st.sampled_from(choices)


@cache
def _perhaps(choices: type[_Choice]) -> SearchStrategy[_Choice | None]:
    return st.none() | st.sampled_from(choices)
