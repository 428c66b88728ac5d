"""Who may do what: enforced with every change, and on a server by the server too."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase import faults
from termbase.concepts import Concept, LanguageSection, Term, WorkState
from termbase.curation.approving import approve, return_to_proposed
from termbase.curation.roles import Role, as_permitted
from termbase.errors import InvalidValue, NotAllowed
from termbase.history.undoing import undo
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.proposals.deciding import accept, propose, reject
from termbase.store import open_store, require_administrator, upgrade

APPROVED, PROPOSED = WorkState.APPROVED, WorkState.PROPOSED
CHAIN = Concept(
    "chain",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链"),), work_state=APPROVED),
        LanguageSection("en", (Term("industrial chain"),), work_state=APPROVED),
    ),
)
OTHER_ENGLISH = LanguageSection("en", (Term("chain of industries"),), work_state=APPROVED)


def states(concept):
    return {section.language: section.work_state for section in concept.sections}


def with_english(section):
    return replace(CHAIN, sections=(CHAIN.sections[0], section))


@pytest.fixture
def team(termbase):
    """A term base with an approved concept and a member in each role."""
    with open_store(termbase, user="ada") as store:
        store.add(CHAIN)
        store.set_member("ada", Role.ADMINISTRATOR)
        store.set_member("tess", Role.TERMINOLOGIST)
        store.set_member("con", Role.CONTRIBUTOR)
        store.set_member("rea", Role.READER)
    return termbase


def do(termbase, user, work):
    with open_store(termbase, user=user) as store:
        return work(store)


def test_a_term_base_without_members_is_open(termbase):
    with open_store(termbase, user="anybody") as store:
        assert store.role is Role.ADMINISTRATOR
        store.add(CHAIN)
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": APPROVED}


@pytest.mark.sqlite
@pytest.mark.parametrize("user", ["rea", "nobody"])
def test_a_reader_changes_nothing(team, user):
    for work in (
        lambda store: store.add(Concept("new")),
        lambda store: store.replace(CHAIN),
        lambda store: store.remove("chain"),
        undo,
        lambda store: import_concepts(store, [Concept("new")], ImportPolicy.REVIEW),
    ):
        with pytest.raises(NotAllowed, match=f"{user} is a reader and may not propose changes; ask an administrator"):
            do(team, user, work)
    with open_store(team, read_only=True, user=user) as store:
        assert store.get("chain").sections == CHAIN.sections


@pytest.mark.sqlite
def test_what_a_contributor_writes_is_proposed(team):
    added = do(team, "con", lambda store: store.add(replace(CHAIN, id="new")))
    assert states(added) == {"zh-Hans": PROPOSED, "en": PROPOSED}
    changed = do(team, "con", lambda store: store.replace(with_english(OTHER_ENGLISH)))
    assert states(changed) == {"zh-Hans": APPROVED, "en": PROPOSED}
    assert changed.preferred("en") == "chain of industries"
    flipped = do(team, "con", lambda store: store.replace(with_english(replace(OTHER_ENGLISH, work_state=APPROVED))))
    assert states(flipped) == {"zh-Hans": APPROVED, "en": PROPOSED}


@pytest.mark.sqlite
def test_an_import_of_a_contributor_is_proposed(team):
    incoming = [replace(CHAIN, id="new", subject_field="x"), with_english(OTHER_ENGLISH)]
    do(team, "con", lambda store: import_concepts(store, incoming, ImportPolicy.REPLACE))
    with open_store(team, read_only=True) as store:
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": PROPOSED}
        assert states(store.get("new")) == {"zh-Hans": PROPOSED, "en": PROPOSED}


@pytest.mark.sqlite
def test_a_contributor_takes_nothing_approved_away(team):
    for work in (
        lambda store: store.remove("chain"),
        lambda store: store.replace(replace(CHAIN, sections=CHAIN.sections[:1])),
        lambda store: undo(store, 1),
    ):
        with pytest.raises(NotAllowed, match=r"chain > .*: con is a contributor and may not approve"):
            do(team, "con", work)


@pytest.mark.sqlite
def test_an_undo_of_a_contributor_proposes(team):
    do(team, "tess", lambda store: store.replace(with_english(OTHER_ENGLISH)))
    do(team, "con", undo)
    with open_store(team, read_only=True) as store:
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": PROPOSED}
        assert store.get("chain").preferred("en") == "industrial chain"


@pytest.mark.sqlite
def test_a_terminologist_approves_and_keeps_what_is_approved(team):
    assert states(do(team, "tess", lambda store: store.replace(with_english(OTHER_ENGLISH))))["en"] is APPROVED
    assert states(do(team, "tess", lambda store: return_to_proposed(store, "chain", ["en"])))["en"] is PROPOSED
    with pytest.raises(NotAllowed, match="con is a contributor and may not approve"):
        do(team, "con", lambda store: approve(store, "chain"))
    assert set(states(do(team, "tess", lambda store: approve(store, "chain"))).values()) == {APPROVED}
    with pytest.raises(InvalidValue, match="chain: has no language fr; it has: zh-Hans, en"):
        do(team, "tess", lambda store: approve(store, "chain", ["fr"]))


@pytest.mark.sqlite
def test_only_an_administrator_sets_roles_and_one_is_left(team):
    with pytest.raises(NotAllowed, match="tess is a terminologist and may not administer it"):
        do(team, "tess", lambda store: store.set_member("tess", Role.ADMINISTRATOR))
    for work in (
        lambda store: store.set_member("ada", Role.READER),
        lambda store: store.remove_member("ada"),
    ):
        with pytest.raises(NotAllowed, match="ada would leave it without an administrator"):
            do(team, "ada", work)
    with pytest.raises(InvalidValue, match="nobody-such is not listed"):
        do(team, "ada", lambda store: store.remove_member("nobody-such"))
    with pytest.raises(NotAllowed):
        require_administrator(team, "tess")
    require_administrator(team, "ada")


@pytest.mark.sqlite
def test_the_first_member_is_an_administrator(termbase):
    with pytest.raises(NotAllowed, match="ann would leave it without an administrator"):
        do(termbase, "ann", lambda store: store.set_member("ann", Role.READER))


@pytest.mark.sqlite
def test_the_last_member_may_go(termbase):
    do(termbase, "ann", lambda store: store.set_member("ann", Role.ADMINISTRATOR))
    do(termbase, "ann", lambda store: store.remove_member("ann"))
    do(termbase, "bob", lambda store: store.add(CHAIN))


@pytest.mark.sqlite
@pytest.mark.parametrize("decide", [accept, reject])
def test_a_contributor_proposes_and_a_terminologist_decides(team, decide):
    do(team, "con", lambda store: propose(store, [(replace(CHAIN, id="new"), "")]))
    with pytest.raises(NotAllowed, match="con is a contributor and may not approve"):
        do(team, "con", lambda store: decide(store, 1))
    do(team, "tess", lambda store: decide(store, 1))
    with open_store(team, read_only=True) as store:
        assert list(store.proposals.waiting()) == []


@pytest.mark.sqlite
def test_who_upgrades_is_an_administrator(team, monkeypatch):
    monkeypatch.setattr(faults, "SCHEMA_REVISIONS", (*faults.SCHEMA_REVISIONS, "9999"))
    for work in (lambda: upgrade(team, user="tess"), lambda: require_administrator(team, "tess")):
        with pytest.raises(NotAllowed, match="tess is a terminologist and may not administer it"):
            work()
    require_administrator(team, "ada")
    assert list(team.path.parent.glob("*.bak")) == []


SECTIONS = st.builds(
    LanguageSection,
    st.sampled_from(("zh-Hans", "zh-Hant", "en", "fr")),
    st.sampled_from(((), (Term("a"),), (Term("b"),), (Term("a"), Term("b")))),
    work_state=st.sampled_from(WorkState),
)
CONCEPTS = st.lists(SECTIONS, max_size=4, unique_by=lambda it: it.language).map(
    lambda sections: Concept("a", sections=tuple(sections))
)


@given(stored=st.none() | CONCEPTS, new=CONCEPTS)
def test_a_contributor_never_makes_anything_approved(stored, new):
    try:
        result = as_permitted(new, stored, Role.CONTRIBUTOR, who="con")
    except NotAllowed:
        missing = {it.language for it in stored.sections} - {it.language for it in new.sections}
        assert any(stored.section(language).work_state is APPROVED for language in missing)
        return
    for section in result.sections:
        assert section.work_state is PROPOSED or section == stored.section(section.language)
        assert section.terms == new.section(section.language).terms
    assert {it.language for it in result.sections} == {it.language for it in new.sections}
    assert as_permitted(new, stored, Role.TERMINOLOGIST, who="tess") == new


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=CONCEPTS, second=CONCEPTS)
def test_what_is_stored_is_what_was_given(termbase, first, second):
    """Language sections that stay are not written again, whatever order they come in."""
    with open_store(termbase) as store:
        if "a" not in store.some(["a"]):
            store.add(first)
        store.replace(first)
        assert store.get("a").sections == first.sections
        stored = store.replace(second)
        assert store.get("a") == stored
        assert stored.sections == second.sections
        assert store._index.problems() == []
