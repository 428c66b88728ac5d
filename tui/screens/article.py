"""A screen with an article on it: opened, edited, undone, saved, and watched on the disk."""

from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.timer import Timer

from glossary.errors import ArticleChanged
from tui.articles.desk import Desk, News
from tui.articles.draft import Deed
from tui.screens import check_questions as questions
from tui.screens.working import WorkScreen
from tui.services.checking.service import Checking
from tui.widgets.article_panes import ArticlePanes

_LOOK_AGAIN: Final = 1.0
"""Seconds after which the files are looked at again."""

_PAUSE: Final = 0.15
"""Seconds without a key after which a text that is being written is checked."""


class ArticleScreen(WorkScreen):
    """Opens, edits and saves one article; ``check`` is called whenever there is another text to be checked."""

    ARTICLE_BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", tooltip="Edit the text freely; Escape ends that"),
        Binding("ctrl+s", "save", "Save", tooltip="Write the corrected article"),
        Binding("ctrl+o", "open_article", "Open", tooltip="Open an article"),
        Binding("s", "open_source", "Chinese", show=False, tooltip="Choose the Chinese of the article"),
        Binding("ctrl+z", "take_back", "Undo", show=False, tooltip="Take back what was done last to the article"),
        Binding("ctrl+y", "do_again", "Redo", show=False, tooltip="Do again what was taken back"),
        Binding("f5", "reload", "Reload", show=False, tooltip="Read the article and its Chinese again"),
    ]
    """The keys of an article, for a screen to put behind its own."""

    def __init__(self, service: Checking) -> None:
        super().__init__()
        self.desk = Desk(service)
        self.place = 0
        """Where in the article one is."""
        self.aim: int | None = None
        """Where one wants to be when the text is checked that came of going back."""
        self._base = ""  # the text that free editing began with
        self._pause: Timer | None = None

    def check(self) -> None:
        """Check the text as it is now, which is another one."""

    def show(self) -> None:
        """Show the article as it is now."""

    def on_mount(self) -> None:
        """Look at the files now and then, and let the first check be quick."""
        self.set_interval(_LOOK_AGAIN, self._look)
        self._warm()

    def on_unmount(self) -> None:
        """End what runs."""
        self.desk.service.close()

    @property
    def panes(self) -> ArticlePanes:
        """The article and its Chinese."""
        return self.query_one(ArticlePanes)

    @property
    def editing(self) -> bool:
        """Whether the article is edited freely."""
        return self.is_mounted and self.panes.editing

    def unsaved(self) -> str:
        """The article, if it has changes that no file has."""
        return self.desk.name if self.desk.draft.changed else ""

    def show_article(self, path: str) -> None:
        """Open the article at ``path``."""
        self._open(path)

    def changed(self) -> None:
        """Show, keep and check a text that was changed."""
        self.show()
        self.check()
        self._keep()

    def edit_at(self, place: int) -> None:
        """Edit the text freely at a place."""
        if self.desk.opened is None or self.editing:
            return
        self._base = self.desk.draft.text
        if self.panes.begin_editing(place):
            self.refresh_bindings()
        else:
            self.notify("This part is too long to be edited here; use another editor", severity="warning", timeout=4)

    def end_editing(self) -> None:
        """Show the article with what was written."""
        if self.editing:
            self._stop_pause()
            self.place = self.panes.end_editing()
            self.desk.draft.end_writing()
            self.refresh_bindings()
            self.changed()

    def action_edit(self) -> None:
        """Edit the text freely, where one is."""
        self.edit_at(self.place)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_open_article(self) -> None:
        """Choose an article and open it."""
        path = await questions.ask_article(self.app, self.desk)
        if path:
            self._open(str(path))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_open_source(self) -> None:
        """Choose the Chinese of the article."""
        path = await questions.ask_article(self.app, self.desk, chinese=True)
        if path:
            await self.desk.choose_source(str(path))
            self._show_anew()

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_take_back(self) -> None:
        """Take back what was done last."""
        deed = await self.desk.undo()
        self._done(deed, "Took back: {}", "Nothing to take back here; F6 shows what was changed in the term base")

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_do_again(self) -> None:
        """Do again what was taken back."""
        self._done(await self.desk.redo(), "Did again: {}", "Nothing to do again")

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Write the corrected article."""
        await self._save()

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the article and its Chinese again."""
        if self.desk.opened and await self._may_go():
            self.end_editing()
            await self.desk.read_again()
            self._show_anew()

    @on(ArticlePanes.Written)
    def _take_writing(self, event: ArticlePanes.Written) -> None:
        """Take over what is written, and check it when the keys rest."""
        self.desk.draft.write(event.text, self._base)
        self._stop_pause()
        self._pause = self.set_timer(_PAUSE, self._rest)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self, path: str) -> None:
        if not await self._may_go():
            return
        await self.desk.open(path)
        if self.editing:
            self.panes.end_editing()
        self.place = 0
        self._show_anew()
        self.panes.focus_article()
        if (left := await self.desk.left()) and (then := await questions.ask_left(self.app, self.desk, left)):
            if then is questions.Left.GO_ON:
                await self.desk.go_on_with(left)
                self.changed()
            else:
                await self.desk.discard(left)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look(self) -> None:
        news = await self.desk.look()
        if news in (News.READ_AGAIN, News.SOURCE):
            if self.editing:
                self.panes.end_editing()
            self._show_anew()
        elif news is News.SETTINGS:
            self.check()
        if news in (News.CONFLICT, News.GONE):
            self.problem(f"{self.desk.name} {news}")
        elif news:
            self.notify(f"{self.desk.name} {news}", timeout=4, markup=False)

    @work(exclusive=True, group="warm", exit_on_error=False)
    async def _warm(self) -> None:
        await self.desk.service.warm()

    @work(exclusive=True, group="keep", exit_on_error=False)
    async def _keep(self) -> None:
        await self.desk.keep()

    async def _may_go(self) -> bool:
        """Whether the draft may be left: it is saved, now if the user wants so, or may be lost."""
        if not self.desk.draft.changed:
            return True
        keep = await questions.ask_unsaved(self.app, self.desk)
        return await self._save() if keep is questions.Keep.SAVE else keep is questions.Keep.DISCARD

    async def _save(self) -> bool:
        """Write the article; whether it is written, or may be lost."""
        if self.desk.opened is None:
            return False
        self.desk.draft.end_writing()
        self._base = self.desk.draft.text
        try:
            await self.desk.save()
        except ArticleChanged:
            return await self._save_against_others()
        self._say_saved()
        return True

    async def _save_against_others(self) -> bool:
        whose = await questions.ask_whose(self.app, self.desk)
        if whose is questions.Whose.OVERWRITE:
            await self.desk.save(over_others=True)
        elif whose is questions.Whose.OTHER:
            path = await questions.ask_other_name(self.app, self.desk)
            if path is None:
                return False
            await self.desk.save(path=str(path))
            self._show_anew()
        elif whose is questions.Whose.THEIRS:
            if self.editing:
                self.panes.end_editing()
            await self.desk.read_again()
            self._show_anew()
            return True
        else:
            return False
        self._say_saved()
        return True

    def _say_saved(self) -> None:
        self.all_well()
        self.show()
        self.notify(f"Saved {self.desk.name}", timeout=3, markup=False)

    def _show_anew(self) -> None:
        """Show an article, or its Chinese, that was read just now."""
        self.add_class("-open")
        self.all_well()
        self.panes.open(self.desk.draft, self.desk.source, source_title=self.desk.source_name)
        self.refresh_bindings()
        self.changed()

    def _done(self, deed: Deed | None, said: str, otherwise: str) -> None:
        """Tell what was taken back or done again, and show it."""
        self.notify(said.format(deed.what) if deed else otherwise, timeout=3, markup=False)
        if deed:
            self.place = self.aim = deed.place
            self.changed()

    def _rest(self) -> None:
        """The keys rest."""
        self._stop_pause()
        self.changed()

    def _stop_pause(self) -> None:
        if self._pause:
            self._pause.stop()
            self._pause = None
