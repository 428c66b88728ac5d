"""The questions that stand over a screen."""

from contextlib import asynccontextmanager

import pytest

from termbase.errors import TermbaseMissing
from termbase.quality.defect import Defect
from tests.tui.picture import check_picture
from tests.tui.plain import press, shown, type_in
from tui.app import TermApp
from tui.bench import Bench
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.dialogs.confirm import Confirm
from tui.dialogs.defects import Defects
from tui.screens.working import WorkScreen

LETTERS = [(letter, f"the letter {letter}") for letter in "abcdefghijklmnop"]


class Blank(WorkScreen):
    """A place with nothing in it."""

    PLACE = "browse"


@asynccontextmanager
async def asked(question, size=(80, 24)):
    """The running app with a question over it, and the list that its answer comes into."""
    async with TermApp(Bench("terms.db", {"browse": Blank})).run_test(size=size, notifications=True) as pilot:
        answers = []
        await pilot.app.push_screen(question, answers.append)
        await pilot.pause()
        yield pilot, answers


@pytest.mark.parametrize(
    ("keys", "answer"), [("y", True), ("n", False), ("escape", False), ("enter", True), ("right enter", False)]
)
async def test_a_question_is_answered_by_one_key(keys, answer):
    async with asked(Confirm("Leave 产业链 as it is?")) as (pilot, answers):
        assert "Leave 产业链 as it is?" in shown(pilot)
        await press(pilot, *keys.split())
        assert answers == [answer]


async def test_what_is_dangerous_is_not_agreed_to_by_enter():
    async with asked(Confirm("Remove it?", dangerous=True)) as (pilot, answers):
        await press(pilot, "enter")
        assert answers == [False]


async def test_a_question_holds_the_user_where_it_was_asked():
    async with asked(Confirm("Leave?")) as (pilot, answers):
        await press(pilot, "f2", "ctrl+n")
        assert answers == []
        assert "Leave?" in shown(pilot)


async def test_a_text_is_asked_for_in_any_script():
    async with asked(AskText("Reason", label="Why is it wrong?")) as (pilot, answers):
        await type_in(pilot, "逐字翻译")
        await press(pilot, "enter")
        assert answers == ["逐字翻译"]


async def test_a_required_text_is_insisted_on_and_can_be_escaped():
    async with asked(AskText("Reason", required=True)) as (pilot, answers):
        await press(pilot, "space", "enter")
        assert answers == []
        assert "A text is needed" in shown(pilot)
        await press(pilot, "escape")
        assert answers == [None]


async def test_a_value_that_is_there_is_kept():
    async with asked(AskText("Name", value="链")) as (pilot, answers):
        await press(pilot, "x", "enter")
        assert answers == ["链x"]


async def test_one_of_a_few_is_chosen_by_the_arrow_keys():
    async with asked(Choose("Letter", LETTERS[:3], current="b")) as (pilot, answers):
        await press(pilot, "down", "enter")
        assert answers == ["c"]


async def test_one_of_many_is_found_by_typing():
    async with asked(Choose("Letter", LETTERS)) as (pilot, answers):
        await press(pilot, *"letter n", "enter")
        assert answers == ["n"]


async def test_nothing_is_chosen_from_nothing():
    async with asked(Choose("Letter", LETTERS)) as (pilot, answers):
        await press(pilot, *"zzz", "enter")
        assert answers == []
        await press(pilot, "escape")
        assert answers == [None]


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
@pytest.mark.parametrize(
    "question",
    [
        lambda: Confirm("Not saved: 产业链供应链. Leave all the same? " * 3, yes="Leave", no="Stay", dangerous=True),
        lambda: AskText("Reason", label="Why is [b]it[/b] wrong?", placeholder="the reader cannot tell"),
        lambda: Choose("Letter", [*LETTERS, ("链", "产业链 \x1b[31m chain")]),
    ],
    ids=["confirm", "ask", "choose"],
)
async def test_questions_look_as_they_should(question, size, request):
    async with asked(question(), size) as (pilot, _):
        check_picture(pilot, f"dialog-{request.node.callspec.id.split('-')[0]}")


async def test_concepts_that_cannot_be_named_are_told_of_and_listed_by_their_ids():
    async def names(ids):
        raise TermbaseMissing("terms.db", "there is no term base", "bring it back")

    defects = Defects("definition", [Defect("industrial-chain", "definition", "has no definition")], names)
    async with asked(defects) as (pilot, answers):
        await press(pilot)
        assert [it.message for it in pilot.app._notifications] == ["terms.db: there is no term base; bring it back"]
        await press(pilot, "enter")
        assert answers == ["industrial-chain"]
