"""An article and its Chinese side by side, scrolling together, and the editor that takes the article's place."""

from asyncio import to_thread
from collections.abc import Sequence
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from glossary.alignment.bilingual import AlignedPair
from glossary.findings import Finding
from tui.articles.beside import beside
from tui.articles.draft import Draft
from tui.articles.wrapping import Rows
from tui.entries import safe
from tui.widgets.article_editor import ArticleEditor
from tui.widgets.article_view import ArticleView, SourceView
from tui.widgets.text_rows import TextRows

_LONG: Final = 300_000
"""From so many characters on a text is laid out off the thread that draws."""


class ArticlePanes(Horizontal):
    """Shows a draft with its findings and, where it is known, the Chinese."""

    DEFAULT_CSS = """
    ArticlePanes { height: 1fr; }
    ArticlePanes > Vertical { width: 4fr; height: 100%; }
    ArticlePanes > .source { width: 3fr; border-left: vkey $panel; }
    ArticlePanes .pane-title { height: 1; padding: 0 1; background: $surface; color: $foreground-muted; }
    ArticlePanes .pane-title { text-wrap: nowrap; text-overflow: ellipsis; }
    ArticlePanes TextRows, ArticlePanes ArticleEditor { height: 1fr; }
    ArticlePanes ArticleEditor { display: none; }
    ArticlePanes.-editing ArticleEditor { display: block; }
    ArticlePanes.-editing ArticleView { display: none; }
    ArticlePanes.-alone > .source { display: none; }
    """

    class Written(Message):
        """The user wrote in the article, which is now ``text``."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes="-alone")
        self._draft = Draft("")
        self._source = ""
        self._current: Finding | None = None
        self._laid: tuple[str, int, int, Sequence[AlignedPair]] = ("", 0, 0, ())

    def compose(self) -> ComposeResult:
        """The article on the left, the Chinese on the right."""
        with Vertical():
            yield Static("", classes="pane-title", id="article-title", markup=False)
            yield ArticleView(id="article")
            yield ArticleEditor(id="editor")
        with Vertical(classes="source"):
            yield Static("", classes="pane-title", id="source-title", markup=False)
            yield SourceView(id="source")

    def on_mount(self) -> None:
        """Let the two views scroll together."""
        article, source = self.query_one(ArticleView), self.query_one(SourceView)
        self.watch(article, "scroll_y", lambda: self._follow(article, source), init=False)
        self.watch(source, "scroll_y", lambda: self._follow(source, article), init=False)

    @property
    def editing(self) -> bool:
        """Whether the article is edited freely."""
        return self.has_class("-editing")

    def open(self, draft: Draft, source: str, *, source_title: str) -> None:
        """Show an article, from its beginning if it is another one, and the prose of its Chinese, empty for none."""
        if draft is not self._draft:
            for view in self.query(TextRows):
                view.scroll_to(y=0, animate=False, immediate=True, force=True)
        self._draft, self._source, self._current = draft, source, None
        self._laid = ("", 0, 0, ())
        self.set_class(not source, "-alone")
        self.query_one("#source-title", Static).update(Content(safe(source_title)))
        self.show()

    def focus_article(self) -> None:
        """Let the keys scroll in the article."""
        self.query_one(ArticleView).focus()

    def name_article(self, title: str) -> None:
        """Say what the article is called, and how it stands."""
        self.query_one("#article-title", Static).update(Content(safe(title)))

    def show(self, findings: Sequence[Finding] = (), current: Finding | None = None) -> None:
        """Show the draft as it is now, these findings marked, one of them current."""
        self.query_one(ArticleView).show_findings(findings)
        if self.editing:
            self.query_one(ArticleEditor).mark(findings)
        self._lay_out()
        self.go_to(current)

    def go_to(self, current: Finding | None) -> None:
        """Make a finding the current one, and bring it into sight with the Chinese of it."""
        self._current = current
        self.query_one(ArticleView).current = current
        self._mark_source()
        self._bring_current()

    def _bring_current(self) -> None:
        if self._current and not self.editing:
            self.query_one(ArticleView).bring(self._current.start, self._current.end)

    def begin_editing(self, place: int) -> bool:
        """Let the article be edited at a place; whether that is possible."""
        editor = self.query_one(ArticleEditor)
        if not editor.open(self._draft.text, place):
            return False
        self.add_class("-editing")
        editor.focus()
        return True

    def end_editing(self) -> int:
        """Show the article again; where in it one was."""
        place = self.query_one(ArticleEditor).place
        self.remove_class("-editing")
        view = self.query_one(ArticleView)
        view.focus()
        self._lay_out()
        self.call_after_refresh(view.bring, place, place + 1)
        return place

    @on(TextRows.Resized)
    def _resized(self, event: TextRows.Resized) -> None:
        event.stop()
        self._lay_out()
        self.call_after_refresh(self._bring_current)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.editing:
            self.post_message(self.Written(self.query_one(ArticleEditor).whole))

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        if self.editing and self._source:
            place = self.query_one(ArticleEditor).place
            self._mark_passages(place, place + 1, "")

    def _lay_out(self) -> None:
        """Make rows of both texts, unless they are there."""
        article, source = self.query_one(ArticleView), self.query_one(SourceView)
        article.expect(self._draft.text.count("\n") + 1)
        wanted = self._draft.text, article.room, source.room, self._draft.paragraphs
        known = self._laid
        if self.editing or (wanted[0] is known[0] and wanted[1:3] == known[1:3] and wanted[3] is known[3]):
            return
        self._laid = wanted
        if len(self._draft.text) + len(self._source) < _LONG:
            self._set_rows(*_laid_out(*wanted, self._source))
        else:
            self._lay_out_long(wanted, self._source)

    @work(exclusive=True, group="lay out")
    async def _lay_out_long(self, wanted: tuple[str, int, int, Sequence[AlignedPair]], source: str) -> None:
        self._set_rows(*await to_thread(_laid_out, *wanted, source))
        self._bring_current()

    def _set_rows(self, article: Rows, source: Rows) -> None:
        self.query_one(ArticleView).rows = article
        self.query_one(SourceView).rows = source

    def _follow(self, leader: TextRows, follower: TextRows) -> None:
        if self._source and not self.editing and follower.scroll_offset.y != leader.scroll_offset.y:
            follower.scroll_to(y=leader.scroll_offset.y, animate=False, immediate=True, force=True)

    def _mark_source(self) -> None:
        if self._current:
            self._mark_passages(self._current.start, self._current.end, self._current.zh)
        else:
            self.query_one(SourceView).mark((), "")

    def _mark_passages(self, start: int, end: int, term: str) -> None:
        """Mark the Chinese of a stretch of the article; in sight, where the editor does not scroll along."""
        pairs = self._draft.sentences
        passages = [pair.source for pair in pairs if pair.target.start < end and pair.target.end > start]
        passages = [passage for passage in passages if passage.end > passage.start]
        source = self.query_one(SourceView)
        source.mark(passages, term)
        if passages and self.editing:
            source.bring(passages[0].start, passages[0].end)


def _laid_out(text: str, width: int, source_width: int, pairs: Sequence[AlignedPair], source: str) -> tuple[Rows, Rows]:
    """The rows of both texts, beside each other where there are two."""
    rows, theirs = Rows(text, width), Rows(source, source_width)
    return beside(rows, theirs, pairs) if source else (rows, theirs)
