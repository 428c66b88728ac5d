"""The import, driven by keys over plain values."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from textual.events import Paste
from textual.widgets import OptionList

from termbase.errors import ExchangeError
from termbase.importing.values import ImportPolicy
from tests.tui.exchanging import SHEET, PlainExchanging, exchanging, press_and_see, see, until
from tests.tui.picture import check_picture
from tests.tui.plain import lines, shown
from tui.dialogs.choose import Choose
from tui.widgets.exchange.import_views import ImportViews
from tui.widgets.exchange.plan_list import PlanList
from tui.widgets.line_list import LineList
from tui.widgets.setting_list import SettingList

SIZES = ((80, 24), (140, 40))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's home, with a sheet in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "terms.csv").write_text(SHEET, encoding="utf-8")
    return tmp_path


async def open_file(pilot, name="terms.csv", *expected):
    """Choose a file in the dialog, and wait until it is planned."""
    await press_and_see(pilot, "o", "Import a file")
    await _paste(pilot, name)
    await press_and_see(pilot, "enter", *(expected or ("would be added",)))


async def _paste(pilot, text):
    pilot.app.post_message(Paste(text))
    await pilot.pause()
    await see(pilot, text)


def rows(pilot):
    """The lines of the plan: mark, action, Chinese."""
    plan = pilot.app.screen.query_one(PlanList)
    return [tuple(plan.line(number, 70).plain.split()[:4]) for number in range(plan.count)]


async def test_a_file_is_chosen_looked_at_and_planned(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        assert "o: choose a file to import" in shown(pilot)
        await open_file(pilot)
        assert "1 concept would be added, 1 skipped, 1 the same; 1 problem" in shown(pilot)
        assert rows(pilot) == [("!", "conflict", "leave", "双循环"), ("+", "new", "add", "创新链")]
        assert isinstance(pilot.app.focused, PlanList)


async def test_everything_about_a_concept_is_told(folder):
    async with exchanging(PlainExchanging(), folder, (140, 40)) as pilot:
        await open_file(pilot)
        await see(pilot, "en > preferred term: stored dual circulation")
        await press_and_see(pilot, "down", "+ new: the concept is added")


async def test_another_policy_is_seen_at_once(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await open_file(pilot)
        await press_and_see(pilot, "p", "1 concept would be added, 2 replaced")
        assert [row[2] for row in rows(pilot)] == ["replace", "replace", "add"]
        await press_and_see(pilot, "p", "1 concept would be added, 1 merged")
        await press_and_see(pilot, "p", "2 put into the review")
        await press_and_see(pilot, "p", "1 skipped")


async def test_the_plan_is_seen_in_parts(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot)
        seen = {}
        for _ in range(7):
            await pilot.press("v")
            await pilot.pause()
            title = next(line for line in lines(pilot) if "Plan:" in line)
            seen[title.split(", ")[1].split("]")[0]] = len(rows(pilot))
        assert seen == {
            "new": 1, "changed": 0, "the same": 1, "conflict": 1, "removed before": 0, "all": 3, "all but the same": 2,
        }  # fmt: skip
        await pilot.press("v", "v")
        await see(pilot, "Nothing here (changed); v shows others.")


async def test_columns_are_taken_for_others(folder):
    async with exchanging(PlainExchanging(), folder, (140, 40)) as pilot:
        await open_file(pilot)
        await press_and_see(pilot, "left", "[Columns 4]", "kept as descrip/Owner")
        await pilot.press("down", "down", "down")
        await press_and_see(pilot, "enter", "Take Owner for")
        await _paste(pilot, "usage_note")
        await press_and_see(pilot, "enter", "usage_note (chosen)")
        await press_and_see(pilot, "space", "– passed over")
        await press_and_see(pilot, "space", "kept as descrip/Owner")
        await press_and_see(pilot, "enter", "Take Owner for")
        await _paste(pilot, "another column")
        await press_and_see(pilot, "enter", "such as preferred_fr")
        await _paste(pilot, "admitted_fr")
        await press_and_see(pilot, "enter", "admitted_fr (chosen)")
        await press_and_see(pilot, "enter", "Take Owner for")
        await _paste(pilot, "as recog")
        await press_and_see(pilot, "enter", "kept as descrip/Owner")


async def test_missing_columns_are_asked_for(folder):
    (folder / "odd.csv").write_text("Alpha,Beta\n韧性,resilience\n", encoding="utf-8")
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await open_file(pilot, "odd.csv", "which column is zh and which preferred_en?")
        await pilot.press("i")
        await pilot.pause()
        assert service.imports == []
        await press_and_see(pilot, "enter", "Take Alpha for")
        await _paste(pilot, "zh  Chin")
        await press_and_see(pilot, "enter", "which column is preferred_en?")
        await pilot.press("down")
        await press_and_see(pilot, "enter", "Take Beta for")
        await _paste(pilot, "preferred_en")
        await press_and_see(pilot, "enter", "1 concept would be added")


async def test_problems_are_told_with_their_lines(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot)
        await press_and_see(pilot, "right", "[Problems 1]", "line 5:", "This record stays out")


async def test_an_import_asks_and_tells_what_it_did(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await open_file(pilot)
        await pilot.press("p", "p")
        await press_and_see(pilot, "i", "Import terms.csv? 1 concept would be added, 1 merged")
        await pilot.press("n")
        await until(pilot, lambda: "Import terms.csv?" not in shown(pilot))
        assert service.imports == []
        await press_and_see(pilot, "ctrl+s", "Import terms.csv?")
        await press_and_see(pilot, "y", "[Result]", "1 concept added, 1 merged", "ctrl+z takes it back")
        assert service.imports == [("terms.csv", ImportPolicy.MERGE)]
        assert "1 merged concept said something else than the stored one" in shown(pilot)
        assert "1 record could not be read" in shown(pilot)


async def test_another_policy_shows_its_plan_in_the_place_of_what_was_done(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot)
        await press_and_see(pilot, "i", "Import terms.csv?")
        await press_and_see(pilot, "y", "[Result]")
        await press_and_see(pilot, "p", "[Plan", "1 concept would be added, 2 replaced")


async def test_proposals_lead_to_the_review(folder):
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot)
        assert "g Review" not in shown(pilot)
        await pilot.press("p", "p", "p")
        await press_and_see(pilot, "i", "put into the review")
        await press_and_see(pilot, "y", "2 proposals wait for a decision", "g Review")
        went = []
        pilot.app.action_go = went.append
        await pilot.press("g")
        await until(pilot, lambda: went == ["review"])


async def test_nothing_is_asked_where_nothing_would_go_in(folder):
    (folder / "same.csv").write_text("zh,preferred_en,domain\n产业链,industrial chain,industry\n", encoding="utf-8")
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot, "same.csv", "All of it is there already")
        await press_and_see(pilot, "i", "nothing of this would go in")


async def test_reading_and_importing_show_how_far_they_are_and_can_be_stopped(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        service.gate.clear()
        await open_file(pilot, "terms.csv", "reading terms.csv  30%", "esc stops it", "Plan: 2 of 3")
        await press_and_see(pilot, "i", "wait for the plan")
        await press_and_see(pilot, "escape", "stopped")
        await until(pilot, lambda: "esc stops it" not in shown(pilot))
        service.gate.set()
        await press_and_see(pilot, "r", "1 concept would be added")
        service.gate.clear()
        await press_and_see(pilot, "i", "Import terms.csv?")
        await press_and_see(pilot, "y", "importing terms.csv  30%")
        for key in ("o", "r", "i"):
            await press_and_see(pilot, key, "an import is running")
        assert pilot.app.screen.unsaved() == "the import that runs"
        await press_and_see(pilot, "escape", "stopped: nothing was imported")
        assert pilot.app.screen.unsaved() == ""
        assert service.imports == []


@pytest.mark.parametrize(
    ("setting", "choice", "expected"),
    [
        ("Encoding", "UTF-8", "as chosen"),
        ("Cells between", "semicolons", "semicolons"),
        ("Languages", "English to Chinese (Simp", "en → zh-Hans"),
        ("Format", "memoq", "memoq"),
        ("Known ones", "merge:", "1 merged"),
    ],
)
async def test_settings_decide_how_a_file_is_read(folder, setting, choice, expected):
    async with exchanging(PlainExchanging(), folder, (140, 40)) as pilot:
        await open_file(pilot)
        await pilot.press("escape")
        settings = pilot.app.screen.query_one("#import-settings", SettingList)
        await until(pilot, lambda: settings.has_focus)
        while settings.current_setting.label != setting:
            await pilot.press("down")
        await pilot.press("enter")
        dialog = await _dialog(pilot)
        await _choose(pilot, dialog, choice)
        await see(pilot, expected)


async def test_an_encoding_that_is_not_listed_can_be_typed(folder):
    async with exchanging(PlainExchanging(), folder, (140, 40)) as pilot:
        await open_file(pilot)
        await pilot.press("escape", "down", "down", "down", "enter")
        await _choose(pilot, await _dialog(pilot), "another one")
        await see(pilot, "enter accepts")
        await _paste(pilot, "klingon")
        await press_and_see(pilot, "enter", "unknown encoding 'klingon'; use a name such as utf-8")


async def test_a_sheet_of_a_workbook_is_chosen(folder):
    book = Workbook()
    for name, row in (("One", ("产业链", "industrial chain")), ("Two", ("韧性", "resilience"))):
        sheet = book.create_sheet(name)
        sheet.append(("zh", "preferred_en"))
        sheet.append(row)
    del book["Sheet"]
    book.save(folder / "book.xlsx")
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot, "book.xlsx", "All of it is there already")
        await press_and_see(pilot, "escape", "Sheet   ", "One")
        await pilot.press("down", "down", "down", "enter")
        await see(pilot, "Sheet of the workbook")
        await pilot.press("down", "enter")
        await see(pilot, "1 concept would be added", "韧性")


async def test_what_cannot_be_read_is_one_line_with_its_cure(folder):
    (folder / "bytes.csv").write_bytes(b"zh,preferred_en\n\x00\xff\xfe\x00,\x80\x81\n")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "broken.tbx").write_text("<tbx><text>")
    (folder / "empty.csv").write_text("")
    (folder / "bad.jsonl").write_text("{nothing\n")
    async with exchanging(PlainExchanging(), folder) as pilot:
        for name in ("bytes.csv", "broken.xlsx", "broken.tbx", "empty.csv", "bad.jsonl"):
            await open_file(pilot, name, f"! {name}")
            assert "Traceback" not in shown(pilot)


async def test_cures_name_what_is_on_the_screen(folder):
    (folder / "two.csv").write_bytes("zh,preferred_en\n镕,a\n".encode("gb18030"))
    async with exchanging(PlainExchanging(), folder) as pilot:
        await open_file(pilot, "two.csv", "! ")
        assert "--encoding" not in shown(pilot)
        assert "Encoding" in shown(pilot)


async def test_what_vanishes_is_told(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await open_file(pilot)
        (folder / "terms.csv").unlink()
        await press_and_see(pilot, "r", "cannot be read (No such file or directory)")


async def test_an_import_that_fails_says_why(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await open_file(pilot)
        service.failure = ExchangeError("terms.db", "is locked", "try again")
        await press_and_see(pilot, "i", "Import terms.csv?")
        await press_and_see(pilot, "y", "! terms.db: is locked; try again")
        service.failure = None
        await press_and_see(pilot, "i", "Import terms.csv?")
        await press_and_see(pilot, "y", "[Result]")


async def test_a_change_elsewhere_plans_anew(folder):
    service = PlainExchanging()
    async with exchanging(service, folder) as pilot:
        await open_file(pilot)
        service.stored.pop("双循环")
        pilot.app.screen.termbase_changed()
        await see(pilot, "2 concepts would be added, 1 the same")


async def test_nothing_is_imported_where_nothing_may_be_changed(folder):
    async with exchanging(PlainExchanging(writable=False), folder) as pilot:
        assert "[Export]" in shown(pilot)
        await pilot.press("f9")
        await open_file(pilot)
        assert "i Import" not in shown(pilot)
        await pilot.press("i")
        await pilot.pause()
        assert "Import terms.csv?" not in shown(pilot)


async def test_the_mouse_chooses_views_and_lines(folder):
    async with exchanging(PlainExchanging(), folder, (140, 40)) as pilot:
        await open_file(pilot)
        bar = pilot.app.screen.query_one("#import-views ViewBar")
        await pilot.click(bar, offset=(4, 0))
        await see(pilot, "[Columns 4]")
        await pilot.click("#columns", offset=(4, 3))
        assert pilot.app.screen.query_one("#columns", LineList).current == 2


async def test_the_help_page_explains_keys_and_marks(folder):
    async with exchanging(PlainExchanging(), folder, (140, 60)) as pilot:
        await press_and_see(pilot, "f1", "Choose the file to import", "Find what the file would lose")


async def test_control_characters_do_not_reach_the_terminal(folder):
    (folder / "odd.csv").write_text('zh,preferred_en,"a\x1b[2J"\n"韧\x1b[2J性",res\u202eilience,x\n', encoding="utf-8")
    async with exchanging(PlainExchanging(), folder, (140, 40)) as pilot:
        await open_file(pilot, "odd.csv", "Plan:")
        for _ in range(4):
            assert "\x1b" not in shown(pilot)
            assert "\u202e" not in shown(pilot)
            await pilot.press("right")
            await pilot.pause()


@pytest.mark.parametrize("size", [(20, 5), (40, 12)])
async def test_a_tiny_terminal_shows_what_it_can(folder, size):
    async with exchanging(PlainExchanging(), folder, size) as pilot:
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("escape", "f9", "down")
        await pilot.pause()
        assert shown(pilot).strip()


@pytest.mark.parametrize("size", SIZES)
async def test_pictures(folder, size):
    async with exchanging(PlainExchanging(), folder, size) as pilot:
        await open_file(pilot)
        await until(pilot, lambda: not pilot.app.screen.query_one(ImportViews).has_class("-detail"))
        check_picture(pilot, "import-plan")
        await press_and_see(pilot, "left", "[Columns 4]")
        check_picture(pilot, "import-columns")


async def _dialog(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
    return pilot.app.screen


async def _choose(pilot, dialog, wanted):
    """Take the first choice that holds a text."""
    texts = [text.plain for _, text in dialog._options]
    at = next(number for number, text in enumerate(texts) if wanted in text)
    dialog.query_one(OptionList).highlighted = at
    await pilot.press("enter")
