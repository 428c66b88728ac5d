"""Read the built-in glossary: TOML files of concepts, one a domain, into values.

``concepts/*.toml`` hold one table a concept; ``sources.toml`` names the documents that many concepts cite. The format
is described in docs/glossary.md. The files belong to the program, so a mistake in them is an ``ExchangeError`` that
names the file and the concept, never a problem to skip.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import tomli

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
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
)
from termbase.errors import ExchangeError, ZhengmingError
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, choose

_CONCEPT_KEYS: Final = frozenset(
    "zh traditional traditional-note pinyin pinyin-note look-up zh-admitted en en-look-up type pos number definition"
    " source checked admitted deprecated relations note usage-note subject-field valid-from valid-to case-sensitive"
    " inflect".split()
)
_TERM_KEYS: Final = frozenset(
    "term status reason evidence context severity note usage-note usage type pos number look-up valid-from valid-to"
    " case-sensitive inflect source checked".split()
)
_MATCH_KEYS: Final = frozenset("case-sensitive inflect evidence context severity".split())
_USUAL_MATCH: Final = MatchSettings()


def starter_files() -> list[tuple[str, bytes]]:
    """Name and content of every file of the built-in glossary, in name order."""
    folder = files("termbase.starter")
    paths: list[Traversable] = [folder / "sources.toml"]
    paths += sorted((p for p in (folder / "concepts").iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return [(path.name, path.read_bytes()) for path in paths]


def starter_concepts() -> Iterator[Concept]:
    """All concepts of the built-in glossary, in file order."""
    (sources_name, sources_text), *domains = starter_files()
    sources = _parse(sources_name, sources_text)
    homes: dict[str, str] = {}
    for name, text in domains:
        for concept in concepts_in(_parse(name, text), sources, name):
            if concept.id in homes:
                raise ExchangeError(f"{name} [{concept.id}]", f"{homes[concept.id]} has this id too", "rename one")
            homes[concept.id] = name
            yield concept


def concepts_in(
    table: Mapping[str, Any], sources: Mapping[str, Any] | None = None, name: str = ""
) -> Iterator[Concept]:
    """The concepts of one domain's table; ``sources`` are the documents it may cite by key."""
    subject_field = table.get("subject-field", "")
    for concept_id, entry in table.items():
        if concept_id == "subject-field":
            continue
        try:
            yield _concept(concept_id, entry, subject_field, sources or {})
        except KeyError as error:
            raise ExchangeError(f"{name} [{concept_id}]", f"has no {error.args[0]}", "add it") from error
        except ZhengmingError as error:
            raise ExchangeError(f"{name} [{concept_id}]", str(error)) from error


def _parse(name: str, text: bytes) -> dict[str, Any]:
    try:
        return tomli.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ExchangeError(name, str(error), "mend the TOML") from error


def _concept(concept_id: str, entry: Mapping[str, Any], subject_field: str, sources: Mapping[str, Any]) -> Concept:
    _refuse_unknown(entry, _CONCEPT_KEYS)
    checked = bool(entry.get("checked", False))
    state = WorkState.APPROVED if checked else WorkState.PROPOSED
    source = _source(entry.get("source"), checked, sources)
    simplified = Term(
        entry["zh"],
        pinyin=entry.get("pinyin", ""),
        notes=tuple(entry[key] for key in ("pinyin-note",) if key in entry),
        look_up_forms=tuple(entry.get("look-up", ())),
        term_type=_maybe(TermType, entry, "type"),
        part_of_speech=_maybe(PartOfSpeech, entry, "pos"),
    )
    variants = tuple(Term(text, AdministrativeStatus.ADMITTED) for text in entry.get("zh-admitted", ()))
    sections = [LanguageSection(CHINESE_SIMPLIFIED, (simplified, *variants), work_state=state)]
    if traditional := entry.get("traditional"):
        why = tuple(entry[key] for key in ("traditional-note",) if key in entry)
        sections.append(LanguageSection(CHINESE_TRADITIONAL, (Term(traditional, notes=why),), work_state=state))
    preferred = Term(
        entry["en"],
        part_of_speech=_maybe(PartOfSpeech, entry, "pos"),
        term_type=_maybe(TermType, entry, "type"),
        number=_maybe(GrammaticalNumber, entry, "number"),
        sources=(source,) if source else (),
        valid_from=entry.get("valid-from", ""),
        valid_to=entry.get("valid-to", ""),
        usage_note=entry.get("usage-note", ""),
        look_up_forms=tuple(entry.get("en-look-up", ())),
        match=_match(entry),
    )
    admitted = [_term(item, AdministrativeStatus.ADMITTED, preferred, sources) for item in entry.get("admitted", ())]
    bad = [_term(item, AdministrativeStatus.DEPRECATED, preferred, sources) for item in entry.get("deprecated", ())]
    definitions = (Definition(entry["definition"]),) if entry.get("definition") else ()
    sections.append(LanguageSection(ENGLISH, (preferred, *admitted, *bad), definitions, state))
    return Concept(
        concept_id,
        subject_field=entry.get("subject-field", subject_field),
        sections=tuple(sections),
        relations=tuple(_relations(entry.get("relations", {}))),
        notes=(entry["note"],) if entry.get("note") else (),
    )


def _term(
    entry: str | Mapping[str, Any], status: AdministrativeStatus, preferred: Term, sources: Mapping[str, Any]
) -> Term:
    """An admitted or deprecated term; word class and number are the preferred term's unless given."""
    if isinstance(entry, str):
        number = _inherited(preferred, status)
        return Term(entry, status, part_of_speech=preferred.part_of_speech, number=number)
    _refuse_unknown(entry, _TERM_KEYS)
    source = _source(entry.get("source"), bool(entry.get("checked", False)), sources)
    return Term(
        entry["term"],
        status=_maybe(AdministrativeStatus, entry, "status") or status,
        reason=entry.get("reason", ""),
        notes=(entry["note"],) if entry.get("note") else (),
        usage_note=entry.get("usage-note", ""),
        geographical_usage=entry.get("usage", ""),
        term_type=_maybe(TermType, entry, "type"),
        part_of_speech=_maybe(PartOfSpeech, entry, "pos") or preferred.part_of_speech,
        number=_maybe(GrammaticalNumber, entry, "number") or _inherited(preferred, status),
        look_up_forms=tuple(entry.get("look-up", ())),
        valid_from=entry.get("valid-from", ""),
        valid_to=entry.get("valid-to", ""),
        sources=(source,) if source else (),
        match=_match(entry),
    )


def _inherited(preferred: Term, status: AdministrativeStatus) -> GrammaticalNumber | None:
    """An admitted term is uncountable where the preferred one is; a deprecated one may be wrong in just this."""
    uncountable = preferred.number is GrammaticalNumber.MASS and status is AdministrativeStatus.ADMITTED
    return GrammaticalNumber.MASS if uncountable else None


def _match(entry: Mapping[str, Any]) -> MatchSettings:
    if _MATCH_KEYS.isdisjoint(entry):
        return _USUAL_MATCH
    return MatchSettings(
        case_sensitive=bool(entry.get("case-sensitive", False)),
        inflect=bool(entry.get("inflect", True)),
        evidence=_maybe(Evidence, entry, "evidence") or Evidence.ALWAYS,
        context=tuple(entry.get("context", ())),
        severity=_maybe(Severity, entry, "severity"),
    )


def _source(value: str | Mapping[str, str] | None, checked: bool, sources: Mapping[str, Any]) -> Source | None:
    """A source from an inline table, or from a key of sources.toml with an optional ``#locator``."""
    if value is None:
        return None
    mark = SourceMark.CHECKED if checked else SourceMark.UNVERIFIED
    if not isinstance(value, str):
        return Source(mark=mark, **value)
    key, _, locator = value.partition("#")
    if key not in sources:
        raise ExchangeError("source", f"{key!r} is not in sources.toml", "add it there or write an inline table")
    return Source(mark=mark, locator=locator, **sources[key])


def _relations(table: Mapping[str, list[str]]) -> Iterator[Relation]:
    for kind, targets in table.items():
        for target in targets:
            yield Relation(choose(RelationKind, kind.replace("-", " "), "relation"), target)


def _maybe(enum: Any, entry: Mapping[str, Any], key: str) -> Any:
    return _chosen(enum, entry[key], key) if key in entry else None


_chosen: Final = lru_cache(choose)
"""Thousands of terms choose among a few values."""


def _refuse_unknown(entry: Mapping[str, Any], known: frozenset[str]) -> None:
    if not entry.keys() <= known:
        unknown = sorted(entry.keys() - known)
        raise ExchangeError("key", f"unknown {', '.join(unknown)}", f"known are {', '.join(sorted(known))}")
