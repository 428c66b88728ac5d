"""Import and export, side by side in one place."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import ContentSwitcher

from tui.screens.exchange.export_pane import ExportPane
from tui.screens.exchange.import_pane import ImportPane
from tui.screens.exchange.pane import ExchangePane
from tui.screens.help import Topic, keys_topic
from tui.screens.working import WorkScreen
from tui.services.exchanging import Exchanging
from tui.settings import Settings
from tui.widgets.exchange.column_list import ColumnList
from tui.widgets.exchange.plan_list import MARKS
from tui.widgets.line_list import LineList
from tui.widgets.view_bar import View, ViewBar


class ExchangeScreen(WorkScreen):
    """Two panes, of which one is shown."""

    PLACE = "exchange"
    CSS_PATH = "exchange.tcss"

    def __init__(self, service: Exchanging, settings: Settings | None = None) -> None:
        super().__init__()
        self._service = service
        self._settings = settings or Settings()

    def compose_work(self) -> ComposeResult:
        """Which one is shown, and both."""
        yield ViewBar(id="panes-bar")
        with ContentSwitcher(id="exchange-panes", initial="import"):
            yield ImportPane(self._service, self._settings, id="import")
            yield ExportPane(self._service, self._settings, id="export")

    def on_mount(self) -> None:
        """Begin with the import where one is possible."""
        bar = self.query_one("#panes-bar", ViewBar)
        bar.views = (View("import", "Import"), View("export", "Export"))
        self._show_pane("import" if self._service.writable else "export")

    def topics(self) -> tuple[Topic, ...]:
        """Keys of both panes, and the marks of a plan."""
        return (
            keys_topic("Import", ImportPane.BINDINGS),
            keys_topic("In the columns of a sheet", ColumnList.BINDINGS),
            keys_topic("Export", ExportPane.BINDINGS),
            keys_topic("In a list", LineList.BINDINGS),
            Topic("Marks of a plan", tuple((mark, str(verdict)) for verdict, mark in MARKS.items())),
        )

    def show_file(self, path: str) -> None:
        """Import a file that somebody asked for from elsewhere."""
        self._show_pane("import")
        self.query_one(ImportPane).show_file(Path(path))

    def unsaved(self) -> str:
        """An import or an export that runs."""
        return " and ".join(filter(None, (pane.unfinished() for pane in self.query(ExchangePane))))

    def termbase_changed(self) -> None:
        """Plan anew."""
        self.query_one(ImportPane).termbase_changed()
        self.query_one(ExportPane).termbase_changed()

    def action_other_pane(self) -> None:
        """Show the other pane."""
        self._show_pane(self.query_one("#panes-bar", ViewBar).after(1))

    @on(ViewBar.Chosen, "#panes-bar")
    def _pane_chosen(self, event: ViewBar.Chosen) -> None:
        self._show_pane(event.name)

    def _show_pane(self, name: str) -> None:
        self.query_one("#panes-bar", ViewBar).current = name
        self.query_one("#exchange-panes", ContentSwitcher).current = name
        self.query_one(f"#{name}", ExchangePane).begin()
