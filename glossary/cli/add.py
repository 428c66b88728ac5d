"""``zhengming add``: put a new concept into the term base."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.terminal import printable
from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    LanguageSection,
    Source,
    Term,
    concept_id,
)
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

if TYPE_CHECKING:
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Put a new concept into the term base: its Chinese term, its English rendering, and what you know about them.
zhengming edit changes the rest. A concept that is there already is refused and named.

Exit status: 0 it is in, 2 it is not."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``add``."""
    parser.add_argument("zh", metavar="CHINESE", help="the Chinese term")
    parser.add_argument("en", metavar="ENGLISH", help="the preferred rendering")
    parser.add_argument("--id", default="", help="its id (default: made from the English)")
    parser.add_argument("--pinyin", metavar="TEXT", default="", help="with tone marks")
    parser.add_argument("--subject-field", metavar="TEXT", default="", help="such as economy")
    parser.add_argument("--definition", metavar="TEXT", default="", help="in English")
    parser.add_argument("--source", metavar="TEXT", default="", help="the document that rules so")
    parser.add_argument("--admit", metavar="TEXT", action="append", default=[], help="another accepted rendering")
    parser.add_argument("--note", metavar="TEXT", action="append", default=[], help="a note on the concept")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Add the concept."""
    location = chosen(arguments.termbase, find_config())
    wanted = _concept(arguments)

    def work(store: "Store") -> Concept:
        concept = wanted if arguments.id else _under_free_id(store, wanted)
        _refuse_known(store, concept)
        return store.add(concept)

    added = in_one_step(arguments, location, work, "add")
    state = added.sections[0].work_state
    print(f"zhengming: {printable(location.shown)}: added {added.id} ({state})", file=sys.stderr)
    print(added.id)
    return CLEAN


def _concept(arguments: Namespace) -> Concept:
    sources = (Source(arguments.source),) if arguments.source else ()
    renderings = [Term(arguments.en, sources=sources)]
    renderings += [Term(text, AdministrativeStatus.ADMITTED) for text in arguments.admit]
    definitions = (Definition(arguments.definition),) if arguments.definition else ()
    return Concept(
        arguments.id or concept_id(arguments.en) or "concept",
        arguments.subject_field,
        (
            LanguageSection(CHINESE_SIMPLIFIED, (Term(arguments.zh, pinyin=arguments.pinyin),)),
            LanguageSection(ENGLISH, tuple(renderings), definitions),
        ),
        notes=tuple(arguments.note),
    )


def _refuse_known(store: "Store", concept: Concept) -> None:
    """Raise ``UsageError`` where the term base has this Chinese term in this subject field."""
    from termbase.importing.matching import Matcher

    (match,) = Matcher(store).match([concept])
    ids = (match.stored.id,) if match.stored else match.rivals
    if ids:
        raise UsageError(
            concept.terms(CHINESE_SIMPLIFIED)[0].text,
            f"is there already: {', '.join(ids)}",
            "edit that, or tell the new one apart by --subject-field",
        )


def _under_free_id(store: "Store", concept: Concept) -> Concept:
    from dataclasses import replace

    return replace(concept, id=store.free_id(concept.id))


COMMAND: Final = Command("add", "put a new concept into the term base", configure, execute, _DESCRIPTION)
