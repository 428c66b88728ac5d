"""Export: a format, what of the term base is written, and what the file cannot carry."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from glossary.report.terminal import counted
from termbase.exchange.formats import FORMATS, Format
from termbase.exchange.values import LossReport
from tui.dialogs.pick_file import PickFile
from tui.entries import safe
from tui.screens.exchange.export_asking import changed
from tui.screens.exchange.export_settings import ExportDraft, settings
from tui.screens.exchange.pane import ExchangePane
from tui.services.exchanging import Offers
from tui.services.folders import printable_path, short_path
from tui.termbase import Cancelled
from tui.widgets.exchange.format_list import FormatList
from tui.widgets.line_list import LineList
from tui.widgets.paragraphs import Paragraph, Paragraphs
from tui.widgets.setting_list import SettingList
from tui.widgets.work_line import WorkLine

_STEM: Final = "terms"


class ExportPane(ExchangePane):
    """The formats at one side; settings and losses at the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find format", tooltip="Find a format by its name, or by the tool it is for"),
        Binding("l", "losses", "Losses", tooltip="Find what the file would lose, without writing one"),
        Binding("x,ctrl+s", "write", "Export", tooltip="Choose a file and write it"),
        Binding("f9", "screen.other_pane", "To import", tooltip="Go to the import"),
        Binding("escape", "step_back", "Back", show=False, tooltip="Stop what runs; or go to the formats"),
    ]

    _draft = ExportDraft()
    _offers: Offers | None = None

    def compose(self) -> ComposeResult:
        """Formats, settings, losses, and how far the work is."""
        with Container(id="export-halves"):
            with Vertical(id="export-formats"):
                yield Input(placeholder="/ a tool or format, such as OmegaT", compact=True, select_on_focus=False)
                yield FormatList([entry for entry in FORMATS if entry.can_write], id="formats")
            with Vertical(id="export-details"):
                yield SettingList(id="export-settings")
                with VerticalScroll(id="losses"):
                    yield Paragraphs()
        yield WorkLine()

    def begin(self) -> None:
        """Begin in the list of formats."""
        self.query_one(FormatList).focus()
        self._show_format()

    def unfinished(self) -> str:
        """An export that runs."""
        return "the export that runs" if self.query_one(WorkLine).working else ""

    def termbase_changed(self) -> None:
        """What there is to choose from may be another."""
        self._offers = None

    def action_find(self) -> None:
        """Go to the line that finds formats."""
        self.query_one(Input).focus()

    def action_losses(self) -> None:
        """Find what would be lost."""
        if target := self._target():
            self.start(self._find_losses(target), "export")

    def action_write(self) -> None:
        """Choose a file and write it."""
        if target := self._target():
            self.start(self._write(target), "export")

    def action_step_back(self) -> None:
        """Stop what runs; else go to the formats, all of them."""
        if self.stop():
            return
        self.query_one(Input).value = ""
        self.query_one(FormatList).focus()

    @on(Input.Changed)
    def _wanted(self, event: Input.Changed) -> None:
        self.query_one(FormatList).find(event.value)
        self._show_format()

    @on(Input.Submitted)
    def _found(self) -> None:
        self.query_one(FormatList).focus()

    @on(LineList.Moved, "#formats")
    def _moved(self) -> None:
        self._show_format()

    @on(LineList.Opened, "#formats")
    def _format_opened(self) -> None:
        self.action_write()

    @on(LineList.Opened, "#export-settings")
    def _setting_opened(self, event: LineList.Opened) -> None:
        self.start(self._change(self.query_one(SettingList).setting(event.number).name), "ask")

    def _target(self) -> Format | None:
        if self.query_one(WorkLine).working:
            self.say("an export is running; esc stops it")
            return None
        target = self.query_one(FormatList).current_format
        if not target:
            self.say("choose a format first")
        return target

    async def _change(self, name: str) -> None:
        if self._offers is None and name in ("fields", "languages"):
            self._offers = await self.service.offers()
        draft = await changed(self.app, self._draft, name, self._offers or Offers())
        if draft:
            self._draft = draft
            self._show_format()

    async def _find_losses(self, target: Format) -> None:
        export = self._draft.export(target)
        try:
            report = await self.watched(f"trying {target.name}", lambda watch: self.service.losses(export, watch))
        except Cancelled:
            self.say("stopped")
            return
        self._tell(_report_paragraphs(target, report, f"{counted(report.written, 'concept')} would be written"))

    async def _write(self, target: Format) -> None:
        export = self._draft.export(target)
        name = f"{_STEM}{target.suffixes[0]}"
        dialog = PickFile(
            f"Export as {target.name}", start=self.folder, suffixes=target.suffixes, saving=True, name=name
        )
        path = await self.app.push_screen_wait(dialog)
        if not path:
            return
        self.remember_folder(path)
        try:
            report = await self.watched(
                f"writing {printable_path(path.name)}", lambda watch: self.service.write(export, path, watch)
            )
        except Cancelled:
            self.say("stopped: nothing was written")
            return
        told = f"{counted(report.written, 'concept')} written to {short_path(path)}"
        self._tell(_report_paragraphs(target, report, told, export.companion(path)))
        self.say(told)

    def _show_format(self) -> None:
        target = self.query_one(FormatList).current_format
        if target:
            self.query_one(SettingList).fill(list(settings(self._draft, target)))
            self._tell(_format_paragraphs(target))
            self.say(f"{target.name}: x writes a file, l tells what it would lose")

    def _tell(self, paragraphs: Iterator[Paragraph]) -> None:
        box = self.query_one("#losses", VerticalScroll)
        box.query_one(Paragraphs).content = tuple(paragraphs)
        box.scroll_home(animate=False)


def _format_paragraphs(target: Format) -> Iterator[Paragraph]:
    yield Paragraph(Content.assemble((target.name, "bold $primary")))
    yield Paragraph(Content(target.description))
    yield Paragraph(Content.assemble((f"files: {' '.join(target.suffixes)}", "$foreground-muted")))
    if target.carries_history:
        yield Paragraph(Content("The history goes along with a whole term base."))
    if target.companion:
        yield Paragraph(Content(f"A second file {target.companion} is written beside it; the tool asks for both."))


def _report_paragraphs(
    target: Format, report: LossReport, told: str, companion: Path | None = None
) -> Iterator[Paragraph]:
    yield Paragraph(Content.assemble((told, "bold")))
    if companion:
        yield Paragraph(
            Content(f"{printable_path(companion.name)} beside it is its definition; the tool asks for both files.")
        )
    if not report.losses:
        yield Paragraph(Content(f"+ {target.name} carries everything of it."))
        return
    yield Paragraph(Content(f"! {target.name} does not carry, of so many concepts:"))
    widest = max(len(f"{loss.concepts:,}") for loss in report.losses)
    for loss in report.losses:
        number = f"{loss.concepts:,}".rjust(widest)
        remedy = (f": {safe(loss.remedy)}", "$foreground-muted")
        yield Paragraph(Content.assemble(f"{number}  ", (safe(loss.field), "bold"), remedy), indent=2, hang=widest + 2)
