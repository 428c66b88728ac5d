"""The history of a term base for people at a terminal."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from glossary.report.terminal import Palette, counted, printable
from termbase.history.differences import Difference, differences
from termbase.history.values import Change, ChangeKind, Step, StepSummary, Undone

_NOTHING: Final = "nothing"


def history_lines(changes: Iterable[Change], palette: Palette) -> Iterator[str]:
    """The changes of a concept: who, when, why, and which fields from what to what."""
    for change in changes:
        yield step_line(change.step, palette)
        yield from _reason(change.step)
        if change.kind is not ChangeKind.CHANGED:
            yield f"  {change.kind}"
            continue
        found = differences(change.before, change.after)
        yield from (f"  {line}" for line in difference_lines(found, palette))
        if not found:
            yield palette.dim("  signed anew, otherwise as before")


def log_lines(summaries: Iterable[StepSummary], palette: Palette) -> Iterator[str]:
    """The steps of a term base, with how many concepts they touched and the first few of these."""
    for summary in summaries:
        yield step_line(summary.step, palette)
        yield from _reason(summary.step)
        named = ", ".join(summary.concepts)
        more = ", …" if summary.total > len(summary.concepts) else ""
        yield (
            f"  {_counts(summary)}: {palette.dim(printable(named) + more)}" if summary.total else "  no concept changed"
        )


def step_line(step: Step, palette: Palette) -> str:
    """One step: number, moment, who, what, and whether it is undone."""
    what = f"{step.what} of step {step.undoes}" if step.undoes else step.what
    undone = f"  (undone by step {step.undone_by})" if step.undone_by else ""
    who = printable(step.by) or "unknown"
    return f"{palette.place(f'step {step.number}')}  {step.at:%Y-%m-%d %H:%M} UTC  {who}  {printable(what)}{undone}"


def undo_line(done: Undone) -> str:
    """What an undo did: ``undid step 3 (import by ann): 2 concepts removed``."""
    step = done.undone
    return (
        f"undid step {step.number} ({printable(step.what)} by {printable(step.by) or 'unknown'}): {undo_counts(done)}"
    )


def undo_counts(done: Undone) -> str:
    """How many concepts an undo touched, and how: ``2 concepts removed, 1 concept changed back``."""
    numbers = {"removed": done.removed, "changed back": done.changed, "brought back": done.added}
    counts = ", ".join(f"{counted(number, 'concept')} {how}" for how, number in numbers.items() if number)
    return counts or "nothing was left to change"


def difference_lines(found: Iterable[Difference], palette: Palette) -> Iterator[str]:
    """A line for each field: its path, what it held, what it holds."""
    for difference in found:
        before, after = shown(difference.before), shown(difference.after)
        yield f"{printable(difference.place)}: {palette.span(before)} → {palette.good(after)}"


def shown(value: Any) -> str:
    """A plain value for a reader; a part of a concept by its text."""
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(shown(item) for item in value) or _NOTHING
    if isinstance(value, dict):
        return _part(value)
    return printable(str(value))


def _part(value: dict[str, Any]) -> str:
    """A term with its status, a section by its terms, anything else by what it holds."""
    if "text" in value:
        status = f" ({value['status']})" if "status" in value else ""
        return printable(value["text"]) + status
    if "language" in value:
        return shown(value.get("terms", value.get("definitions", value["language"])))
    return ", ".join(shown(item) for item in value.values())


def _reason(step: Step) -> Iterator[str]:
    if step.why:
        yield f"  why: {printable(step.why)}"


def _counts(summary: StepSummary) -> str:
    numbers = {"added": summary.added, "changed": summary.changed, "removed": summary.removed}
    return ", ".join(f"{counted(number, 'concept')} {kind}" for kind, number in numbers.items() if number)
