"""The plan and the outcome of an import, for people and for programs. docs/formats.md describes both."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from glossary.report.concepts import chinese_of, padded
from glossary.report.importing import conflict_line, difference_line
from glossary.report.terminal import Palette, printable, width
from termbase.exchange.values import Problem
from termbase.fields import ENGLISH
from termbase.importing.values import ImportSummary, Planned, Verdict

_VERSION: Final = 1
_VERDICT_WIDTH: Final = max(map(len, Verdict))
_CHINESE_WIDTH: Final = 16


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
