"""Ask for another value of a setting of the export."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from textual.app import App

from glossary.report.concepts import LANGUAGE_NAMES
from termbase.concepts import AdministrativeStatus, WorkState
from termbase.exchange.choosing import Choice
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.dialogs.choose_some import ChooseSome
from tui.screens.exchange.export_settings import DEPRECATED, DIRECTIONS, ORDERS, ExportDraft, told
from tui.services.exchanging import Offers

T = TypeVar("T")

_App = App[Any]


async def changed(app: _App, draft: ExportDraft, name: str, offers: Offers) -> ExportDraft | None:
    """The draft with another value of one setting; None where the user leaves it. Raises ``InvalidValue``."""
    return await _ASKERS[name](app, draft, offers)


async def _fields(app: _App, draft: ExportDraft, offers: Offers) -> ExportDraft | None:
    options = [(name, f"{name or '(none)'}  {number:,}") for name, number in offers.subject_fields]
    chosen = await _some(app, "Subject fields", options, draft.fields)
    return None if chosen is None else replace(draft, fields=chosen)


async def _projects(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    title, value = "Projects, with commas between them", ", ".join(draft.projects)
    text = await app.push_screen_wait(AskText(title, value=value, placeholder="empty: all"))
    return None if text is None else replace(draft, projects=tuple(filter(None, map(str.strip, text.split(",")))))


async def _statuses(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    chosen = await _some(app, "Status of terms", [(it, str(it)) for it in AdministrativeStatus], draft.statuses)
    return None if chosen is None else replace(draft, statuses=chosen)


async def _work_state(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    states = [("", "all"), *((str(it), str(it)) for it in WorkState)]
    state = await app.push_screen_wait(Choose("Work state", states, current=str(draft.work_state or "")))
    return None if state is None else replace(draft, work_state=WorkState(state) if state else None)


async def _languages(app: _App, draft: ExportDraft, offers: Offers) -> ExportDraft | None:
    options = [(code, f"{code}  {LANGUAGE_NAMES.get(code, '')}".rstrip()) for code in offers.languages]
    chosen = await _some(app, "Languages", options, draft.languages)
    return None if chosen is None else replace(draft, languages=chosen)


async def _day(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    title = "The day on which the status of a term has to hold"
    day = await app.push_screen_wait(AskText(title, value=draft.day, placeholder="YYYY-MM-DD; empty: any day"))
    Choice(day=day or "")  # raises for what is no day
    return None if day is None else replace(draft, day=day)


async def _direction(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    direction = await app.push_screen_wait(Choose("Direction", DIRECTIONS, current=draft.direction))
    return replace(draft, direction=direction) if direction else None


async def _deprecated(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    current = told(draft.deprecated)
    answer = await app.push_screen_wait(Choose("Deprecated and superseded terms", DEPRECATED, current=current))
    return None if answer is None else replace(draft, deprecated={"yes": True, "no": False}.get(answer))


async def _order(app: _App, draft: ExportDraft, _: Offers) -> ExportDraft | None:
    order = await app.push_screen_wait(Choose("Sorted", ORDERS, current=draft.order))
    return replace(draft, order=order) if order else None


async def _losses(_: _App, draft: ExportDraft, __: Offers) -> ExportDraft | None:
    return replace(draft, fail_on_loss=not draft.fail_on_loss)


async def _some(app: _App, title: str, options: Sequence[tuple[T, str]], chosen: Sequence[T]) -> tuple[T, ...] | None:
    return await app.push_screen_wait(ChooseSome(title, options, chosen=chosen, note="None marked means all."))


_ASKERS: Final[Mapping[str, Callable[[_App, ExportDraft, Offers], Awaitable[ExportDraft | None]]]] = {
    "fields": _fields,
    "projects": _projects,
    "statuses": _statuses,
    "work_state": _work_state,
    "languages": _languages,
    "day": _day,
    "direction": _direction,
    "deprecated": _deprecated,
    "order": _order,
    "fail_on_loss": _losses,
}
