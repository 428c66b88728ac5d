"""The plan and the outcome of an import, for people and for programs. docs/formats.md describes both."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from glossary.report.concepts import chinese_of, padded
from glossary.report.terminal import Palette, counted, printable, width
from termbase.exchange.values import Problem
from termbase.fields import ENGLISH
from termbase.history.differences import Difference
from termbase.history.merging import Conflict
from termbase.importing.values import Action, ImportSummary, Planned, Verdict

_VERSION: Final = 1
_NAMED: Final = 5
_VERDICT_WIDTH: Final = max(map(len, Verdict))
_CHINESE_WIDTH: Final = 16
_DONE: Final = {
    Action.ADD: "is added",
    Action.REPLACE: "is replaced",
    Action.MERGE: "is merged",
    Action.PROPOSE: "goes into the review queue",
    Action.LEAVE: "",
}


def plan_lines(batches: Iterable[list[Planned]], palette: Palette) -> ImportSummary:
    """Print a line for every concept that is not the same, with what differs under it; returns the numbers."""
    summary = ImportSummary()
    for batch in batches:
        for planned in batch:
            if planned.verdict is not Verdict.SAME:
                print("\n".join(_lines(planned, palette)))
        summary += ImportSummary.of(batch)
    return summary


def plan_as_json(batches: Iterable[list[Planned]], problems: Sequence[Problem], termbase: str) -> ImportSummary:
    """Print the plan as one JSON object, concept by concept as it is made; returns the numbers."""
    summary, separator = ImportSummary(), "\n"
    print(f'{{"version": {_VERSION}, "termbase": {json.dumps(termbase, ensure_ascii=False)}, "concepts": [', end="")
    for batch in batches:
        for planned in batch:
            print(separator + json.dumps(_plain(planned), ensure_ascii=False), end="")
            separator = ",\n"
        summary += ImportSummary.of(batch)
    listed = json.dumps([_plain_problem(problem) for problem in problems], ensure_ascii=False)
    print(f'],\n"summary": {json.dumps(_numbers(summary))}, "problems": {listed}}}')
    return summary


def summary_as_json(summary: ImportSummary, problems: Sequence[Problem], termbase: str) -> str:
    """What an import did as one JSON object."""
    plain = {
        "version": _VERSION,
        "termbase": termbase,
        "summary": _numbers(summary),
        "unclear": [{"id": given, "problem": problem} for given, problem in summary.unclear],
        "retired": list(summary.retired),
        "renamed": [{"id": given, "new_id": new} for given, new in summary.renamed],
        "problems": [_plain_problem(problem) for problem in problems],
    }
    return json.dumps(plain, ensure_ascii=False)


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


def unsettled(summary: ImportSummary) -> Iterator[str]:
    """A line for each kind of thing that the user may have to look at."""
    if summary.disputed:
        number = counted(summary.disputed, "merged concept")
        yield f"{number} said something else than the stored one, which was kept; --dry-run shows what"
    for given, new in summary.renamed[:_NAMED]:
        yield f"{printable(given)}: a different concept has this id, so the incoming one is {new}"
    yield from _more(summary.renamed)
    for given, problem in summary.unclear[:_NAMED]:
        yield f"{printable(given)}: stayed out, {printable(problem)}"
    yield from _more(summary.unclear)
    if summary.retired:
        named = ", ".join(summary.retired[:_NAMED]) + (", …" if len(summary.retired) > _NAMED else "")
        number = counted(len(summary.retired), "concept")
        yield f"{named}: {number} stayed out, removed once before; bring one back with `zhengming restore ID`"


def _more(items: Sequence[object]) -> Iterator[str]:
    if len(items) > _NAMED:
        yield f"and {len(items) - _NAMED} more like that; --json lists all"


def _lines(planned: Planned, palette: Palette) -> Iterator[str]:
    concept = planned.concept
    chinese = printable(chinese_of(concept))
    verdict = padded(planned.verdict, _VERDICT_WIDTH)
    english = printable(concept.preferred(ENGLISH)) or "(no English)"
    renamed = f" (in the file: {printable(planned.given_id)})" if planned.given_id != concept.id else ""
    gap = padded(chinese, _CHINESE_WIDTH) if width(chinese) < _CHINESE_WIDTH else chinese
    yield f"{palette.place(verdict)}  {gap}  {english}  {palette.dim(concept.id + renamed)}"
    if planned.problem:
        yield f"    {printable(planned.problem)}"
    yield from map(difference_line, planned.differences)
    yield from map(conflict_line, planned.conflicts)


def difference_line(difference: Difference) -> str:
    """What changes in a field."""
    return f"    {printable(difference.place)}: {_value(difference.before)} → {_value(difference.after)}"


def conflict_line(conflict: Conflict) -> str:
    """A field in which a stored and an incoming concept say different things."""
    return f"    {printable(conflict.place)}: stored {_value(conflict.theirs)}, incoming {_value(conflict.ours)}"


def _value(value: Any) -> str:
    """A field's content in a line: what it holds, or the text of the term or definition that it is."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, dict) and value.keys() == {"name", "value"}:
        return printable(f"{value['name']}: {value['value']}")
    if isinstance(value, dict):
        return printable(str(value.get("text") or value.get("document") or value.get("language") or "a part"))
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value) or "nothing"
    return printable(str(value))


def _plain(planned: Planned) -> dict[str, Any]:
    return {
        "id": planned.concept.id,
        "given_id": planned.given_id,
        "zh": chinese_of(planned.concept),
        "en": planned.concept.preferred(ENGLISH),
        "verdict": planned.verdict.value,
        "action": planned.action.value,
        "stored": planned.stored.id if planned.stored else None,
        "differences": [{"path": list(it.path), "before": it.before, "after": it.after} for it in planned.differences],
        "conflicts": [{"path": list(it.path), "stored": it.theirs, "incoming": it.ours} for it in planned.conflicts],
        "problem": planned.problem,
    }


def _plain_problem(problem: Problem) -> dict[str, Any]:
    return {"place": problem.place, "line": problem.line, "problem": problem.problem, "cure": problem.cure}


def _numbers(summary: ImportSummary) -> dict[str, int]:
    names = ("added", "replaced", "merged", "skipped", "unchanged", "proposed", "disputed")
    numbers = {name: getattr(summary, name) for name in names}
    return numbers | {name: len(getattr(summary, name)) for name in ("unclear", "retired", "renamed")}
