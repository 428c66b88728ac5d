"""``zhengming edit``: change a concept as a form, in an editor or from a file."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options
from glossary.cli.command import CLEAN, COULD_NOT_RUN, Command
from glossary.cli.concept_forms import concept_from, edited, form_of
from glossary.cli.plans import conflict_line, difference_line
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.terminal import counted, printable
from termbase.errors import ZhengmingError

if TYPE_CHECKING:
    from termbase.concepts import Concept
    from termbase.history.merging import StaleVersion
    from termbase.locations import Location

_DESCRIPTION: Final = """\
Change a concept: its form opens in your editor (VISUAL, EDITOR) and is stored when you save and close it. --print
writes the form to standard output, --file stores one that was changed elsewhere; - is standard input.

If somebody else changed the concept meanwhile, nothing is stored, and what differs on both sides is shown; --merge
puts both changes together where no field was changed by both.

Exit status: 0 stored or nothing to change, 2 not stored."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``edit``."""
    parser.add_argument("concept", metavar="ID|TERM", help="a concept id, or a term that only it has")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--print", action="store_true", help="write the form to standard output")
    way.add_argument("--file", metavar="FILE", default="", help="store the form in FILE")
    parser.add_argument(
        "--version", type=int, metavar="N", help="the version that FILE was made from (default: the stored one)"
    )
    parser.add_argument("--merge", action="store_true", help="put together with what others changed meanwhile")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print the form, or store what became of it."""
    from glossary.cli.naming import named_concept
    from termbase.store import open_store

    location = chosen(arguments.termbase, find_config())
    with open_store(location, read_only=True) as store:
        concept = named_concept(store, arguments.concept)
        version = 0 if location.is_builtin else store.history.version(concept.id)
    if arguments.print:
        print(form_of(concept), end="")
        return CLEAN
    if location.is_builtin:
        raise UsageError("edit", "the built-in glossary cannot be changed", "make your own first: zhengming init")
    changed = _from_file(arguments.file) if arguments.file else _from_editor(concept)
    if changed.id != concept.id:
        raise UsageError(changed.id, f"is not the id of {concept.id}", "an id never changes; leave it as it is")
    from dataclasses import replace

    changed = replace(changed, provenance=concept.provenance)
    if changed == concept:
        print("zhengming: nothing was changed", file=sys.stderr)
        return CLEAN
    expected = version if arguments.version is None else arguments.version
    return _store(arguments, location, changed, expected)


def _from_file(path: str) -> "Concept":
    try:
        form = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8"
        raise UsageError(path, f"cannot be read ({reason})", "check the path") from error
    return concept_from(form, path)


def _from_editor(concept: "Concept") -> "Concept":
    """What the editor makes of the concept; a form that makes no sense may be edited again."""
    form = form_of(concept)
    while True:
        form = edited(form, concept.id)
        try:
            return concept_from(form, concept.id)
        except ZhengmingError as error:
            print(f"zhengming: {printable(str(error))}", file=sys.stderr)
            if not (sys.stdin.isatty() and _again()):
                raise UsageError("edit", "the form makes no sense", "nothing was changed") from None


def _again() -> bool:
    print("Edit it again? [Y/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("", "y", "yes")


def _store(arguments: Namespace, location: "Location", changed: "Concept", expected: int) -> int:
    from termbase.history.differences import differences
    from termbase.history.merging import StaleVersion
    from termbase.quality.entries import check_entry
    from termbase.retrying import retried
    from termbase.store import open_store

    def work() -> "tuple[Concept, Concept]":
        with open_store(location, user=arguments.user, why=arguments.why, what="edit") as store:
            before = store.get(changed.id)
            try:
                return before, store.replace(changed, expected=expected)
            except StaleVersion as error:
                merged = error.merged()
                if not arguments.merge or merged is None or merged.conflicts:
                    raise
                return before, store.replace(merged.concept, expected=error.actual)

    try:
        before, after = retried(work)
    except StaleVersion as error:
        _tell_stale(error)
        return COULD_NOT_RUN
    found = differences(before, after)
    for difference in found:
        print(difference_line(difference), file=sys.stderr)
    for defect in check_entry(after):
        print(f"zhengming: {printable(str(defect))}", file=sys.stderr)
    print(f"zhengming: {changed.id}: {counted(len(found), 'field')} changed", file=sys.stderr)
    return CLEAN


def _tell_stale(error: "StaleVersion") -> None:
    print(f"zhengming: {printable(str(error))}", file=sys.stderr)
    for title, found in (("yours", error.ours), ("meanwhile", error.theirs)):
        print(f"  {title}:", file=sys.stderr)
        for difference in found:
            print(difference_line(difference), file=sys.stderr)
    merged = error.merged()
    if merged and merged.conflicts:
        print("  changed by both:", file=sys.stderr)
        for conflict in merged.conflicts:
            print(conflict_line(conflict), file=sys.stderr)
    elif merged:
        print("  no field was changed by both: --merge puts them together", file=sys.stderr)


COMMAND: Final = Command("edit", "change a concept in an editor or from a file", configure, execute, _DESCRIPTION)
