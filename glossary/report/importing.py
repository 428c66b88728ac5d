"""What an import plans and did, in words for people."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from glossary.report.terminal import counted, printable
from termbase.history.differences import Difference
from termbase.history.merging import Conflict
from termbase.importing.values import Action, ImportPolicy, ImportSummary

POLICIES: Final = {
    ImportPolicy.SKIP: "leave it as it is",
    ImportPolicy.REPLACE: "put the incoming one in its place",
    ImportPolicy.MERGE: "add what it has not; where both say something else, keep the stored",
    ImportPolicy.REVIEW: "put all that is new or different into the review queue",
}
"""What an import does with a concept that is there already."""

ACTIONS: Final = {
    Action.ADD: "is added",
    Action.REPLACE: "is replaced",
    Action.MERGE: "is merged",
    Action.PROPOSE: "goes into the review queue",
    Action.LEAVE: "stays as it is",
}
"""What is done with a concept."""

_NAMED: Final = 5


def summary_line(summary: ImportSummary, *, planned: bool) -> str:
    """The numbers in a line; of those that are seldom, only what there is."""
    told = [f"{counted(summary.added, 'concept')} {'would be ' if planned else ''}added"]
    seldom = {
        "replaced": summary.replaced,
        "merged": summary.merged,
        "put into the review queue": summary.proposed,
        "skipped": summary.skipped,
        "the same": summary.unchanged,
    }
    told += [f"{number} {what}" for what, number in seldom.items() if number]
    return ", ".join(told)


def unsettled(
    summary: ImportSummary, *, more: str = "--json lists all", shows: str = "--dry-run shows"
) -> Iterator[str]:
    """A line for each kind of thing that the user may have to look at.

    ``shows`` says what shows the details of a merge, ``more`` what lists all where only some are named.
    """
    if summary.disputed:
        number = counted(summary.disputed, "merged concept")
        yield f"{number} said something else than the stored one, which was kept; {shows} what"
    for given, new in summary.renamed[:_NAMED]:
        yield f"{printable(given)}: a different concept has this id, so the incoming one is {new}"
    yield from _more(summary.renamed, more)
    for given, problem in summary.unclear[:_NAMED]:
        yield f"{printable(given)}: stayed out, {printable(problem)}"
    yield from _more(summary.unclear, more)
    if summary.retired:
        named = ", ".join(summary.retired[:_NAMED]) + (", …" if len(summary.retired) > _NAMED else "")
        number = counted(len(summary.retired), "concept")
        yield f"{named}: {number} stayed out, removed once before; bring one back with `zhengming restore ID`"


def difference_line(difference: Difference) -> str:
    """What changes in a field."""
    return f"    {printable(difference.place)}: {value_text(difference.before)} → {value_text(difference.after)}"


def conflict_line(conflict: Conflict) -> str:
    """A field in which a stored and an incoming concept say different things."""
    return (
        f"    {printable(conflict.place)}: stored {value_text(conflict.theirs)}, incoming {value_text(conflict.ours)}"
    )


def value_text(value: Any) -> str:
    """A field's content in a line: what it holds, or the text of the term or definition that it is."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, dict) and value.keys() == {"name", "value"}:
        return printable(f"{value['name']}: {value['value']}")
    if isinstance(value, dict):
        return printable(str(value.get("text") or value.get("document") or value.get("language") or "a part"))
    if isinstance(value, list):
        return ", ".join(value_text(item) for item in value) or "nothing"
    return printable(str(value))


def _more(items: Sequence[object], more: str) -> Iterator[str]:
    if len(items) > _NAMED:
        yield f"and {len(items) - _NAMED} more like that; {more}"
