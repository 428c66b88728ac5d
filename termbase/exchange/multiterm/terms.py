"""Terms of MultiTerm XML."""

from typing import Final

from termbase.concepts import AdministrativeStatus, Evidence, MatchSettings, Term
from termbase.errors import InvalidValue
from termbase.exchange.multiterm import fields, values
from termbase.exchange.multiterm.fields import Level
from termbase.exchange.multiterm.groups import Group, child_named, line_of, read_group
from termbase.exchange.statuses import status_of
from termbase.exchange.xml.reading import Element

_PART_OF_SPEECH: Final = "termNote/partOfSpeech"
_TERM_TYPE: Final = "termNote/termType"
_NUMBER: Final = "termNote/grammaticalNumber"


def read_term(element: Element, section: Group, *, first: bool) -> Term:
    """The term of a ``termGrp``; a definition that stands with it goes to the section.

    A term without a status is preferred where it is the ``first``, else admitted. Raises ``InvalidValue``.
    """
    group = read_group(element, Level.TERM)
    text = line_of(child_named(element, "term"))
    if not text:
        raise InvalidValue("term", "is empty", "give it a text")
    section.definitions += group.definitions
    unstated = AdministrativeStatus.PREFERRED if first else AdministrativeStatus.ADMITTED
    return Term(
        text,
        status=group.chosen(fields.STATUS, status_of) or unstated,
        part_of_speech=group.chosen(fields.PART_OF_SPEECH, values.part_of_speech_of, _PART_OF_SPEECH),
        term_type=group.chosen(fields.TERM_TYPE, values.term_type_of, _TERM_TYPE),
        number=group.chosen(fields.NUMBER, values.number_of, _NUMBER),
        pinyin=_line(group.one(fields.PINYIN)),
        geographical_usage=_line(group.one(fields.GEOGRAPHICAL_USAGE)),
        usage_note=group.one(fields.USAGE_NOTE),
        reason=group.one(fields.REASON),
        valid_from=group.chosen(fields.VALID_FROM, values.date_of) or "",
        valid_to=group.chosen(fields.VALID_TO, values.date_of) or "",
        look_up_forms=tuple(map(_line, group.all(fields.LOOK_UP_FORM))),
        match=_match(group),
        sources=tuple(group.sources),
        notes=tuple(group.notes),
        data_categories=tuple(group.categories),
    )


def _match(group: Group) -> MatchSettings:
    inflects = group.chosen(fields.INFLECTS, values.flag_of)
    return MatchSettings(
        case_sensitive=bool(group.chosen(fields.CASE_SENSITIVE, values.flag_of)),
        inflect=inflects is not False,
        evidence=group.chosen(fields.EVIDENCE, values.evidence_of) or Evidence.ALWAYS,
        context=tuple(map(_line, group.all(fields.CONTEXT_WORD))),
        severity=group.chosen(fields.SEVERITY, values.severity_of),
    )


def _line(text: str) -> str:
    return " ".join(text.splitlines()) if "\n" in text or "\t" in text else text
