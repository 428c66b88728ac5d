"""A glossary for people in Markdown, as code hosts and text editors show it."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from termbase.concepts import Concept, LanguageSection, Term
from termbase.exchange.people.contents import definition_text, details
from termbase.exchange.people.sorting import OTHER, head_of, sections_of
from termbase.exchange.people.spool import GlossarySpool, reference
from termbase.exchange.values import LossLedger, LossReport, Order, WriteOptions

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$!@^]|(?<=[a-z]):(?=//)|(?<=www)\.")
_BLOCK_START: Final = re.compile(r"^(?:[-+=]|\d+(?=[.)]))")
_OTHER: Final = "Other"


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term, sorted as ``options.order`` says, with an index of letters."""
    ledger = LossLedger()
    with GlossarySpool() as spool:
        spool.fill(concepts, options.order, ledger, lambda concept: "".join(_entry(concept, options.order)))
        stream.write(f"# {_text(options.title)}\n".encode())
        index = " · ".join(f"[{_heading(letter)}](#{_heading(letter).casefold()})" for letter in spool.letters())
        if index:
            stream.write(f"\n{index}\n".encode())
        for letter, entries in spool.entries(str):
            stream.write(f"\n## {_heading(letter)}\n".encode())
            stream.writelines(entry.encode() for entry in entries)
    return ledger.report()


def _heading(letter: str) -> str:
    return _OTHER if letter == OTHER else letter


def _entry(concept: Concept, order: Order) -> Iterator[str]:
    sections = sections_of(concept, order)
    head = head_of(sections[0])
    pinyin = f" ({_text(head.pinyin)})" if head.pinyin else ""
    yield f"\n### {_text(head.text)}{pinyin}\n\n"
    if concept.subject_field:
        yield f"*{_text(concept.subject_field)}*\n\n"
    for section in sections:
        yield from _section(section)
    for note in concept.notes:
        yield f"- Note: {_lines(note, 2)}\n"
    for relation in concept.relations:
        yield f"- {relation.kind.capitalize()}: {reference(relation.target)}\n"


def _section(section: LanguageSection) -> Iterator[str]:
    for term in section.terms:
        yield from _term(term, section.language)
    for definition in section.definitions:
        yield f"- Definition ({section.language}): {_lines(definition_text(definition), 2)}\n"
    for note in section.notes:
        yield f"- Note ({section.language}): {_lines(note, 2)}\n"


def _term(term: Term, language: str) -> Iterator[str]:
    pinyin = f", {_text(term.pinyin)}" if term.pinyin else ""
    text = f"**{_text(term.text)}**" if term.status.accepted else f"~~{_text(term.text)}~~"
    yield f"- {text} ({language}, {term.status}{pinyin})\n"
    for label, detail in details(term):
        yield f"  - {label}: {_lines(detail, 4)}\n"


def _text(text: str) -> str:
    """The text without anything that Markdown would take for markup."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _lines(text: str, indent: int) -> str:
    """The text with its line breaks, as a part of a list item that is indented so far."""
    lines = [_text(line.strip()) for line in text.split("\n") if line.strip()]
    further = (_BLOCK_START.sub(_escaped_start, line) for line in lines[1:])
    return ("\\\n" + " " * indent).join((*lines[:1], *further))


def _escaped_start(found: re.Match[str]) -> str:
    start = found[0]
    return f"\\{start}" if not start.isdigit() else f"{start}\u2060"
