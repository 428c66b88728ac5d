"""What differs between two states of a concept, and what two people's changes make together."""

import dataclasses
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    Provenance,
    Relation,
    RelationKind,
    Source,
    SourceMark,
    Term,
    WorkState,
)
from termbase.errors import ConceptNotFound
from termbase.history.differences import differences
from termbase.history.merging import Merge, StaleVersion, merge
from termbase.store import open_store
from tests.strategies import concepts

CHAIN, NETWORK = Term("industrial chain", sources=(Source("Report"),)), Term("industry chain")
EN = LanguageSection("en", (CHAIN, NETWORK), (Definition("A chain."),))
ZH = LanguageSection("zh-Hans", (Term("产业链"),))
BASE = Concept("chain", "economy", (ZH, EN), notes=("a note",))


def with_terms(*terms, section=EN, of=BASE):
    return dataclasses.replace(of, sections=(of.sections[0], dataclasses.replace(section, terms=terms)))


def told(before, after):
    return [(it.place, it.before, it.after) for it in differences(before, after)]


def deprecated(term):
    return dataclasses.replace(term, status=AdministrativeStatus.DEPRECATED)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (dataclasses.replace(BASE, subject_field=""), [("subject field", "economy", None)]),
        (dataclasses.replace(BASE, notes=("a note", "more")), [("notes", ["a note"], ["a note", "more"])]),
        (with_terms(CHAIN, deprecated(NETWORK)), [("en > term 2 > status", "preferred", "deprecated")]),
        (with_terms(deprecated(NETWORK), CHAIN), [
            ("en > term 1 > status", "preferred", "deprecated"),
            ("en > order of terms", ["industrial chain", "industry chain"], ["industry chain", "industrial chain"]),
        ]),
        (with_terms(CHAIN, Term("industrial network")), [
            ("en > term 2 > text", "industry chain", "industrial network"),
        ]),
        (with_terms(dataclasses.replace(CHAIN, look_up_forms=("industry-chain",)), NETWORK), [
            ("en > term 1 > look-up forms", None, ["industry-chain"]),
        ]),
        (with_terms(dataclasses.replace(CHAIN, sources=(Source("Report", locator="p. 3"),)), NETWORK), [
            ("en > term 1 > source 1 > locator", None, "p. 3"),
        ]),
        (with_terms(CHAIN, dataclasses.replace(NETWORK, match=MatchSettings(evidence=Evidence.SOURCE))), [
            ("en > term 2 > match > evidence", "always", "source"),
        ]),
        (dataclasses.replace(BASE, relations=(Relation(RelationKind.RELATED, "network"),)), [
            ("relations", None, [{"kind": "related", "target": "network"}]),
        ]),
        (dataclasses.replace(BASE, provenance=Provenance(changed_by="bob")), []),
        (dataclasses.replace(BASE, provenance=Provenance(created_by="bob")), [
            ("provenance", None, {"created_by": "bob"}),
        ]),
    ],
)  # fmt: skip
def test_a_difference_names_the_field_and_both_values(after, expected):
    assert told(BASE, after) == expected
    assert len(told(after, BASE)) == len(expected)


def test_a_part_that_comes_or_goes_is_one_difference():
    (added,) = differences(with_terms(CHAIN), BASE)
    assert (added.place, added.before, added.after["text"]) == ("en > term 2", None, "industry chain")
    (removed,) = differences(BASE, dataclasses.replace(BASE, sections=(EN,)))
    assert (removed.place, removed.before["language"], removed.after) == ("zh-Hans", "zh-Hans", None)
    assert "subject field" in {it.place for it in differences(None, BASE)}
    assert differences(None, None) == ()


def unsigned(concept):
    made = dataclasses.replace(concept.provenance, changed_at=None, changed_by="")
    return dataclasses.replace(concept, provenance=made)


SMALL = st.builds(
    lambda field, terms, notes, state: Concept(
        "chain",
        field,
        (ZH, LanguageSection("en", tuple(Term(it, status=status) for it, status in terms.items()), work_state=state)),
        notes=notes,
    ),
    st.sampled_from(("", "economy", "law")),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from(AdministrativeStatus), max_size=4),
    st.sampled_from(((), ("one",), ("one", "two"))),
    st.sampled_from(WorkState),
)
EITHER = SMALL | concepts(ids=st.just("chain"))
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(EITHER, EITHER)
@quick
def test_there_is_a_difference_exactly_where_there_is_one(one, other):
    assert differences(one, one) == ()
    assert (differences(one, other) == ()) == (unsigned(one) == unsigned(other))


@given(EITHER, EITHER)
@quick
def test_what_one_side_alone_changed_is_taken(base, changed):
    for result in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert result.conflicts == ()
        assert differences(changed, result.concept) == () or changed.provenance != base.provenance


@given(SMALL, SMALL, SMALL)
@quick
def test_a_merge_holds_every_change_or_names_the_conflict(base, ours, theirs):
    result = merge(base, ours, theirs)
    conflicts = {it.place for it in result.conflicts}
    for place, read in {
        "subject field": lambda it: it.subject_field,
        "notes": lambda it: it.notes,
        "en > work state": lambda it: it.section("en").work_state,
    }.items():
        old, our, their, merged = (read(it) for it in (base, ours, theirs, result.concept))
        assert (place in conflicts) == (our != their and old not in (our, their))
        assert merged == (our if their == old else their)
    assert bool(conflicts) == bool(merge(base, theirs, ours).conflicts)


def test_different_fields_go_together():
    ours = dataclasses.replace(with_terms(CHAIN, deprecated(NETWORK)), notes=("ours",))
    theirs = with_terms(dataclasses.replace(CHAIN, usage_note="theirs"), NETWORK, Term("industrial network"))
    theirs = dataclasses.replace(theirs, subject_field="law", provenance=Provenance(changed_by="bob"))
    result = merge(BASE, ours, theirs)
    assert result.conflicts == ()
    expected = with_terms(
        dataclasses.replace(CHAIN, usage_note="theirs"), deprecated(NETWORK), Term("industrial network")
    )
    assert result.concept == dataclasses.replace(
        expected, subject_field="law", notes=("ours",), provenance=Provenance(changed_by="bob")
    )


def test_the_same_field_is_a_conflict_and_stays_as_theirs():
    ours, theirs = (
        with_terms(CHAIN, deprecated(NETWORK)),
        with_terms(CHAIN, dataclasses.replace(NETWORK, status=AdministrativeStatus.ADMITTED)),
    )
    result = merge(BASE, dataclasses.replace(ours, notes=("ours",)), theirs)
    (conflict,) = result.conflicts
    assert (conflict.place, conflict.base, conflict.ours, conflict.theirs) == (
        "en > term 2 > status", "preferred", "deprecated", "admitted",
    )  # fmt: skip
    assert result.concept == dataclasses.replace(theirs, notes=("ours",))


def test_a_part_that_one_removed_and_the_other_changed_is_a_conflict():
    for ours, theirs in ((with_terms(CHAIN), with_terms(CHAIN, deprecated(NETWORK))),):
        for result, kept in ((merge(BASE, ours, theirs), 2), (merge(BASE, theirs, ours), 1)):
            assert [it.place for it in result.conflicts] == ["en > term 2"]
            assert len(result.concept.terms("en")) == kept
    assert merge(BASE, with_terms(CHAIN), with_terms(deprecated(CHAIN), NETWORK)).concept == with_terms(
        deprecated(CHAIN)
    )


def test_terms_that_both_added():
    new, other = Term("chain of industry"), Term("chain of industries")
    assert merge(BASE, with_terms(CHAIN, NETWORK, new), with_terms(CHAIN, NETWORK, other)).concept == with_terms(
        CHAIN, NETWORK, other, new
    )
    assert merge(BASE, with_terms(CHAIN, NETWORK, new), with_terms(new, CHAIN, NETWORK)).concept == with_terms(
        new, CHAIN, NETWORK
    )
    result = merge(BASE, with_terms(CHAIN, NETWORK, deprecated(new)), with_terms(CHAIN, NETWORK, new))
    assert [it.place for it in result.conflicts] == ["en > term 3 > status"]


def test_one_reworded_a_term_into_what_the_other_added():
    new = Term("industrial network")
    result = merge(BASE, with_terms(CHAIN, NETWORK, new), with_terms(CHAIN, new))
    assert result == Merge(with_terms(CHAIN, new), ())
    result = merge(BASE, with_terms(CHAIN, NETWORK, deprecated(new)), with_terms(CHAIN, new))
    assert [it.place for it in result.conflicts] == ["en > term 3"]
    assert result.concept == with_terms(CHAIN, new)


def test_sources_that_are_told_apart_by_their_body_alone_stay():
    two = dataclasses.replace(CHAIN, sources=(Source("Report", "NPC"), Source("Report", "CPC")))
    three = dataclasses.replace(two, sources=(*two.sources, Source("Law")))
    marked = dataclasses.replace(
        two, sources=(two.sources[0], dataclasses.replace(two.sources[1], mark=SourceMark.CHECKED))
    )
    result = merge(with_terms(two, NETWORK), with_terms(three, NETWORK), with_terms(marked, NETWORK))
    assert result.conflicts == ()
    assert result.concept == with_terms(dataclasses.replace(marked, sources=(*marked.sources, Source("Law"))), NETWORK)


def test_an_order_that_one_side_changed_is_taken():
    swapped = with_terms(NETWORK, CHAIN)
    for ours, theirs in (
        (swapped, with_terms(deprecated(CHAIN), NETWORK)),
        (with_terms(deprecated(CHAIN), NETWORK), swapped),
    ):
        result = merge(BASE, ours, theirs)
        assert result.concept == with_terms(NETWORK, deprecated(CHAIN))
        assert result.conflicts == ()
    three = with_terms(CHAIN, NETWORK, Term("c"))
    result = merge(three, with_terms(NETWORK, CHAIN, Term("c")), with_terms(CHAIN, Term("c"), NETWORK))
    assert [it.place for it in result.conflicts] == ["en > order of terms"]
    assert result.concept == with_terms(CHAIN, Term("c"), NETWORK)


def test_a_merge_that_would_break_the_term_model_is_a_conflict():
    ours = with_terms(CHAIN, dataclasses.replace(NETWORK, valid_from="2022"))
    theirs = with_terms(CHAIN, dataclasses.replace(NETWORK, valid_to="2020"))
    result = merge(BASE, ours, theirs)
    assert result.concept == theirs
    assert [it.place for it in result.conflicts] == ["valid to"]


@given(EITHER, EITHER, EITHER)
@quick
def test_what_is_ours_by_choice_is_taken_in_every_conflict(base, ours, theirs):
    chosen = {it.path for it in merge(base, ours, theirs).conflicts}
    result = merge(base, ours, theirs, chosen)
    mirrored = merge(base, theirs, ours)
    assert result.concept.subject_field == mirrored.concept.subject_field
    assert result.concept.notes == mirrored.concept.notes
    assert result.concept.provenance == theirs.provenance or chosen == {("concept",)}
    assert sorted(terms_of(result)) == sorted(terms_of(mirrored))


def terms_of(result):
    return [(section.language, term.text) for section in result.concept.sections for term in section.terms]


def test_one_conflict_is_settled_for_ours_and_another_for_theirs():
    ours = dataclasses.replace(with_terms(CHAIN, deprecated(NETWORK)), subject_field="law")
    theirs = dataclasses.replace(with_terms(CHAIN), subject_field="finance")
    status, field = ("en", "term 2"), ("subject field",)
    assert {it.path for it in merge(BASE, ours, theirs).conflicts} == {status, field}
    assert merge(BASE, ours, theirs, [status]).concept == dataclasses.replace(ours, subject_field="finance")
    assert merge(BASE, ours, theirs, [field]).concept == dataclasses.replace(theirs, subject_field="law")
    assert merge(BASE, theirs, ours, [status, field]).concept == theirs


def test_an_order_and_a_whole_that_are_ours_by_choice():
    three = with_terms(CHAIN, NETWORK, Term("c"))
    swapped = with_terms(NETWORK, CHAIN, Term("c"))
    order = ("en", "order of terms")
    assert merge(three, swapped, with_terms(CHAIN, Term("c"), NETWORK), [order]).concept == swapped
    ours = with_terms(CHAIN, dataclasses.replace(NETWORK, valid_from="2022"))
    theirs = with_terms(CHAIN, dataclasses.replace(NETWORK, valid_to="2020"))
    assert merge(BASE, ours, theirs, [("valid to",)]).concept == ours
    new = Term("industrial network")
    result = merge(BASE, with_terms(CHAIN, NETWORK, deprecated(new)), with_terms(CHAIN, new), [("en", "term 3")])
    assert result.concept == with_terms(CHAIN, deprecated(new))


def test_a_stale_write_is_refused_with_both_sides(termbase):
    with open_store(termbase, user="ann") as store:
        base = store.add(BASE)
        read = store.history.version("chain")
    with open_store(termbase, user="bob") as store:
        theirs = store.replace(with_terms(CHAIN, deprecated(NETWORK), of=base), expected=read)
    ours = dataclasses.replace(base, notes=("ours",))
    with open_store(termbase, user="ann") as store:
        with pytest.raises(
            StaleVersion, match=r"chain: was changed by bob meanwhile \(version 2, not 1\); .*merge"
        ) as it:
            store.replace(ours, expected=read)
        with pytest.raises(StaleVersion) as removal:
            store.remove("chain", expected=read)
        assert store.get("chain") == theirs
        error = it.value
        assert (error.given, error.stored, error.base, error.expected, error.actual) == (ours, theirs, base, 1, 2)
        assert [it.place for it in error.ours] == ["notes"]
        assert [it.place for it in error.theirs] == ["en > term 2 > status"]
        assert removal.value.merged() is None
        merged = error.merged()
        assert merged.conflicts == ()
        store.replace(merged.concept, expected=error.actual)
        assert store.get("chain").notes == ("ours",)
        store.remove("chain", expected=3)
        with pytest.raises(ConceptNotFound):
            store.replace(ours, expected=3)


def test_of_many_writers_none_overwrites_another(termbase):
    def work(name):
        done = 0
        while done < 4:
            with open_store(termbase, read_only=True) as store:
                concept, version = store.get("chain"), store.history.version("chain")
            changed = dataclasses.replace(concept, notes=(*concept.notes, f"{name}-{done}"))
            try:
                with open_store(termbase, user=name, timeout=30) as store:
                    store.replace(changed, expected=version)
            except StaleVersion:
                continue
            done += 1

    with open_store(termbase) as store:
        store.add(Concept("chain"))
    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(termbase, read_only=True) as store:
        assert sorted(store.get("chain").notes) == [f"{name}-{number}" for name in "abcd" for number in range(4)]
        assert len(list(store.history.changes("chain"))) == 17
