"""``zhengming edit``: change a concept as a form, in an editor or from a file."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.concept_forms import Draft, concept_from, drafted, form_of
from glossary.cli.field_changes import with_fields
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.importing import conflict_line, difference_line
from glossary.report.terminal import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termbase.concepts import Concept
    from termbase.history.merging import StaleVersion
    from termbase.locations import Location
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Change a concept: its form opens in your editor (VISUAL, EDITOR) and is stored when you save and close it. --print
writes the form to standard output, --file stores one that was changed elsewhere; - is standard input. --set changes
single fields, named as zhengming history shows them: --set 'en > term 2 > status=admitted'.

If somebody else changed the concept meanwhile, nothing is stored, and what differs on both sides is shown; --merge
puts both changes together where no field was changed by both. What you wrote in the editor is kept when it could not
be stored.

Exit status: 0 stored or nothing to change, 2 not stored."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``edit``."""
    parser.add_argument("concept", metavar="ID|TERM", help="a concept id, or a term that only it has")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--print", action="store_true", help="write the form to standard output")
    way.add_argument("--file", metavar="FILE", default="", help="store the form in FILE")
    way.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help='give a field this value: a text, true, false, a list like ["a", "b"], or nothing; may be repeated',
    )
    parser.add_argument(
        "--version", type=int, metavar="N", help="the version that FILE was made from (default: the one it names)"
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
        print(form_of(concept, version), end="")
        return CLEAN
    if location.is_builtin:
        raise UsageError("edit", "the built-in glossary cannot be changed", "make your own first: zhengming init")
    if arguments.set:
        _store(arguments, location, concept, with_fields(concept, arguments.set), version)
    elif arguments.file:
        changed, made_from = _from_file(arguments.file)
        expected = next((it for it in (arguments.version, made_from) if it is not None), version)
        _store(arguments, location, concept, changed, expected)
    else:
        with drafted(form_of(concept, version), concept.id) as draft:
            _store(arguments, location, concept, _from_editor(draft, concept), version)
    return CLEAN


def _from_file(path: str) -> "tuple[Concept, int | None]":
    try:
        form = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8"
        raise UsageError(path, f"cannot be read ({reason})", "check the path") from error
    return concept_from(form, path)


def _from_editor(draft: Draft, concept: "Concept") -> "Concept":
    """What the editor makes of the concept; a form that makes no sense, or has new defects, may be edited again."""
    known = set(_defects(concept))
    while True:
        form = draft.edited()
        try:
            changed, _ = concept_from(form, concept.id)
        except UsageError as error:
            print(f"zhengming: {printable(str(error))}", file=sys.stderr)
            if not _agrees("Edit it again?"):
                raise UsageError("edit", "the form makes no sense", "nothing was changed") from None
            continue
        found = [defect for defect in _defects(changed) if defect not in known]
        for defect in found:
            print(f"zhengming: {printable(defect)}", file=sys.stderr)
        if not (found and _agrees("Edit it again?")):
            return changed


def _defects(concept: "Concept") -> "Iterator[str]":
    """What ``doctor`` finds wrong with a concept by itself."""
    from termbase.quality.examination import examine_alone

    yield from map(str, examine_alone(concept))


def _agrees(question: str) -> bool:
    """Whether somebody sits at a terminal and says yes."""
    if not sys.stdin.isatty():
        return False
    print(f"{question} [Y/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("", "y", "yes")


def _store(arguments: Namespace, location: "Location", concept: "Concept", changed: "Concept", expected: int) -> None:
    """Store what ``concept`` became, and say what that changed. Raises ``StaleVersion``, after showing both changes."""
    if changed.id != concept.id:
        raise UsageError(changed.id, f"is not the id of {concept.id}", "an id never changes; leave it as it is")
    changed = replace(changed, provenance=concept.provenance)
    if changed == concept:
        print("zhengming: nothing was changed", file=sys.stderr)
        return
    from termbase.history.merging import StaleVersion

    try:
        before, after = _written(arguments, location, changed, expected, merges=arguments.merge)
    except StaleVersion as error:
        _tell_stale(error)
        merged = error.merged()
        goes_together = merged is not None and not merged.conflicts and not arguments.merge
        if not (goes_together and _agrees("Put both together?")):
            raise
        before, after = _written(arguments, location, changed, expected, merges=True)
    _tell_stored(before, after)


def _written(
    arguments: Namespace, location: "Location", changed: "Concept", expected: int, *, merges: bool
) -> "tuple[Concept, Concept]":
    """The concept before and after it was replaced; ``merges`` says whether with the changes of others."""
    from termbase.history.merging import StaleVersion

    def work(store: "Store") -> "tuple[Concept, Concept]":
        before = store.get(changed.id)
        try:
            return before, store.replace(changed, expected=expected)
        except StaleVersion as error:
            merged = error.merged()
            if not merges or merged is None or merged.conflicts:
                raise
            return before, store.replace(merged.concept, expected=error.actual)

    return in_one_step(arguments, location, work, "edit")


def _tell_stored(before: "Concept", after: "Concept") -> None:
    from termbase.history.differences import differences

    found = differences(before, after)
    for difference in found:
        print(difference_line(difference), file=sys.stderr)
    for defect in _defects(after):
        print(f"zhengming: {printable(defect)}", file=sys.stderr)
    print(f"zhengming: {after.id}: {counted(len(found), 'field')} changed", file=sys.stderr)


def _tell_stale(error: "StaleVersion") -> None:
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
