"""The form that one edits by keys: what every key does to the form, and the way back."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from glossary.report.concepts import LANGUAGE_NAMES
from termbase.errors import InvalidValue
from termbase.fields import language_tag
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.forms.concepts import Problem
from tui.forms.editing import FormEditor
from tui.forms.fields import NAMES
from tui.forms.parts import Part, Path, kind_at, nearest, opened, part_at, part_path, text_at
from tui.forms.rows import RowKind, form_rows
from tui.messages import Failed
from tui.widgets.form_fields import FieldChanged, FillWanted
from tui.widgets.form_rows import FormRows, LabelClicked

_OTHER: Final = "other"
_ADDED: Final = {
    "terms": "term, in the language one is in",
    "definitions": "definition, in the language one is in",
    "sources": "source of this term or definition",
    "notes": "note on this term, language or concept",
    "sections": "language",
    "relations": "relation to another concept",
    "data_categories": "data category of another tool",
}


class FormPane(FormRows):
    """Edits a form; every change is told by ``Changed``.

    What is found out about the form, its problems and proposals, comes from outside by ``tell``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "add_term", "Term", priority=True, tooltip="Add a term in this language"),
        Binding("ctrl+n", "add", "Add", priority=True, tooltip="Add a definition, source, note, language or relation"),
        Binding("ctrl+r", "turn", "Status", priority=True, tooltip="Give the term its next status"),
        Binding(
            "ctrl+l",
            "approve",
            "Approve",
            show=False,
            priority=True,
            tooltip="Approve this language, or propose it again",
        ),
        Binding(
            "ctrl+f", "fill", "Fill", priority=True, tooltip="Take the proposed pinyin, Traditional characters, id"
        ),
        Binding("f9", "unfold", "More", priority=True, tooltip="Show all fields of this term or definition, or fewer"),
        Binding("ctrl+d", "remove", "Remove", show=False, priority=True, tooltip="Take this term, source, note … away"),
        Binding(
            "alt+up,ctrl+shift+up",
            "move(-1)",
            "Move up",
            show=False,
            key_display="alt+up",
            priority=True,
            tooltip="Move this term up",
        ),
        Binding(
            "alt+down,ctrl+shift+down",
            "move(1)",
            "Move down",
            show=False,
            key_display="alt+down",
            priority=True,
            tooltip="Move this term down",
        ),
        Binding("ctrl+down", "go_part(1)", "Next term", show=False, priority=True, tooltip="Go to the next part"),
        Binding("ctrl+up", "go_part(-1)", "Term before", show=False, priority=True, tooltip="Go to the part before"),
        Binding(
            "pagedown", "go_section(1)", "Next language", show=False, priority=True, tooltip="Go to the next language"
        ),
        Binding(
            "pageup", "go_section(-1)", "Language before", show=False, priority=True, tooltip="Go to the one before"
        ),
        Binding("ctrl+e", "go_problem", "Next problem", show=False, priority=True, tooltip="Go to the next problem"),
        Binding("ctrl+z", "undo", "Undo", show=False, priority=True, tooltip="Undo the last change of the form"),
        Binding("ctrl+y", "redo", "Redo", show=False, priority=True, tooltip="Do again what was undone"),
    ]

    class Changed(Message):
        """The form is another one."""

    def __init__(self, form: Part, *, is_new: bool = False, id: str | None = None) -> None:  # noqa: A002
        self._editor = FormEditor(form)
        self._is_new = is_new
        self._problems: tuple[Problem, ...] = ()
        self._proposals: Mapping[Path, str] = {}
        super().__init__(form_rows(form, is_new=is_new), id=id)

    @property
    def form(self) -> Part:
        """The form as it is."""
        return self._editor.form

    async def load(self, form: Part) -> None:
        """Begin anew with another form."""
        self._editor = FormEditor(form)
        self._problems, self._proposals = (), {}
        await self._redraw()

    async def tell(self, problems: Sequence[Problem], proposals: Mapping[Path, str]) -> None:
        """Show what was found out about the form."""
        self._problems, self._proposals = tuple(problems), proposals
        await self._redraw()

    @on(FieldChanged)
    async def _field_changed(self, event: FieldChanged) -> None:
        event.stop()
        path, text = event.field.row.path, event.field.text
        if text == text_at(self.form, path):
            return
        self.typed(path, text)
        self._editor.type(path, text, monotonic())
        await self._redraw()
        self.post_message(self.Changed())

    @on(FillWanted)
    async def _fill_wanted(self, event: FillWanted) -> None:
        event.stop()
        await self.action_fill()

    @on(LabelClicked)
    async def _label_clicked(self, event: LabelClicked) -> None:
        event.stop()
        row = event.row
        if row.kind is RowKind.FACTS:
            await self._open(row.path)
        elif row.kind is RowKind.HEADING and row.path:
            await self._did(self._editor.approve(row.path))
        elif row.kind is RowKind.FIELD and kind_at(row.path) in ("terms", "relations"):
            await self._did(self._editor.turn(row.path))

    async def action_add_term(self) -> None:
        """Add a term in the language one is in."""
        await self._add("terms")

    @work(group="add", exit_on_error=False)
    async def action_add(self) -> None:
        """Ask what to add, and add it."""
        path = self._path
        name = await self.app.push_screen_wait(Choose("Add", [(name, text) for name, text in _ADDED.items()]))
        if name == "sections":
            if language := await self._asked_language():
                await self._did(self._editor.add_language(language))
        elif name:
            await self._add(name, path)

    async def action_turn(self) -> None:
        """Give the term its next status; a relation its next kind, a source the other mark."""
        await self._did(self._editor.turn(self._path), stay=True)

    async def action_approve(self) -> None:
        """Approve the language section one is in, or propose it again."""
        if not nearest(self._path, "sections"):
            self.notify("Approving goes by language: go to a term of it first", severity="warning", timeout=4)
        await self._did(self._editor.approve(self._path), stay=True)

    async def action_fill(self) -> None:
        """Take what the field proposes, or what all of them do."""
        path = self._path
        texts = {path: self._proposals[path]} if path in self._proposals else dict(self._proposals)
        row = next((row for row in self.rows if row.path == path and row.is_proposal), None)
        if row and path not in texts:
            texts = {path: row.hint}
        filled = self._editor.fill(texts)
        if filled is None:
            self.notify("Nothing to fill in here", severity="warning", timeout=4)
        await self._did(filled, stay=True)

    async def action_unfold(self) -> None:
        """Show all fields of the part one is in, or only the usual ones."""
        await self._open(self._path)

    async def action_remove(self) -> None:
        """Take the part one is in away."""
        path = part_path(self._path)
        removed = self._editor.remove(path)
        if removed is None:
            self.notify("Only a part can be removed: a term, a source, a note …", severity="warning", timeout=4)
            return
        self.notify(f"Removed the {NAMES[kind_at(path)]}; ctrl+z brings it back", timeout=4)
        await self._did(removed)

    async def action_move(self, by: int) -> None:
        """Move the part one is in within its list."""
        await self._did(self._editor.move(self._path, by))

    def action_go_part(self, by: int) -> None:
        """Go to the next part: term, definition, note."""
        self._go([row.path for row in self.rows if row.kind is RowKind.FIELD and not row.indent], by)

    def action_go_section(self, by: int) -> None:
        """Go to the next language."""
        headings = [at for at, row in enumerate(self.rows) if row.kind is RowKind.HEADING]
        firsts = [self.rows[at + 1 if at + 1 < len(self.rows) else at].path for at in headings]
        self._go([self.rows[0].path, *firsts], by)

    def action_go_problem(self) -> None:
        """Go to the next problem, around the end."""
        order = [row.path for row in self.rows]
        troubled = [row.path for row in self.rows if row.kind is RowKind.PROBLEM]
        if not troubled:
            self.notify("No problems", timeout=4)
            return
        here = order.index(self._path) if self._path in order else 0
        self.focus_path(next((path for path in troubled if order.index(path) > here), troubled[0]))

    async def action_undo(self) -> None:
        """Go back one step."""
        path = self._editor.undo()
        if path is None:
            self.notify("Nothing to undo in this form", timeout=4)
        await self._did(path)

    async def action_redo(self) -> None:
        """Do again what was undone."""
        await self._did(self._editor.redo())

    @property
    def _path(self) -> Path:
        return self.current or ()

    async def _add(self, name: str, path: Path | None = None) -> None:
        path = self._path if path is None else path
        if name in ("terms", "definitions") and not nearest(path, "sections") and self.form.parts["sections"]:
            path = ("sections", len(self.form.parts["sections"]) - 1)
        if name == "sources" and not (nearest(path, "terms") or nearest(path, "definitions")):
            self.notify("Sources belong to a term or a definition: go there first", severity="warning", timeout=4)
            return
        added = self._editor.add(name, path)
        if added is None:
            self.notify(f"There can be no other {NAMES[name]} here", severity="warning", timeout=4)
            return
        if (owner := part_path(added)[:-2]) and kind_at(owner) in ("terms", "definitions"):
            self._editor.show(opened(self.form, owner, is_open=True))
        await self._did(added)

    async def _asked_language(self) -> str | None:
        has = [section.texts["language"] for section in self.form.parts["sections"]]
        choices = [(tag, name) for tag, name in LANGUAGE_NAMES.items() if tag not in has]
        tag = await self.app.push_screen_wait(Choose("Add a language", [*choices, (_OTHER, "another one …")]))
        if tag != _OTHER:
            return tag
        code = await self.app.push_screen_wait(AskText("Add a language", label="Its code (BCP 47)", placeholder="fr"))
        try:
            return language_tag(code) if code else None
        except InvalidValue as error:
            self.post_message(Failed(error))
            return None

    async def _open(self, path: Path) -> None:
        here = next((it for it in (nearest(path, kind) for kind in ("terms", "definitions", "relations")) if it), None)
        if here is None:
            self.notify("Every field is shown here", timeout=4)
            return
        self._editor.show(opened(self.form, here, is_open=not part_at(self.form, here).is_open))
        await self._redraw()

    async def _did(self, path: Path | None, *, stay: bool = False) -> None:
        if path is None:
            return
        if not stay:  # places may be others now; the next examination tells them anew
            self._problems, self._proposals = (), {}
        await self._redraw(None if stay else path)
        self.post_message(self.Changed())

    async def _redraw(self, focus: Path | None = None) -> None:
        current = self._path if focus is None else focus
        rows = form_rows(
            self.form, problems=self._problems, proposals=self._proposals, is_new=self._is_new, current=current
        )
        await self.show(rows, focus)

    def _go(self, stops: Sequence[Path], by: int) -> None:
        """Go to the next of the paths behind or before the row one is at."""
        order = [row.path for row in self.rows]
        here = order.index(self._path) if self._path in order else 0
        places = sorted({order.index(stop) for stop in stops if stop in order})
        beyond = [at for at in places if (at > here if by > 0 else at < here)]
        if beyond:
            self.focus_path(order[beyond[0] if by > 0 else beyond[-1]])
