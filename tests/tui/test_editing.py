"""Editing over a term base in a file: nothing is overwritten, nothing is lost."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from termbase.concepts import WorkState
from termbase.curation.approving import approve
from termbase.curation.roles import Role
from termbase.errors import ConceptNotFound, NotAllowed
from termbase.history.merging import StaleVersion
from termbase.locations import Location, locate
from termbase.store import create_termbase, open_store
from tests.tui.editing_app import go_to, is_editing, keys, pane, paste, settled_editing
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, shown, until
from tui.app import TermApp
from tui.bench import bench_over
from tui.forms.concepts import form_of, new_concept, new_form
from tui.forms.parts import with_text
from tui.messages import EditWanted
from tui.screens.edit import EditScreen
from tui.services.drafts import Draft
from tui.services.editing import TermbaseEditing
from tui.settings import Settings
from tui.termbase import Termbase

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def location(tmp_path: Path) -> Location:
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place, [CHAIN, CHAINS, CIRCULATION])
    return place


@pytest.fixture
def editing(location: Location) -> Iterator[TermbaseEditing]:
    termbase = Termbase(location, user="ann")
    yield TermbaseEditing(termbase)
    termbase.close()


async def test_what_it_finds_out_about_a_form(editing: TermbaseEditing) -> None:
    form = with_text(form_of(CIRCULATION), ("sections", 1, "terms", 0, "text"), "Industrial  Chain")
    examination = await editing.examined(form, CIRCULATION)
    assert [it.id for it in examination.same] == ["industrial-chain"]
    form = with_text(form_of(CHAINS), ("relations", 1, "target"), "dual-circulation")
    assert not [it for it in (await editing.examined(form, CHAINS)).problems if "not there" in it.problem]


async def test_a_new_concept_gets_a_free_id(editing: TermbaseEditing) -> None:
    concept = replace(CHAIN, sections=CHAIN.sections[1:])
    stored = await editing.store(concept, None, free_id=True)
    assert stored.id == "industrial-chain-2"
    assert stored.provenance.created_by == "ann"


async def test_a_stale_version_is_refused_and_the_merge_goes_over_the_actual_one(
    editing: TermbaseEditing, location: Location
) -> None:
    base, version = await editing.current(CHAINS.id)
    with open_store(location, user="bob") as store:
        store.replace(replace(base, notes=("bob was here",)))
    mine = replace(base, subject_field="law")
    with pytest.raises(StaleVersion) as stale:
        await editing.store(mine, version)
    merged = stale.value.merged()
    assert merged is not None
    stored = await editing.store(merged.concept, stale.value.actual)
    assert (stored.subject_field, stored.notes) == ("law", ("bob was here",))


async def test_a_contributor_proposes_again_and_removes_no_approved_language(
    editing: TermbaseEditing, location: Location
) -> None:
    with open_store(location, user="boss") as store:
        approve(store, CHAINS.id)
        store.set_member("boss", Role.ADMINISTRATOR)
        store.set_member("ann", Role.CONTRIBUTOR)
    base, version = await editing.current(CHAINS.id)
    with pytest.raises(NotAllowed):
        await editing.store(replace(base, sections=base.sections[1:]), version)
    form = with_text(form_of(base), ("sections", 1, "terms", 1, "usage_note"), "Always plural.")
    concept = (await editing.examined(form, base)).concept
    assert concept is not None
    stored = await editing.store(concept, version)
    assert [it.work_state for it in stored.sections] == [WorkState.APPROVED, WorkState.PROPOSED]


async def test_drafts_that_were_saved_in_the_end_are_not_offered(editing: TermbaseEditing) -> None:
    base, version = await editing.current(CHAINS.id)
    form = with_text(form_of(base), ("subject_field",), "law")
    for draft in (
        Draft(base, version, form, NOON),
        Draft(base, version, with_text(form, ("subject_field",), "trade"), NOON),
        Draft(base, version, with_text(form, ("subject_field",), "\x07"), NOON),
        Draft(new_concept("新"), None, new_form(new_concept("新")), NOON),
    ):
        kept = editing.drafts.begin(draft.concept_id)
        kept.write(draft)
        kept.leave()
    concept = (await editing.examined(form, base)).concept
    assert concept is not None
    await editing.store(concept, version)
    left = await editing.left()
    assert [it.form.texts["subject_field"] for it in left if it.concept_id] == ["trade", "\x07"]
    assert [it.name for it in left if not it.concept_id] == ["新"]
    assert len(editing.drafts.left()) == 3, "the one that was saved is gone"


async def test_a_keeper_goes_on_with_a_draft_and_lets_it_lie_at_the_end(editing: TermbaseEditing) -> None:
    draft = Draft(CHAINS, 1, form_of(CHAINS), NOON)
    keeper = editing.keeper(CHAINS.id)
    await keeper.keep(draft)
    assert await editing.left() == []
    keeper.leave(replace(draft, form=with_text(draft.form, ("subject_field",), "last")))
    (left,) = await editing.left()
    assert left.form.texts["subject_field"] == "last"
    keeper = editing.keeper(CHAINS.id, left)
    await keeper.keep(left)
    assert await editing.left() == []
    await keeper.drop()
    await keeper.keep(left)
    assert await editing.left() == [], "what comes late comes to nothing"
    keeper.leave(left)
    assert await editing.left() == []


async def test_a_concept_that_is_not_there_is_told(editing: TermbaseEditing) -> None:
    with pytest.raises(ConceptNotFound):
        await editing.current("no-such")


@asynccontextmanager
async def instance(location: Location, user: str, concept_id: str = CHAINS.id) -> AsyncIterator[Pilot[None]]:
    """A program of this user over the term base, in which a concept is being edited unless its id is empty."""
    app = TermApp(bench_over(Termbase(location, user=user), Settings()))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled_editing(pilot)
        if concept_id:
            app.post_message(EditWanted(concept_id))
            await until(pilot, lambda: isinstance(app.screen, EditScreen))
            await settled_editing(pilot)
        yield pilot


async def test_two_programs_at_one_concept_lose_nothing(location: Location) -> None:
    async with instance(location, "ann") as ann, instance(location, "bob") as bob:
        await keys(ann, *", law")
        await go_to(bob, "sections", 0, "terms", 0, "text")
        await paste(bob, "（新）")
        await go_to(bob, "sections", 1, "terms", 1, "usage_note")
        await keys(bob, *" Always.", "ctrl+s")
        assert not is_editing(bob)
        await keys(ann, "f5")
        assert "Changed meanwhile by bob" in shown(ann)
        assert pane(ann).form.texts["subject_field"] == "industry, law"
        await keys(ann, "ctrl+s")
        assert "No field was changed by both of you" in shown(ann)
        await keys(ann, "enter")
        assert not is_editing(ann)
        with open_store(location, read_only=True) as store:
            stored = store.get(CHAINS.id)
            changes = [(it.step.by, it.step.what) for it in store.history.changes(CHAINS.id)]
    assert stored.subject_field == "industry, law"
    assert stored.preferred("zh-Hans") == "产业链供应链（新）"
    assert stored.terms("en")[1].usage_note == "Plural by default. Always."
    assert changes[:2] == [("ann", "edit"), ("bob", "edit")]


async def test_the_living_draft_of_another_program_is_not_offered(location: Location) -> None:
    async with instance(location, "ann") as ann:
        await keys(ann, "x")
        await ann.pause(0.4)
        async with instance(location, "bob") as bob:
            await bob.pause(0.5)
            assert "An unsaved change" not in shown(bob)
            assert pane(bob).form.texts["subject_field"] == "industry"
    async with instance(location, "ann", "") as ann:
        await until(ann, lambda: "An unsaved change of 产业链供应链" in shown(ann))
        await keys(ann, "enter")
        await until(ann, lambda: is_editing(ann))
        await settled_editing(ann)
        assert "This is the draft of" in shown(ann)
        await keys(ann, "ctrl+s")
        await until(ann, lambda: not is_editing(ann))
    with open_store(location, read_only=True) as store:
        assert store.get(CHAINS.id).subject_field == "industryx"


@pytest.mark.parametrize(("moves", "stays"), [(1, False), (2, True)])
async def test_a_draft_that_is_offered_at_the_start_is_discarded_or_stays(
    location: Location, editing: TermbaseEditing, moves: int, stays: bool
) -> None:
    kept = editing.drafts.begin(CHAINS.id)
    kept.write(Draft(CHAINS, 1, with_text(form_of(CHAINS), ("subject_field",), "law"), NOON))
    kept.leave()
    async with instance(location, "ann", "") as ann:
        await until(ann, lambda: "An unsaved change of 产业链供应链 from 2026-03-01" in shown(ann))
        await keys(ann, *["down"] * moves, "enter")
        assert not is_editing(ann)
    assert bool(await editing.left()) is stays


async def test_the_draft_of_an_amended_proposal_becomes_a_change_of_the_term_base(
    location: Location, editing: TermbaseEditing
) -> None:
    for concept in (CHAINS, replace(CIRCULATION, id="new-circulation")):
        kept = editing.drafts.begin(concept.id)
        form = with_text(form_of(concept), ("subject_field",), "law")
        kept.write(Draft(concept, None, form, NOON, stores=False))
        kept.leave()
    for name in (CHAINS.id, "new-circulation"):
        async with instance(location, "ann", "") as ann:
            await until(ann, lambda: "An unsaved change of" in shown(ann))
            await keys(ann, "enter")
            await until(ann, lambda: is_editing(ann))
            await settled_editing(ann)
            await keys(ann, "ctrl+s")
            await until(ann, lambda: not is_editing(ann))
        with open_store(location, read_only=True) as store:
            assert store.get(name).subject_field == "law"


async def test_a_file_that_is_no_draft_is_told_at_the_start_and_left_alone(
    location: Location, editing: TermbaseEditing
) -> None:
    for name in (CHAIN.id, CHAINS.id):
        kept = editing.drafts.begin(name)
        kept.write(Draft(CHAINS, 1, with_text(form_of(CHAINS), ("subject_field",), "law"), NOON))
        kept.leave()
    await editing.left()
    folder = editing.drafts.begin("elsewhere")._path.parent
    file = folder / f"{CHAIN.id}.json"
    file.write_text("{nonsense", encoding="utf-8")
    async with instance(location, "ann", "") as ann:
        await until(ann, lambda: "An unsaved change of 产业链供应链" in shown(ann))
        told = [it.message for it in ann.app._notifications]
        assert told == [f"{file}: is no draft and was left alone"]
    assert file.read_text(encoding="utf-8") == "{nonsense"
