"""The history of a term base for programs: plain objects for JSON, described in docs/history.md."""

import json
from collections.abc import Iterable
from typing import Any

from glossary.report.json import ESCAPES
from termbase.history.differences import Difference, differences
from termbase.history.values import Change, Step, StepSummary

VERSION = 1
"""Of the shape of these objects: fields may come, none goes or changes its meaning."""


def document(termbase: str, **content: Any) -> str:
    """One object as JSON text, with nothing in it that could steer a terminal."""
    whole = {"version": VERSION, "termbase": termbase, **content}
    return json.dumps(whole, ensure_ascii=False, indent=2).translate(ESCAPES)


def step_object(step: Step) -> dict[str, Any]:
    """A step."""
    return {
        "number": step.number,
        "at": step.at.isoformat(),
        "by": step.by,
        "why": step.why,
        "what": step.what,
        "undoes": step.undoes,
        "undone_by": step.undone_by,
    }


def summary_object(summary: StepSummary) -> dict[str, Any]:
    """A step with what it did."""
    counts = {"added": summary.added, "changed": summary.changed, "removed": summary.removed}
    return step_object(summary.step) | counts | {"concepts": list(summary.concepts)}


def change_object(change: Change) -> dict[str, Any]:
    """A change with the fields that differ."""
    return {
        "change": change.number,
        "kind": change.kind.value,
        "step": step_object(change.step),
        "differences": difference_objects(differences(change.before, change.after)),
    }


def difference_objects(found: Iterable[Difference]) -> list[dict[str, Any]]:
    """The fields that differ; null stands for nothing."""
    return [{"path": list(it.path), "before": it.before, "after": it.after} for it in found]
