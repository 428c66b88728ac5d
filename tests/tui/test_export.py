"""The export, driven by keys over plain values."""

from pathlib import Path

import pytest
from textual.events import Paste

from termbase.concepts import AdministrativeStatus, WorkState
from termbase.errors import TermbaseLocked
from termbase.exchange.values import Order
from tests.tui.exchanging import PlainExchanging, exchanging, press_and_see, see, until
from tests.tui.picture import check_picture
from tests.tui.plain import CHAINS, shown
from tui.services.exchanging import Offers
from tui.widgets.exchange.format_list import FormatList
from tui.widgets.setting_list import SettingList


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def go(pilot, tool):
    """Go to the export and find a format for a tool."""
    await press_and_see(pilot, "f9", "[Export]")
    await find(pilot, tool)


async def find(pilot, tool):
    """Find a format for a tool."""
    await pilot.press("slash")
    pilot.app.post_message(Paste(tool))
    await see(pilot, tool)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.focused, FormatList))


async def save(pilot, *expected):
    """Export under the name that is proposed."""
    await press_and_see(pilot, "x", "Export as")
    await press_and_see(pilot, "enter", *expected)


async def change(pilot, label, *keys):
    """Change a setting: open its line and press keys in the dialog."""
    settings = pilot.app.screen.query_one("#export-settings", SettingList)
    settings.focus()
    names = [settings.setting(number).label for number in range(settings.count)]
    settings.current = names.index(label)
    depth = len(pilot.app.screen_stack)
    await pilot.press("enter")
    if not keys:
        return
    await until(pilot, lambda: len(pilot.app.screen_stack) > depth)
    await pilot.press(*keys)
    await until(pilot, lambda: len(pilot.app.screen_stack) == depth)


def value(pilot, label):
    """What a setting says."""
    settings = pilot.app.screen.query_one("#export-settings", SettingList)
    return next(it.value for it in map(settings.setting, range(settings.count)) if it.label == label)


async def test_an_export_for_omegat_is_found_by_its_name(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await go(pilot, "OmegaT")
        await see(pilot, "OmegaT glossary: text with tabs between")
        await save(pilot, "3 concepts written to ~/terms.txt")
    assert "产业链\tindustrial chain" in (folder / "terms.txt").read_text(encoding="utf-8")


async def test_enter_on_a_format_exports_too(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "utx")
        await press_and_see(pilot, "enter", "Export as utx")
        await press_and_see(pilot, "enter", "written to ~/terms.utx")


async def test_losses_are_told_before_and_after(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "omegat")
        await press_and_see(pilot, "l", "3 concepts would be written", "subject field: left out")
        assert list(folder.iterdir()) == []
        await save(pilot, "3 concepts written", "subject field: left out")
        await press_and_see(pilot, "escape", "tbx-basic")
        await find(pilot, "JSON Lines")
        await press_and_see(pilot, "l", "jsonl carries everything")


async def test_losses_can_forbid_an_export(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "omegat")
        await change(pilot, "Losses")
        await see(pilot, "forbid the export")
        await save(pilot, "cannot carry all of it, so nothing was")
        assert list(folder.iterdir()) == []


async def test_a_file_that_is_there_is_written_over_after_a_question_only(folder):
    (folder / "terms.txt").write_text("before")
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "omegat")
        await save(pilot, "is there already, 6 B. Write over it?")
        await press_and_see(pilot, "n", "Export as omegat")
        assert (folder / "terms.txt").read_text() == "before"
        await press_and_see(pilot, "enter", "Write over it?")
        await press_and_see(pilot, "y", "written to ~/terms.txt")
        assert (folder / "terms.txt").read_text(encoding="utf-8") != "before"


async def test_the_file_beside_is_told(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "multiterm")
        await see(pilot, "A second file .xdt")
        await save(pilot, "terms.xdt beside it is its definition")
        assert sorted(it.name for it in folder.iterdir()) == ["terms.xdt", "terms.xml"]


async def test_what_is_written_is_chosen(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await go(pilot, "tbx-v2")
        await change(pilot, "Subject fields", "down", "space", "enter")
        await change(pilot, "Projects", *"P1, P2", "enter")
        await change(pilot, "Status of terms", "a", "space", "enter")
        await change(pilot, "Work state", "down", "enter")
        await change(pilot, "Languages", "a", "enter")
        await change(pilot, "Valid on", *"2024-05-01", "enter")
        await change(pilot, "Direction", "down", "enter")
        await change(pilot, "Terms to avoid", "down", "down", "enter")
        values = [value(pilot, it) for it in ("Subject fields", "Projects", "Status of terms", "Work state")]
        assert values == ["industry", "P1, P2", "admitted, deprecated, superseded", "proposed"]
        await press_and_see(pilot, "l", "! export: no concept has terms in en and zh-Hans")
        await save(pilot, "! export: no concept has terms")
        assert list(folder.iterdir()) == []
    (export,) = service.exports
    assert export.choice.subject_fields == {"industry"}
    assert export.choice.projects == {"p1", "p2"}
    assert export.choice.statuses == set(AdministrativeStatus) - {AdministrativeStatus.PREFERRED}
    assert export.choice.work_state is WorkState.PROPOSED
    assert export.choice.languages == {"zh-Hans", "en"}
    assert export.choice.day == "2024-05-01"
    assert (export.options.source_language, export.options.target_language) == ("en", "zh-Hans")
    assert export.options.deprecated is False


async def test_a_glossary_for_people_is_sorted(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await go(pilot, "markdown")
        await change(pilot, "Sorted", "down", "enter")
        assert value(pilot, "Sorted") == "by English"
        await save(pilot, "written to ~/terms.md")
    assert service.exports[0].options.order is Order.ENGLISH


async def test_escaping_a_dialog_leaves_a_setting_as_it_was(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "tbx-v2")
        for label in ("Subject fields", "Projects", "Status of terms", "Work state", "Languages", "Valid on"):
            await change(pilot, label, "escape")
            assert value(pilot, label) in ("all", "any day")
        for label, expected in (("Direction", "Chinese to English"), ("Terms to avoid", "as is best for the tool")):
            await change(pilot, label, "escape")
            assert value(pilot, label) == expected


async def test_what_is_no_day_is_refused(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "csv")
        await change(pilot, "Valid on", *"May", "enter")
        await see(pilot, "! date:")
        assert value(pilot, "Valid on") == "any day"


async def test_an_export_shows_how_far_it_is_and_can_be_stopped(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await go(pilot, "omegat")
        service.gate.clear()
        await save(pilot, "writing terms.txt  30%", "esc stops it")
        await press_and_see(pilot, "x", "an export is running")
        assert pilot.app.screen.unsaved() == "the export that runs"
        await press_and_see(pilot, "escape", "stopped: nothing was written")
        assert list(folder.iterdir()) == []
        service.gate.set()
        await save(pilot, "written to ~/terms.txt")


async def test_an_export_that_fails_says_why(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await go(pilot, "omegat")
        service.failure = TermbaseLocked("terms.db", "is locked", "try again")
        await save(pilot, "! terms.db: is locked; try again")
        service.failure = None
        await press_and_see(pilot, "l", "would be written")


async def test_a_tool_that_nobody_knows(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await go(pilot, "klingon")
        await see(pilot, "No format is called so")
        await press_and_see(pilot, "x", "choose a format first")
        await press_and_see(pilot, "escape", "csv")


async def test_control_characters_of_fields_do_not_reach_the_terminal(folder):
    service = PlainExchanging()

    async def offers():
        return Offers((("a\x1b[2Jb\u202e", 1),), ("en",))

    service.offers = offers
    async with exchanging(service, folder) as pilot:
        await go(pilot, "csv")
        settings = pilot.app.screen.query_one("#export-settings", SettingList)
        settings.focus()
        await press_and_see(pilot, "enter", "None marked means all")
        assert "\x1b" not in shown(pilot)
        await press_and_see(pilot, "space", "[x]")
        await press_and_see(pilot, "enter", "Subject fields")
        assert "\x1b" not in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_pictures(folder, size):
    async with exchanging(PlainExchanging(stored=(CHAINS,)), folder, size) as pilot:
        await go(pilot, "omegat")
        await press_and_see(pilot, "l", "1 concept would be written")
        check_picture(pilot, "export-losses")
