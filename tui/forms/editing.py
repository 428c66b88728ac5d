"""Editing a form: each change makes another form, and the way back and forth between them is kept."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from termbase.concepts import AdministrativeStatus, WorkState
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL
from tui.forms.fields import FIELDS, LISTS, MOST, field_of
from tui.forms.parts import (
    Part,
    Path,
    around,
    blank,
    inserted,
    kind_at,
    moved,
    nearest,
    part_at,
    part_path,
    removed,
    text_at,
    with_text,
)

_KEPT: Final = 500
"""How many states one can go back."""
_PAUSE: Final = 1.5
"""Seconds without typing after which what is typed in the same field is a step of its own."""
_TURNED: Final = {"terms": "status", "sections": "work_state", "relations": "kind", "sources": "mark"}
"""The choice that says the most about a part of a kind."""
_LAST: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class _State:
    """A form, and the path at which the change that made it was done."""

    form: Part
    path: Path = ()


class FormEditor:
    """The form as it is now. Methods that change it return the path to go to, or None where there is nothing to do."""

    def __init__(self, form: Part) -> None:
        self._now = _State(form)
        self._past: deque[_State] = deque(maxlen=_KEPT)
        self._future: list[_State] = []
        self._typed_at = 0.0

    @property
    def form(self) -> Part:
        """The form as it is now."""
        return self._now.form

    def type(self, path: Path, text: str, moment: float) -> None:
        """Put a text into a field at this moment (seconds of any clock); quick typing in one field is one step."""
        if text == text_at(self.form, path):
            return
        goes_on = self._now.path == path and moment - self._typed_at < _PAUSE and not self._future and self._past
        state = _State(with_text(self.form, path, text), path)
        self._typed_at = moment
        if goes_on:
            self._now = state
        else:
            self._go_on(state)

    def fill(self, texts: Mapping[Path, str]) -> Path | None:
        """Put texts into fields that are empty, all in one step."""
        form, last = self.form, None
        for path, text in texts.items():
            if not text_at(form, path).strip():
                form, last = with_text(form, path, text), path
        return self._change(form, last)

    def turn(self, path: Path) -> Path | None:
        """Give the nearest part that has one its next status, work state, relation or mark."""
        for here in around(path):
            if name := _TURNED.get(kind_at(here)):
                return self.turn_field((*here, name))
        return None

    def turn_field(self, path: Path, by: int = 1) -> Path | None:
        """Give a field the next of its choices."""
        choices = field_of(kind_at(path), str(path[-1])).choices
        now = text_at(self.form, path)
        number = choices.index(now) + by if now in choices else 0
        return self._change(with_text(self.form, path, choices[number % len(choices)]), path)

    def approve(self, path: Path) -> Path | None:
        """Approve the language section around ``path``, or propose it again."""
        section = nearest(path, "sections")
        return self.turn_field((*section, "work_state")) if section else None

    def add(self, name: str, path: Path, /, **texts: str) -> Path | None:
        """Add a part to the nearest list of this name around ``path``: behind the one it lies in, or last.

        None where there is no such list, or where it is full. A term that follows a preferred one is an admitted one.
        """
        owner = next((it for it in around(path) if self._has_room(it, name)), None)
        if owner is None:
            return None
        own = nearest(path, name)
        number = int(own[-1]) + 1 if own and own[:-2] == owner else len(part_at(self.form, owner).parts[name])
        if name == "terms" and "status" not in texts:
            others = [it.texts["status"] for it in part_at(self.form, owner).parts[name]]
            if AdministrativeStatus.PREFERRED in others:
                texts["status"] = AdministrativeStatus.ADMITTED.value
        form = inserted(self.form, owner, name, number, blank(name, **texts))
        here: Path = (*owner, name, number)
        return self._change(form, (*here, FIELDS[name][0].name))

    def add_language(self, language: str) -> Path | None:
        """Add a language section with a term to fill in, Traditional behind Simplified; or lead to what there is."""
        languages = [section.texts["language"] for section in self.form.parts["sections"]]
        if language in languages:
            return ("sections", languages.index(language))
        number = len(languages)
        if language == CHINESE_TRADITIONAL and CHINESE_SIMPLIFIED in languages:
            number = languages.index(CHINESE_SIMPLIFIED) + 1
        section = blank("sections", language=language, work_state=WorkState.PROPOSED.value)
        section = replace(section, parts={**section.parts, "terms": (blank("terms"),)})
        form = inserted(self.form, (), "sections", number, section)
        return self._change(form, ("sections", number, "terms", 0, "text"))

    def remove(self, path: Path) -> Path | None:
        """Take the part at ``path`` away; leads to what comes in its place."""
        here = part_path(path)
        if not here:
            return None
        owner, name, number = here[:-2], str(here[-2]), int(here[-1])
        form = removed(self.form, here)
        rest = len(part_at(form, owner).parts[name])
        return self._change(form, (*owner, name, min(number, rest - 1)) if rest else owner)

    def move(self, path: Path, by: int) -> Path | None:
        """Move the part at ``path`` within its list."""
        here = part_path(path)
        if not here:
            return None
        form, there = moved(self.form, here, by)
        return self._change(form, (*there, *path[len(here) :]))

    def replace(self, form: Part) -> Path | None:
        """Put another form in the place of this one."""
        return self._change(form, ())

    def show(self, form: Part) -> None:
        """Take a form that says the same and shows other fields; that is no step."""
        self._now = replace(self._now, form=form)

    def undo(self) -> Path | None:
        """Go back one step; leads to where it was done."""
        if not self._past:
            return None
        self._future.append(self._now)
        done, self._now = self._now, self._past.pop()
        return _there(self.form, done.path)

    def redo(self) -> Path | None:
        """Do again what was undone last."""
        if not self._future:
            return None
        self._past.append(self._now)
        self._now = self._future.pop()
        return _there(self.form, self._now.path)

    def _has_room(self, owner: Path, name: str) -> bool:
        kind = kind_at(owner)
        return name in LISTS[kind] and len(part_at(self.form, owner).parts[name]) < MOST.get((kind, name), _LAST)

    def _change(self, form: Part, path: Path | None) -> Path | None:
        if path is None or form == self.form:
            return None
        self._go_on(_State(form, path))
        self._typed_at = 0.0
        return path

    def _go_on(self, state: _State) -> None:
        self._past.append(self._now)
        self._future.clear()
        self._now = state


def _there(form: Part, path: Path) -> Path:
    """The path, or that of the nearest part around it that the form has."""
    for here in around(path):
        try:
            part_at(form, here)
        except LookupError:
            continue
        return path if part_path(path) == here else here
    return ()
