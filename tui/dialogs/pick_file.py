"""Choose a file: a line for its path, and what is in the folder that the line has come to."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.dialogs.confirm import Confirm
from tui.entries import safe
from tui.services.folders import (
    FolderEntry,
    Listing,
    begun_anew,
    completed,
    list_folder,
    meant,
    printable_path,
    split_path,
)
from tui.widgets.file_list import FileList, size_text
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_list import LineList


class PickFile(ModalScreen[Path | None]):
    """Asks for a file, and answers its path, or None where the user does without.

    What is typed after the last slash chooses among the entries of the folder before it. ``suffixes`` such as ``.csv``
    choose the files that are listed; any other can be typed. With ``saving`` the file need not be there, ``name`` is
    proposed for it, and one that is there is only taken after a question.
    """

    DEFAULT_CSS = """
    PickFile { align: center middle; background: $background 60%; }
    PickFile > Vertical {
        width: 100; max-width: 96%; height: 30; max-height: 90%;
        padding: 0 1; border: round $primary; background: $surface;
    }
    PickFile Input { border: none; height: 1; padding: 0; background: $panel; }
    PickFile FileList { height: 1fr; margin-top: 1; background: $surface; }
    PickFile #picked { height: auto; max-height: 3; color: $foreground-muted; }
    PickFile #picked.-problem { color: $text-error; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", tooltip="Do without a file"),
        Binding("tab", "complete", "Complete", tooltip="Complete the name", priority=True),
        Binding("up", "move(-1)", "Up", show=False, tooltip="Go a line up"),
        Binding("down", "move(1)", "Down", show=False, tooltip="Go a line down"),
        Binding("pageup", "move_page(-1)", "Page up", show=False, tooltip="Go a page up"),
        Binding("pagedown", "move_page(1)", "Page down", show=False, tooltip="Go a page down"),
        Binding(
            "alt+up,ctrl+up", "leave_folder", "Up a folder", key_display="alt+↑", tooltip="Go to the folder around"
        ),
        Binding("ctrl+o", "hidden", "Hidden", tooltip="Show hidden files, or leave them out"),
        Binding("ctrl+l", "all_files", "All files", tooltip="Show files of every kind, or only suitable ones"),
        Binding("f5", "reload", "Reload", show=False, tooltip="Read the folder again"),
    ]

    def __init__(
        self, title: str, *, start: Path, suffixes: Sequence[str] = (), saving: bool = False, name: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._start, self._name = start, name
        self._suffixes = tuple(suffix.casefold() for suffix in suffixes)
        self._saving = saving
        self._hidden = self._all = False
        self._chosen_by_arrows = False
        self._listing = Listing(Path())
        self._spelt: dict[str, Path] = {}

    def compose(self) -> ComposeResult:
        """The line, the list, and what is to be said."""
        with Vertical() as box:
            box.border_title = Content(safe(self._title))
            yield _PathInput(compact=True, select_on_focus=False, id="path")
            yield FileList(id="files")
            yield Static(id="picked", markup=False)
        yield KeyBar(palette=False)

    def on_mount(self) -> None:
        """Begin in the folder that is given, or that the given file lies in."""
        start = self._start.expanduser().absolute()
        is_folder = start.is_dir()
        name = self._name or ("" if is_folder or not self._saving else start.name)
        self._go_to(start if is_folder else start.parent, name)
        self.query_one(_PathInput).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """All files are shown anyhow where nothing says which are suitable."""
        return bool(self._suffixes) if action == "all_files" else True

    def action_complete(self) -> None:
        """Complete the name as far as it is certain."""
        line = self.query_one(_PathInput)
        before, slash, typed = line.value.rpartition("/")
        entries = [it for it in self._matching(typed) if it.folded.startswith(typed.casefold())]
        name = completed(typed, [entry.shown for entry in entries])
        exact = [entry for entry in entries if entry.shown == name]
        if len(entries) == 1 and exact and entries[0].is_folder:
            self._go_to(self._listing.folder / entries[0].name)
        else:
            line.value = before + slash + name
            line.cursor_position = len(line.value)

    def action_move(self, by: int) -> None:
        """Choose another line of the list."""
        files = self.query_one(FileList)
        if self._chosen_by_arrows or not self._saving:
            files.action_move(by)
        self._chosen_by_arrows = True
        files.set_class(bool(files.count), "-active")

    def action_move_page(self, by: int) -> None:
        """Choose a line a page away."""
        self._chosen_by_arrows = True
        self.query_one(FileList).set_class(True, "-active")
        self.query_one(FileList).action_move_page(by)

    def action_leave_folder(self) -> None:
        """Go to the folder around this one."""
        self._go_to(self._listing.folder.parent, self._kept_name())

    def action_hidden(self) -> None:
        """Show hidden files, or leave them out."""
        self._hidden = not self._hidden
        self._fill()

    def action_all_files(self) -> None:
        """Show files of every kind, or only suitable ones."""
        self._all = not self._all
        self._fill()

    def action_reload(self) -> None:
        """Read the folder again."""
        self._read(self._listing.folder)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._chosen_by_arrows = False
        self._begin_anew()
        folder, _ = self._split()
        if folder == self._listing.folder:
            self._fill()
        else:
            self._read(folder)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self._chosen_by_arrows = True
        self._take()

    @work(exclusive=True, group="folder", exit_on_error=False)
    async def _read(self, folder: Path) -> None:
        self._listing = await asyncio.to_thread(list_folder, folder)
        self._fill()

    @work(exclusive=True, group="folder", exit_on_error=False)
    async def _take(self) -> None:
        """Take what is typed, or chosen in the list: go into a folder, answer a file."""
        folder, name = self._split()
        if folder != self._listing.folder:
            self._listing = await asyncio.to_thread(list_folder, folder)
            self._fill()
        files = self.query_one(FileList)
        if name in (".", ".."):
            self._go_to((folder / name).resolve())
        elif self._chosen_by_arrows and files.count and files.current_entry is None:
            self.action_leave_folder()
        else:
            entry = self._entry_meant(name)
            if entry:
                await self._take_entry(folder, entry)
            else:
                self._take_name(folder, name)

    def _entry_meant(self, name: str) -> FolderEntry | None:
        current = self.query_one(FileList).current_entry
        if self._chosen_by_arrows:
            return current
        return self._listing.named(name) or (None if self._saving else current)

    async def _take_entry(self, folder: Path, entry: FolderEntry) -> None:
        path = folder / entry.name
        if entry.is_folder:
            self._go_to(path, self._kept_name())
        elif entry.is_other:
            self._complain(f"{entry.shown} is no ordinary file")
        elif not self._saving or await self._may_overwrite(entry):
            self.dismiss(path)

    async def _may_overwrite(self, entry: FolderEntry) -> bool:
        question = f"{entry.shown} is there already, {size_text(entry.size)}. Write over it?"
        return await self.app.push_screen_wait(Confirm(question, yes="Write over it", no="No", dangerous=True))

    def _take_name(self, folder: Path, name: str) -> None:
        if self._listing.problem and not self._listing.entries:
            self._complain(f"{printable_path(folder)} {self._listing.problem}")
        elif not name:
            self._complain("Type a name for the file" if self._saving else "Choose a file")
        elif not self._saving:
            self._complain(f"There is no {safe(name)} here")
        elif "\0" in name:
            self._complain("A name cannot hold this character")
        else:
            self.dismiss(folder / name)

    def _kept_name(self) -> str:
        """The name that goes along into another folder: that of a file to be saved."""
        return self._split()[1] if self._saving else ""

    def _go_to(self, folder: Path, name: str = "") -> None:
        shown = printable_path(folder).rstrip("/") + "/"
        self._spelt[shown] = folder
        line = self.query_one(_PathInput)
        line.value = shown + safe(name)
        line.cursor_position = len(line.value)

    def _begin_anew(self) -> None:
        """Forget what stands before a path that was typed behind another; the cursor stays in its text."""
        line = self.query_one(_PathInput)
        typed = begun_anew(line.value)
        if typed != line.value and not any(line.value.startswith(it) and "/~/" in it for it in self._spelt):
            cursor = max(0, line.cursor_position - (len(line.value) - len(typed)))
            line.value = typed
            line.cursor_position = cursor

    def _split(self) -> tuple[Path, str]:
        text = self.query_one(_PathInput).value
        folder, slash, name = text.rpartition("/")
        spelt = self._spelt.get(folder + slash)
        return (spelt, name) if spelt else split_path(text)

    def _matching(self, name: str) -> list[FolderEntry]:
        return self._listing.matching(name, suffixes=() if self._all else self._suffixes, hidden=self._hidden)

    def _fill(self) -> None:
        """List what the line chooses; a file to be saved may have any name, so there all entries stay."""
        found = self._matching("" if self._saving else self._split()[1])
        folder = self._listing.folder
        entries = [*([None] if folder != folder.parent else []), *found]
        files = self.query_one(FileList)
        files.set_class(not self._saving and bool(found), "-active")
        files.fill(entries, current=len(entries) - len(found) if found else 0)
        self._chosen_by_arrows = False
        if self._listing.problem:
            self._complain(f"{printable_path(folder)} {self._listing.problem}")
        else:
            self._say(self._facts(len(found)))

    def _facts(self, found: int) -> str:
        total = len(self._listing.entries)
        told = [f"{found:,} of {total:,}" if found < total else f"{total:,}"]
        if self._suffixes:
            told.append("all files" if self._all else " ".join(self._suffixes))
        if self._hidden:
            told.append("hidden ones too")
        return " · ".join(told)

    def _say(self, text: str) -> None:
        line = self.query_one("#picked", Static)
        line.set_class(False, "-problem")
        line.update(text)

    def _complain(self, text: str) -> None:
        line = self.query_one("#picked", Static)
        line.set_class(True, "-problem")
        line.update(f"! {text}")


class _PathInput(Input):
    """An input that takes a pasted path as it is meant; a whole one replaces what stands there."""

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        first = event.text.strip().splitlines()
        text = meant(first[0]) if first else ""
        if text.startswith(("/", "~")) or text[1:2] == ":":
            self.value = text
            self.cursor_position = len(text)
        elif text:
            self.replace(text, *sorted(self.selection))
