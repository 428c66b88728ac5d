"""The app around the screens: places, messages, what others change, quitting, colours."""

import pytest
from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from termbase.errors import InvalidValue, TermbaseLocked, TermbaseMissing
from tests.tui.plain import CHAIN, PlainTerms, lines, press, settled, shown
from tui.app import TermApp
from tui.bench import Bench
from tui.messages import ConceptWanted, Done, HistoryWanted, PlaceWanted
from tui.places import PLACES
from tui.screens.browse import BrowseScreen
from tui.screens.working import WorkScreen
from tui.services.browsing import Reader
from tui.settings import Settings
from tui.termbase import Cancelled


class Notebook(WorkScreen):
    """A place that notes what the app asks of it."""

    PLACE = "history"

    def __init__(self):
        super().__init__()
        self.noted = []
        self.lost = ""

    def compose_work(self) -> ComposeResult:
        yield Static("a notebook")

    def show_concept(self, concept_id):
        self.noted.append(concept_id)

    def termbase_changed(self):
        self.noted.append("changed")

    def unsaved(self):
        return self.lost

    @work(exit_on_error=False)
    async def fail(self, error):
        raise error


class Revisions:
    """What the term base's revision is, or the error in its place."""

    def __init__(self):
        self.now = "one"

    async def __call__(self):
        if isinstance(self.now, Exception):
            raise self.now
        return self.now


@pytest.fixture
def revisions():
    return Revisions()


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def undone():
    return []


@pytest.fixture
def app(revisions, notebook, undone):
    async def undo():
        undone.append("undo")
        return "took back step 1"

    reader = Reader(PlainTerms())
    screens = {"browse": lambda: BrowseScreen(reader), "history": lambda: notebook}
    return TermApp(Bench("terms.db", screens, writable=True, revision=revisions, undo=undo))


async def looked(pilot):
    """Let the app look whether the term base was changed."""
    pilot.app._look()
    await settled(pilot)


async def test_keys_lead_to_the_places_there_are(app):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        assert "a notebook" in shown(pilot)
        assert "F2 Browse  F6 History" in shown(pilot)
        await press(pilot, "f8")
        assert "a notebook" in shown(pilot)
        await press(pilot, "f2")
        assert "产业链" in shown(pilot)


async def test_the_bar_is_clicked(app):
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await pilot.click("PlaceBar", offset=(13, 0))
        await settled(pilot)
        assert "a notebook" in shown(pilot)


async def test_messages_lead_from_place_to_place(app, notebook):
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        app.screen.post_message(HistoryWanted(CHAIN.id))
        await settled(pilot)
        assert notebook.noted == [CHAIN.id]
        notebook.post_message(ConceptWanted(CHAIN.id))
        await settled(pilot)
        assert CHAIN.id in shown(pilot)
        app.screen.post_message(PlaceWanted("history"))
        await settled(pilot)
        assert "a notebook" in shown(pilot)


async def test_what_somebody_changed_is_seen_where_one_is_and_elsewhere_when_one_comes_back(app, notebook, revisions):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        await looked(pilot)
        assert notebook.noted == []
        revisions.now = "two"
        await looked(pilot)
        await looked(pilot)
        assert notebook.noted == ["changed"]
        await press(pilot, "f2")
        revisions.now = "three"
        await looked(pilot)
        assert notebook.noted == ["changed"]
        await press(pilot, "f6")
        assert notebook.noted == ["changed"] * 2


async def test_it_looks_by_itself_within_two_seconds(app, notebook, revisions):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        revisions.now = "two"
        for _ in range(20):
            await pilot.pause(0.1)
            if notebook.noted:
                break
        assert notebook.noted == ["changed"]


async def test_a_term_base_that_vanishes_is_told_once_and_read_again_when_it_is_back(app, notebook, revisions):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        await looked(pilot)
        revisions.now = TermbaseMissing("terms.db", "there is no term base", "bring it back")
        await looked(pilot)
        assert "! terms.db: there is no term base; bring it back" in shown(pilot)
        notebook.all_well()
        await looked(pilot)
        assert "! terms.db" not in shown(pilot)
        revisions.now = "one"
        await looked(pilot)
        assert notebook.noted == ["changed"]


async def test_a_term_base_that_vanished_is_told_again_where_one_goes(app, notebook, revisions):
    async with app.run_test(notifications=True) as pilot:
        await looked(pilot)
        revisions.now = TermbaseMissing("terms.db", "there is no term base", "bring it back")
        await looked(pilot)
        await press(pilot, "f6")
        assert "! terms.db" not in shown(pilot)
        await looked(pilot)
        assert "! terms.db: there is no term base; bring it back" in shown(pilot)
        revisions.now = "one"
        await looked(pilot)
        assert notebook.noted == ["changed"]


async def test_a_term_base_that_is_locked_for_a_moment_is_no_trouble(app, revisions):
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        revisions.now = TermbaseLocked("terms.db", "is locked", "wait")
        await looked(pilot)
        assert "locked" not in shown(pilot)


async def test_what_goes_wrong_in_the_work_of_a_screen_is_one_line(app, notebook):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        notebook.fail(InvalidValue("term \x1b[31m", "is empty", "write one"))
        await settled(pilot)
        assert "is empty; write one" in shown(pilot)
        assert "\x1b" not in shown(pilot)
        notebook.status("all well")
        notebook.fail(Cancelled())
        await settled(pilot)
        assert "! " not in shown(pilot)


async def test_what_was_done_is_said_and_seen(app, notebook):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        notebook.post_message(Done("saved [b]产业链[/b]"))
        await settled(pilot)
        assert "saved [b]产业链[/b]" in shown(pilot)
        assert notebook.noted == ["changed"]


async def test_only_what_was_done_last_stands_over_the_screen(app, notebook):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6")
        for told in ("saved 产业链", "took it back"):
            notebook.post_message(Done(told))
            await settled(pilot)
        assert "took it back" in shown(pilot)
        assert "saved" not in shown(pilot)


async def test_the_latest_step_is_undone_by_key(app, undone):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6", "ctrl+z")
        assert undone == ["undo"]
        assert "took back step 1" in shown(pilot)
        await press(pilot, "ctrl+y")
        assert undone == ["undo"]


async def test_quitting_asks_when_something_would_be_lost(app, notebook):
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f6", "f2")
        notebook.lost = "article.txt"
        await press_and_pause(pilot, "ctrl+q")
        assert "Not saved: article.txt" in shown(pilot)
        await press_and_pause(pilot, "enter")
        assert app.is_running
        await press_and_pause(pilot, "ctrl+q")
        await press_and_pause(pilot, "y")
        assert app.return_code == 0


async def test_colours_change_by_key_and_are_remembered(tmp_path):
    path = tmp_path / "state" / "settings.json"
    bench = Bench("terms.db", {"history": Notebook, "browse": Notebook}, settings=Settings(path))
    async with (app := TermApp(bench)).run_test() as pilot:
        before = app.theme
        await press(pilot, "ctrl+t")
        chosen = app.theme
        assert chosen != before
    async with (app := TermApp(Bench("", {"browse": Notebook}, settings=Settings(path)))).run_test() as pilot:
        assert app.theme == chosen


@pytest.mark.parametrize("content", [b"", b"[]", b'{"theme": 7}', b'{"theme": "none"}', b"\xff", b"[" * 50_000])
async def test_settings_that_make_no_sense_are_as_good_as_none(content, tmp_path):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    async with (app := TermApp(Bench("", {"browse": Notebook}, settings=Settings(path)))).run_test() as pilot:
        await press(pilot, "ctrl+t")
        assert app.is_running
        assert Settings(path).text("theme") == app.theme


async def test_what_cannot_be_changed_is_said_on_the_bar():
    async with TermApp(Bench("builtin", {"browse": Notebook})).run_test() as pilot:
        await pilot.pause()
        assert "read only" in shown(pilot)
        assert not any(it.title == "New concept" for it in pilot.app.get_system_commands(pilot.app.screen))


async def press_and_pause(pilot, *keys):
    """Press keys that open or close a question, for which a worker waits."""
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


async def test_a_fault_of_the_program_is_one_line_and_a_file_with_the_details(app, notebook, home, capsys):
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the app raises it when it ends
        async with app.run_test() as pilot:
            await press(pilot, "f6")
            notebook.fail(ZeroDivisionError("postgresql://zheng:secret@host/terms"))
            await pilot.pause()
    told = " ".join(capsys.readouterr().err.split())
    assert "should not have (ZeroDivisionError)" in told
    assert "Traceback" not in told
    details = (home / "state" / "zhengming" / "crash.txt").read_text()
    assert "in fail" in details
    assert "secret" not in details


async def test_that_nothing_can_be_changed_stands_beside_all_six_places_at_80_columns():
    screens = {place.name: Notebook for place in PLACES}
    async with TermApp(Bench("terms.db", screens)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert lines(pilot)[0].endswith(" F8 Dashboard read only")


async def test_what_goes_wrong_in_the_work_of_the_app_is_one_line(revisions, notebook):
    async def refuse():
        raise InvalidValue("step 7", "cannot be undone", "look at the history")

    app = TermApp(Bench("terms.db", {"browse": lambda: notebook}, writable=True, revision=revisions, undo=refuse))
    async with app.run_test() as pilot:
        await press(pilot, "ctrl+z")
        assert "! step 7: cannot be undone; look at the history" in shown(pilot)
        assert app.is_running
