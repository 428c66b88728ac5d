"""A glossary for people as one HTML page.

The page needs no network and runs no script, prints well, and follows the reader's choice of light or dark. Whatever a
term base says is text on it, never markup.
"""

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import BinaryIO, Final

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.exchange.people.contents import definition_text, details
from termbase.exchange.people.sorting import OTHER, head_of, sections_of
from termbase.exchange.people.spool import GlossarySpool, reference
from termbase.exchange.values import LossLedger, LossReport, Order, WriteOptions

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept that has a term, sorted as ``options.order`` says, with an index of letters."""
    ledger = LossLedger()
    with GlossarySpool() as spool:
        spool.fill(concepts, options.order, ledger, lambda concept: "".join(_entry(concept, options.order)))
        stream.write(_head(options.title, spool.letters()).encode())
        for letter, entries in spool.entries(_link):
            anchor, name = _anchor(letter), escape(letter)
            stream.write(f'<section aria-labelledby="{anchor}">\n<h2 id="{anchor}">{name}</h2>\n'.encode())
            stream.writelines(entry.encode() for entry in entries)
            stream.write(b"</section>\n")
    stream.write(b"</main>\n</body>\n</html>\n")
    return ledger.report()


def _head(title: str, letters: Iterable[str]) -> str:
    style = files("termbase.exchange.people").joinpath("page.css").read_text(encoding="utf-8")
    index = "".join(f'<li><a href="#{_anchor(letter)}">{escape(letter)}</a></li>' for letter in letters)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header><h1>{escape(title)}</h1>\n<nav aria-label="Index"><ul>{index}</ul></nav></header>\n<main>\n'
    )


def _anchor(letter: str) -> str:
    return "letter-other" if letter == OTHER else f"letter-{letter.casefold()}"


def _link(concept_id: str) -> str:
    return f'<a href="#c-{concept_id}">{concept_id}</a>'


def _entry(concept: Concept, order: Order) -> Iterator[str]:
    sections = sections_of(concept, order)
    head = head_of(sections[0])
    language = escape(sections[0].language)
    pinyin = f' <span class="pinyin" lang="zh-Latn">{escape(head.pinyin)}</span>' if head.pinyin else ""
    yield f'<article id="c-{concept.id}">\n<h3><bdi lang="{language}">{escape(head.text)}</bdi>{pinyin}</h3>\n'
    if concept.subject_field:
        yield f'<p class="subject">{escape(concept.subject_field)}</p>\n'
    for section in sections:
        yield from _section(section)
    if concept.notes or concept.relations:
        yield "<ul>\n"
        yield from (_item("Note", escape(note)) for note in concept.notes)
        yield from (_item(it.kind.capitalize(), reference(it.target)) for it in concept.relations)
        yield "</ul>\n"
    yield "</article>\n"


def _section(section: LanguageSection) -> Iterator[str]:
    language = escape(section.language)
    for definition in section.definitions:
        yield f'<p class="text" lang="{language}" dir="auto">{escape(definition_text(definition))}</p>\n'
    yield "<ul>\n"
    for term in section.terms:
        yield from _term(term, language)
    yield from (_item("Note", escape(note)) for note in section.notes)
    yield "</ul>\n"


def _term(term: Term, language: str) -> Iterator[str]:
    kind = "rejected" if not term.status.accepted else term.status.value
    yield f'<li class="{kind}"><bdi class="term" lang="{language}">{escape(term.text)}</bdi> '
    if term.pinyin:
        yield f'<span class="pinyin" lang="zh-Latn">{escape(term.pinyin)}</span> '
    shown = "" if term.status is AdministrativeStatus.ADMITTED else f'<span class="status">{term.status}</span> '
    yield f'{shown}<span class="pinyin">{language}</span>'
    items = [_item(label, escape(text)) for label, text in details(term)]
    if items:
        yield f"\n<ul>\n{''.join(items)}</ul>\n"
    yield "</li>\n"


def _item(label: str, content: str) -> str:
    return f'<li class="text">{label}: <span dir="auto">{content}</span></li>\n'
