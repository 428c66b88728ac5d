"""The review queue, driven by keys over plain values."""

from dataclasses import replace

import pytest

from termbase.concepts import LanguageSection, Term
from termbase.errors import TermbaseLocked
from termbase.proposals.values import Decision
from tests.tui.picture import check_picture
from tests.tui.plain import ADMITTED, CHAIN, CIRCULATION, concept, lines, press, settled, shown
from tests.tui.reviewing import (
    CALQUE,
    DISPUTES,
    NEW,
    Form,
    PlainReviewing,
    decisions,
    on_table,
    reviewing,
)
from tui.widgets.case_view import CaseView
from tui.widgets.comparison import Comparison
from tui.widgets.queue_list import QueueList


async def test_the_oldest_comes_first_with_what_it_would_change():
    async with reviewing() as pilot:
        text = shown(pilot)
        assert "0 of 4 decided, 4 wait" in text
        assert "产业链  industrial chain" in text
        assert f"changes {CHAIN.id}" in text
        assert "proposal 1 from terms.csv, 2026-03-01 by li" in " ".join(text.split())
        assert "x industry chain" in text
        assert "why: A calque." in " ".join(text.split())


async def test_one_key_approves_and_the_next_one_comes_up():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "a")
        assert decisions(service) == {1: Decision.ACCEPTED}
        assert CALQUE in service.concepts[CHAIN.id].terms("en")
        assert on_table(pilot) == 2
        assert "1 of 4 decided, 3 wait" in shown(pilot)
        assert "approved 产业链; u takes it back" in shown(pilot)


async def test_keys_typed_ahead_are_carried_out_one_after_the_other():
    service = PlainReviewing([(concept(f"c-{n}", f"词{n}", "cí", f"word {n}"), "", "x") for n in range(9)], ())
    async with reviewing(service) as pilot:
        await pilot.press("a", "a", "s", "a", "a")
        await settled(pilot)
        assert list(decisions(service)) == [1, 2, 4, 5]
        assert on_table(pilot) == 6


async def test_what_is_typed_ahead_of_a_question_decides_nothing():
    service = PlainReviewing([(concept(f"c-{n}", f"词{n}", "cí", f"word {n}"), "", "x") for n in range(9)], ())
    async with reviewing(service) as pilot:
        await pilot.press("a", "a", "r", "a", "s", "a")
        await settled(pilot)
        assert list(decisions(service)) == [1, 2]
        assert "Reject 词2" in shown(pilot)


async def test_where_both_say_something_the_user_says_what_holds():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "s", "a")
        assert decisions(service) == {}
        assert "1 field is in conflict: ← keeps what is stored" in " ".join(shown(pilot).split())
        assert isinstance(pilot.app.focused, Comparison)
        await press(pilot, "right")
        assert "✓ chain of industries" in shown(pilot)
        await press(pilot, "a")
        assert service.concepts[CHAIN.id].preferred("en") == "chain of industries"
        assert service.concepts[CHAIN.id].terms("en")[0].status is ADMITTED


async def test_what_is_stored_can_hold():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "s", "right", "left", "a")
        assert service.concepts[CHAIN.id].preferred("en") == "industrial chain"
        assert decisions(service).keys() == {2}


async def test_of_several_fields_in_conflict_each_is_settled():
    stored = replace(CHAIN, notes=("ours",), subject_field="industry")
    proposed = replace(DISPUTES, notes=("theirs",), subject_field="trade")
    service = PlainReviewing([(proposed, CHAIN.id, "x")], [stored])
    async with reviewing(service, size=(100, 40)) as pilot:
        assert shown(pilot).count("! ") >= 3
        await press(pilot, "right", "left", "a")
        assert decisions(service) == {}
        await press(pilot, "up", "up", "left", "down", "down", "right", "a")
        final = service.concepts[CHAIN.id]
        assert (final.subject_field, final.notes, final.preferred("en")) == (
            "industry",
            ("ours",),
            "chain of industries",
        )


async def test_a_click_says_what_holds():
    service = PlainReviewing([(DISPUTES, CHAIN.id, "x")])
    async with reviewing(service, size=(140, 40)) as pilot:
        row = next(number for number, line in enumerate(lines(pilot)) if "chain of industries" in line and "!" in line)
        await pilot.click(offset=(lines(pilot)[row].index("chain of industries"), row))
        await settled(pilot)
        assert "✓ chain of industries" in shown(pilot)
        await pilot.click(offset=(lines(pilot)[row].index("industrial chain"), row))
        await settled(pilot)
        assert "✓ industrial chain" in shown(pilot)


async def test_rejecting_takes_a_reason():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "r", "enter")
        assert decisions(service) == {}
        await press(pilot, "escape")
        assert on_table(pilot) == 1
        await press(pilot, "r", *"no", "enter")
        assert service.reasons == {1: "no"}
        assert on_table(pilot) == 2
        assert "rejected 产业链" in shown(pilot)


async def test_amending_opens_the_form_with_what_would_be_stored():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "e")
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert CALQUE in form.given.terms("en")
        assert form.given.id == CHAIN.id
        assert form.form_title == "Amend proposal 1"
        await press(pilot, "escape")
        assert decisions(service) == {}
        await press(pilot, "e", "enter")
        assert decisions(service) == {1: Decision.AMENDED}
        assert service.concepts[CHAIN.id].terms("en")[-1].text == "an amendment"
        assert "amended 产业链" in shown(pilot)


async def test_merging_into_another_concept_offers_those_that_are_alike_first():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "s", "s", "s")
        assert "Alike" in shown(pilot)
        await press(pilot, "m")
        assert CIRCULATION.preferred("zh-Hans") in shown(pilot)
        await press(pilot, "enter")
        assert decisions(service) == {4: Decision.MERGED}
        assert "two-circulations" not in service.concepts
        assert f"merged 双循环 into {CIRCULATION.id}" in shown(pilot)


async def test_merging_can_be_called_off():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "s", "s", "m")
        await press(pilot, "escape")
        assert (on_table(pilot), decisions(service)) == (3, {})
        await press(pilot, "m", *"circ", "enter")
        assert f"merge into {CIRCULATION.id}" in shown(pilot)
        assert "then a merges" in " ".join(shown(pilot).split())
        await press(pilot, "escape")
        assert "new concept" in shown(pilot)
        assert decisions(service) == {}


async def test_where_a_merge_is_in_conflict_the_user_says_what_holds():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "s", "s")
        await press(pilot, "m", *"circ", "enter", "left", "left", "a")
        assert decisions(service) == {3: Decision.MERGED}
        assert [term.text for term in service.concepts[CIRCULATION.id].terms("en")] == [
            "dual circulation",
            "resilience",
        ]


async def test_what_is_skipped_comes_again_at_the_end():
    async with reviewing() as pilot:
        await press(pilot, "s")
        assert "skipped 产业链; it comes again at the end" in shown(pilot)
        await press(pilot, "s", "s", "s")
        assert on_table(pilot) == 1
        assert "0 of 4 decided, 4 wait" in shown(pilot)


async def test_the_only_one_that_waits_cannot_be_skipped():
    async with reviewing(PlainReviewing([(NEW, "", "x")])) as pilot:
        await press(pilot, "s")
        assert on_table(pilot) == 1
        assert "nothing else waits" in shown(pilot)


@pytest.mark.parametrize("key", ["u", "ctrl+z"])
async def test_decisions_are_undone_one_after_the_other_and_shown_again(key):
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "a", "left", "a")
        await press(pilot, "r", *"no", "enter")
        assert len(decisions(service)) == 3
        await press(pilot, key)
        assert on_table(pilot) == 3
        assert "韧性 waits again" in shown(pilot)
        await press(pilot, key, key)
        assert (on_table(pilot), decisions(service)) == (1, {})
        assert service.concepts[CHAIN.id] == CHAIN
        assert "0 of 4 decided, 4 wait" in shown(pilot)
        await press(pilot, key)
        assert on_table(pilot) == 1


async def test_after_the_last_one_the_screen_says_where_proposals_come_from():
    service = PlainReviewing([(NEW, "", "x")])
    async with reviewing(service) as pilot:
        await press(pilot, "a")
        text = " ".join(shown(pilot).split())
        assert "1 of 1 decided, none waits" in text
        assert "Nothing waits for a decision" in text
        assert "an import" in text
        await press(pilot, "a", "r", "m", "s", "e", "o")
        assert "Nothing waits for a decision" in shown(pilot)
        await press(pilot, "u")
        assert on_table(pilot) == 1


async def test_only_what_comes_from_one_file_can_be_reviewed():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "f")
        assert "政策文件.tbx  (2)" in shown(pilot)
        assert "everything  (4)" in shown(pilot)
        await press(pilot, "down", "down", "enter")
        assert on_table(pilot) == 3
        assert "0 of 2 decided, 2 wait" in shown(pilot)
        assert "only 政策文件.tbx" in shown(pilot)
        await press(pilot, "a", "a")
        assert "Nothing waits from 政策文件.tbx" in shown(pilot)
        await press(pilot, "f", "home", "enter")
        assert on_table(pilot) == 1


async def test_the_queue_leads_to_any_proposal():
    async with reviewing(size=(140, 40)) as pilot:
        queue = pilot.app.screen.query_one(QueueList)
        queue.focus()
        await press(pilot, "down", "down", "enter")
        assert on_table(pilot) == 3
        assert [row.number for row in queue.rows] == [3, 4, 1, 2]
        assert isinstance(pilot.app.focused, CaseView)
        await pilot.click(QueueList, offset=(10, 4))
        await settled(pilot)
        assert on_table(pilot) == 1


async def test_somebody_else_decided_it_meanwhile():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        service.proposals[1] = replace(service.proposals[1], decision=Decision.REJECTED, decided=9)
        await press(pilot, "a")
        assert "proposal 1 was rejected meanwhile, in step 9" in " ".join(shown(pilot).split())
        assert on_table(pilot) == 2
        del service.proposals[2]
        await press(pilot, "f5")
        assert "proposal 2 was taken back" in shown(pilot)
        assert on_table(pilot) == 3


async def test_what_was_said_stays_when_something_else_is_changed():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "s", "right")
        service.concepts[CIRCULATION.id] = replace(CIRCULATION, notes=("x",))
        await press(pilot, "f5")
        assert "✓ chain of industries" in shown(pilot)
        service.concepts[CHAIN.id] = concept(CHAIN.id, "产业链", "", "value chain")
        await press(pilot, "f5")
        assert "✓ chain of industries" not in shown(pilot)
        assert "value chain" in shown(pilot)


async def test_a_decision_that_is_undone_elsewhere_is_shown_again():
    service = PlainReviewing()
    async with reviewing(service) as pilot:
        await press(pilot, "a")
        await service.undo(2)
        await press(pilot, "f5")
        assert on_table(pilot) == 1
        assert "产业链 waits again" in shown(pilot)
        assert not pilot.app.screen._docket.can_undo


async def test_a_proposal_whose_concept_was_removed_is_no_dead_end():
    service = PlainReviewing()
    del service.concepts[CHAIN.id]
    async with reviewing(service) as pilot:
        assert "is no longer there" in " ".join(shown(pilot).split())
        await press(pilot, "a")
        assert "m merges it into another" in " ".join(shown(pilot).split())
        await press(pilot, "e")
        assert on_table(pilot) == 1
        await press(pilot, "r", *"no", "enter")
        assert decisions(service) == {1: Decision.REJECTED}


async def test_the_concept_and_its_history_are_one_key_away():
    async with reviewing() as pilot:
        await press(pilot, "o")
        assert pilot.app.screen.noted == [CHAIN.id]
        await press(pilot, "f3", "h")
        assert pilot.app.screen.noted == [CHAIN.id]
        await press(pilot, "f3", "s", "s", "s")
        pilot.app.screen.query_one("#alike").focus()
        await press(pilot, "enter")
        assert pilot.app.screen.noted == [CHAIN.id, CIRCULATION.id]


async def test_nothing_is_decided_where_nothing_can_be_changed():
    service = PlainReviewing()
    service.writable = False
    async with reviewing(service) as pilot:
        assert "Approve" not in shown(pilot)
        await press(pilot, "a", "r", "m", "e", "u")
        assert decisions(service) == {}
        await press(pilot, "s")
        assert on_table(pilot) == 2


async def test_without_a_form_nothing_is_amended():
    async with reviewing(form=None) as pilot:
        assert "Amend" not in shown(pilot)


async def test_an_error_is_one_line_and_the_next_reading_clears_it():
    service = PlainReviewing()
    service.failure = TermbaseLocked("terms.db", "is locked", "wait")
    async with reviewing(service) as pilot:
        assert "! terms.db: is locked; wait" in shown(pilot)
        assert "what waits cannot be read" in lines(pilot)[1]
        service.failure = None
        await press(pilot, "f5")
        assert on_table(pilot) == 1
        assert "is locked" not in shown(pilot)
        assert "0 of" in lines(pilot)[1]


async def test_control_characters_and_markup_are_shown_as_they_are():
    steering = replace(
        NEW,
        notes=("\u202e[b]x[/b]",),
        sections=(LanguageSection("zh-Hans", (Term("韧\u202e[red]性"),)), *NEW.sections[1:]),
    )
    async with reviewing(PlainReviewing([(steering, "", "a\u202e[b].csv")])) as pilot:
        assert "\u202e" not in shown(pilot)
        assert "[red]" in shown(pilot)
        assert "[b].csv" in shown(pilot)


async def test_help_explains_keys_and_marks():
    async with reviewing(size=(100, 50)) as pilot:
        await press(pilot, "f1")
        for part in ("Take the proposal out of the queue, with a reason", "would change a concept", "an import"):
            assert part in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.parametrize(("name", "keys"), [("review", "s"), ("review-new", "s s s"), ("review-settled", "s right")])
async def test_the_review_looks_as_it_should(name, keys, size):
    async with reviewing(size=size) as pilot:
        await press(pilot, *keys.split())
        check_picture(pilot, name)


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60)])
async def test_no_column_breaks_in_any_size(size):
    async with reviewing(size=size) as pilot:
        await press(pilot, "s", "right", "a", "s")
        assert len(lines(pilot)) == size[1]
        assert on_table(pilot) == 4
