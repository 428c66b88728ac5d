"""The dashboard, driven by keys: over plain values, and over a term base."""

import asyncio
from datetime import date

import pytest
from textual.widgets import Static

from termbase.concepts import AdministrativeStatus, Concept, SourceMark, WorkState
from termbase.errors import TermbaseMissing
from termbase.history.activity import Day
from termbase.history.values import StepSummary
from termbase.listing import listed
from termbase.locations import locate
from termbase.quality.defect import Defect
from termbase.store import create_termbase, open_store
from termbase.tallies import LanguageTally, Tallies
from tests.tui.picture import check_picture
from tests.tui.plain import press, settled, shown
from tests.tui.telling import CHAIN, CIRCULATION, NOTED, STEPS, at_place
from tui.dialogs.defects import Defects
from tui.screens.dashboard import DashboardScreen
from tui.services.examining import Examining
from tui.services.surveying import Lately, TermbaseSurveying
from tui.termbase import Cancelled, Termbase
from tui.widgets import charts
from tui.widgets.defect_lists import CheckList, DefectList
from tui.widgets.step_list import RecentSteps

PREFERRED, ADMITTED, DEPRECATED, SUPERSEDED = AdministrativeStatus
PROPOSED, APPROVED = WorkState
TALLIES = Tallies(
    9281,
    (("policy language", 4120), ("农业农村", 2050), ("国防和军队现代化建设的基本方针政策", 1800), ("", 1311)),
    (
        LanguageTally(
            "en",
            {PROPOSED: 7338, APPROVED: 1943},
            {PREFERRED: 9281, ADMITTED: 5668, DEPRECATED: 3444, SUPERSEDED: 28},
        ),
        LanguageTally(
            "zh-Hans", {PROPOSED: 7000, APPROVED: 2281}, {PREFERRED: 9281, ADMITTED: 499, DEPRECATED: 0, SUPERSEDED: 0}
        ),
    ),
    {SourceMark.CHECKED: 1943, SourceMark.UNVERIFIED: 7300},
)
LATELY = Lately(
    date(2026, 1, 5),
    date(2026, 3, 2),
    (
        Day(date(2026, 1, 5), 1, 9281),
        Day(date(2026, 2, 27), 2, 3),
        Day(date(2026, 3, 1), 4, 5),
        Day(date(2026, 3, 2), 8, 8),
    ),
    tuple(StepSummary(it, 1, 0, 0, ("industrial-chain",)) for it in reversed(STEPS)),
    waiting=12,
)
DEFECTS = (
    Defect(CHAIN.id, "definition", "has no definition", "define it in English or Chinese"),
    Defect(CIRCULATION.id, "definition", "has no definition", "define it in English or Chinese"),
    Defect(CHAIN.id, "pinyin", "链 is not read liàng", "it is read liàn"),
)


class PlainSurveying:
    """A survey of plain values; the doctor waits while ``gate`` is closed, unless he is called off."""

    def __init__(self, tallies=TALLIES, lately=LATELY, defects=DEFECTS):
        self.counted = tallies
        self.told = lately
        self.defects = defects
        self.known = None
        self.current = True
        self.has_history = lately is not None
        self.failure = None
        self.examined = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def tallies(self):
        if self.failure:
            raise self.failure
        return self.counted

    async def lately(self):
        return self.told

    def known_defects(self):
        return self.known

    async def is_examined(self):
        return self.known is not None and self.current

    async def examine(self, watch):
        self.examined += 1
        watch(1, 4)
        while not self.gate.is_set():
            await asyncio.sleep(0.01)
            watch(1, 4)
        self.known, self.current = self.defects, True
        return self.known

    async def names(self, ids):
        return {it.id: listed(it) for it in (CHAIN, CIRCULATION) if it.id in ids}


@pytest.fixture(autouse=True)
def blocks(monkeypatch):
    """The pictures are those of a terminal that draws blocks, whatever the tests run in."""
    monkeypatch.setattr(charts, "draws_blocks", lambda: True)


def surveying_at(surveying, size=(80, 24)):
    return at_place("dashboard", {"dashboard": lambda: DashboardScreen(surveying)}, size)


def doctor(pilot):
    return str(pilot.app.screen.query_one("#doctor", Static).content)


async def test_it_counts_concepts_terms_fields_sources_and_states():
    async with surveying_at(PlainSurveying(), (140, 40)) as pilot:
        for told in (
            "9,281 concepts, 28,201 terms",
            "+ preferred",
            "18,562",
            "x deprecated",
            "✓ checked",
            "no source",
            "38",
            "1,943 of 9,281",
            "policy language",
            "农业农村",
            "(no subject field)",
        ):
            assert told in shown(pilot)


async def test_what_was_done_lately_is_told_in_columns_and_numbers():
    async with surveying_at(PlainSurveying(), (140, 40)) as pilot:
        for told in ("15 steps, 9,297 changes in 8 weeks", "most on 2026-03-02: 8 steps", "▂ ▄█", "remove", "陈晨"):
            assert told in shown(pilot)


async def test_p_goes_to_the_proposals_that_wait():
    async with surveying_at(PlainSurveying()) as pilot:
        assert "12 proposals wait; p reviews them" in shown(pilot)
        await press(pilot, "p")
        assert pilot.app.screen.PLACE == "review"


async def test_enter_on_a_recent_change_shows_it_in_the_history():
    async with surveying_at(PlainSurveying()) as pilot:
        pilot.app.screen.query_one(RecentSteps).focus()
        await press(pilot, "down", "enter")
        assert pilot.app.screen.PLACE == "history"
        assert pilot.app.screen.wanted == [STEPS[-2].number]


async def test_tab_goes_from_list_to_list_and_escape_leaves_them():
    async with surveying_at(PlainSurveying()) as pilot:
        assert pilot.app.focused.id == "survey"
        await press(pilot, "d", "tab")
        assert isinstance(pilot.app.focused, CheckList)
        await press(pilot, "tab")
        assert isinstance(pilot.app.focused, RecentSteps)
        await press(pilot, "escape")
        assert pilot.app.focused.id == "survey"


async def test_the_doctor_is_called_and_what_he_finds_leads_to_the_concepts():
    surveying = PlainSurveying()
    async with surveying_at(surveying) as pilot:
        assert surveying.examined == 0  # a large term base waits until one asks
        assert "d looks for them" in doctor(pilot)
        await press(pilot, "d")
        assert "3 found" in doctor(pilot)
        checks = pilot.app.screen.query_one(CheckList)
        assert [tuple(it) for it in checks.items] == [("definition", 2), ("pinyin", 1)]
        await press(pilot, "tab", "enter")
        assert isinstance(pilot.app.screen, Defects)
        assert "产业链 industrial chain" in shown(pilot)
        assert "has no definition; define it in English or Chinese" in shown(pilot)
        await press(pilot, "down", "enter")
        assert (pilot.app.screen.PLACE, pilot.app.screen.wanted) == ("browse", [CIRCULATION.id])


async def test_the_list_of_concepts_is_left_without_choosing_one():
    surveying = PlainSurveying()
    async with surveying_at(surveying) as pilot:
        await press(pilot, "d", "tab", "down", "enter")
        assert [it.check for it in pilot.app.screen.query_one(DefectList).items] == ["pinyin"]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DashboardScreen)


async def test_while_the_doctor_looks_it_is_said_how_far_he_is_and_escape_calls_him_off():
    surveying = PlainSurveying()
    surveying.gate.clear()
    async with surveying_at(surveying) as pilot:
        await pilot.press("d")
        await pilot.pause(0.3)
        assert "examining 25 %; esc cancels" in doctor(pilot)
        await pilot.press("d")  # he is at it already
        await press(pilot, "escape")
        assert surveying.examined == 1
        assert "d looks for them" in doctor(pilot)
        surveying.gate.set()
        await press(pilot, "d")
        assert "3 found" in doctor(pilot)


async def test_a_small_term_base_is_examined_without_asking():
    surveying = PlainSurveying(Tallies(2))
    async with surveying_at(surveying) as pilot:
        assert surveying.examined == 1
        assert "3 found" in doctor(pilot)
        surveying.current, surveying.defects = False, ()
        pilot.app.screen.termbase_changed()
        await settled(pilot)
        assert "none found" in doctor(pilot)
        assert not pilot.app.screen.query_one(CheckList).display


async def test_what_the_doctor_found_before_the_last_change_is_said_to_be_old():
    surveying = PlainSurveying()
    async with surveying_at(surveying) as pilot:
        await press(pilot, "d")
        surveying.current = False
        pilot.app.screen.termbase_changed()
        await settled(pilot)
        assert "3 found, but something was changed since; d looks again" in doctor(pilot)
        await press(pilot, "d")
        assert doctor(pilot).endswith("3 found")


async def test_counts_are_renewed_and_the_line_one_is_at_stays():
    surveying = PlainSurveying()
    async with surveying_at(surveying) as pilot:
        recent = pilot.app.screen.query_one(RecentSteps)
        recent.focus()
        await press(pilot, "down")
        surveying.counted = Tallies(1)
        surveying.told = Lately(LATELY.since, LATELY.until, LATELY.days, LATELY.steps, waiting=1)
        await press(pilot, "f5")
        assert "1 concept, 0 terms" in shown(pilot)
        assert "1 proposal waits" in shown(pilot)
        assert recent.current == 1


async def test_the_built_in_glossary_has_no_history_to_tell():
    async with surveying_at(PlainSurveying(lately=None)) as pilot:
        assert "The built-in glossary has no history." in shown(pilot)
        assert "p Proposals" not in shown(pilot)
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, DashboardScreen)


async def test_a_quiet_term_base_says_so():
    quiet = Lately(LATELY.since, LATELY.until)
    async with surveying_at(PlainSurveying(lately=quiet)) as pilot:
        assert "Nothing was changed in 8 weeks." in shown(pilot)
        assert "No proposal waits." in shown(pilot)


async def test_a_problem_is_told():
    surveying = PlainSurveying()
    surveying.failure = TermbaseMissing("terms.db", "there is no term base", "make one")
    async with surveying_at(surveying) as pilot:
        assert "! terms.db: there is no term base; make one" in shown(pilot)


async def test_help_explains_keys_and_marks():
    async with surveying_at(PlainSurveying(), (100, 50)) as pilot:
        await press(pilot, "question_mark")
        for told in ("Let the term base check itself", "preferred, admitted, deprecated, superseded terms"):
            assert told in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)])
async def test_pictures(size):
    async with surveying_at(PlainSurveying(), size) as pilot:
        await press(pilot, "d")
        check_picture(pilot, "dashboard")
        if size != (200, 60):
            await press(pilot, "tab", "enter")
            check_picture(pilot, "defects")


@pytest.mark.parametrize("size", [(20, 5), (50, 12), (1, 1)])
async def test_it_can_be_used_on_the_smallest_screens(size):
    async with surveying_at(PlainSurveying(), size) as pilot:
        await press(pilot, "d", "pagedown", "end", "tab", "enter", "escape")
        assert isinstance(pilot.app.screen, DashboardScreen)


async def test_without_unicode_the_charts_are_of_ascii(monkeypatch):
    monkeypatch.setattr(charts, "draws_blocks", lambda: False)
    async with surveying_at(PlainSurveying(), (140, 40)) as pilot:
        assert "#####" in shown(pilot)
        assert not set("█▏▁") & set(shown(pilot))


async def test_over_a_term_base_changes_are_counted_at_once(tmp_path):
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place, [NOTED])
    termbase = Termbase(place, user="zoe")
    screens = {"dashboard": lambda: DashboardScreen(TermbaseSurveying(termbase, Examining(termbase)))}
    async with at_place("dashboard", screens, (140, 40)) as pilot:
        assert "1 concept, 3 terms" in shown(pilot)
        assert "definition" in shown(pilot)  # found by the doctor
        with open_store(place, user="ann") as store:
            store.add_all([CIRCULATION, Concept("green")])
        pilot.app.screen.termbase_changed()
        await settled(pilot)
        assert "3 concepts, 5 terms" in shown(pilot)
        assert "ann" in shown(pilot)
        await press(pilot, "tab", "enter")
        assert "green" in shown(pilot)
        await press(pilot, "escape")
    termbase.close()


async def test_the_doctor_is_called_off_in_the_middle_of_a_real_term_base(tmp_path):
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place, [Concept(f"c{number}") for number in range(200)])
    termbase = Termbase(place)
    examining = Examining(termbase)

    def watch(done, total=0):
        raise Cancelled

    with pytest.raises(Cancelled):
        await examining.defects(watch)
    assert examining.kept is None
    termbase.close()
