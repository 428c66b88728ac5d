"""Filters and orders of lists: what the database gives is what a plain scan gives."""

import dataclasses
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Provenance, Term, WorkState
from termbase.fields import ENGLISH
from termbase.filters import Filter, Order, SortKey
from termbase.search import KeyKind, parse_query, search_keys
from termbase.search_index import scope
from termbase.store import open_store
from tests.strategies import concept_ids

PREFERRED, ADMITTED, DEPRECATED, SUPERSEDED = AdministrativeStatus
PROPOSED, APPROVED = WorkState
FIELDS = ("", "economy", "经济", "Economy")
DAYS = (None, datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))


@st.composite
def sections(draw, language, texts):
    words = draw(st.lists(st.sampled_from(texts), max_size=3, unique=True))
    statuses = st.sampled_from(AdministrativeStatus)
    pinyin = st.sampled_from(("", "lǜ sè", "chǎn yè", "lù sè")) if language == "zh-Hans" else st.just("")
    terms = tuple(Term(word, draw(statuses), pinyin=draw(pinyin)) for word in words)
    return LanguageSection(language, terms, work_state=draw(st.sampled_from(WorkState)))


@st.composite
def some_concepts(draw):
    chinese = draw(sections("zh-Hans", ("产业", "绿色", "路", "APEC会议")))
    english = draw(sections(ENGLISH, ("green", "Green", "apple", "Zebra", "Äpfel", "绿 green", "a chain")))
    at = draw(st.sampled_from(DAYS))
    given_sections = tuple(draw(st.lists(st.sampled_from((chinese, english)), unique=True)))
    field = draw(st.sampled_from(FIELDS))
    return Concept(draw(concept_ids()), field, given_sections, provenance=Provenance(changed_at=at))


@st.composite
def filters(draw):
    def some(values):
        return frozenset(draw(st.lists(st.sampled_from(values), max_size=2)))

    return Filter(some(FIELDS), some(tuple(AdministrativeStatus)), some(tuple(WorkState)))


def lets_through(only, concept):
    """What a filter says, read in the plainest way."""
    terms = [term for section in concept.sections for term in section.terms]
    return (
        (not only.subject_fields or concept.subject_field in only.subject_fields)
        and (not only.statuses or any(term.status in only.statuses for term in terms))
        and (not only.states or any(section.work_state in only.states for section in concept.sections))
        and (only.ids is None or concept.id in only.ids)
    )


def value_of(by, concept):
    """What a concept is sorted by, or None."""
    if by is SortKey.CHINESE:
        keys = search_keys(concept)
        return min((it.key for it in keys if it.kind is KeyKind.PINYIN and not it.standing), default=None)
    if by is SortKey.ENGLISH:
        english = concept.preferred(ENGLISH)
        return "".join(it.lower() if it.isascii() else it for it in english) if "" < english < "\u2e80" else None
    if by is SortKey.CHANGED:
        return concept.provenance.changed_at
    return concept.subject_field or None if by is SortKey.SUBJECT_FIELD else concept.id


def arranged(stored, order):
    having = [it for it in stored if value_of(order.by, it) is not None]
    lacking = [it for it in stored if value_of(order.by, it) is None]
    having.sort(key=lambda it: (value_of(order.by, it), it.id), reverse=order.descending)
    return [it.id for it in having] + sorted(it.id for it in lacking)


@pytest.mark.parametrize("sizes", [(5000, 1000), (2, 1), (0, 0)], ids=["known", "some", "many"])
def test_the_database_gives_what_a_plain_scan_gives(termbase, monkeypatch, sizes):
    """Whichever way the database goes: over the ids that a filter lets through, or along an index."""
    monkeypatch.setattr(scope, "_SOME", sizes[0])
    monkeypatch.setattr(scope, "_FEW", sizes[1])

    @given(
        values=st.lists(some_concepts(), max_size=8, unique_by=lambda it: it.id),
        only=filters(),
        text=st.sampled_from(("", "green", "a", "lu", "绿", "chan", "nothing")),
        limit=st.integers(0, 9),
    )
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def check(values, only, text, limit):
        with open_store(termbase) as store:
            for known in list(store.concepts()):
                store.remove(known.id)
            store.add_all(it for it in values if it.id not in store.issued([it.id]))
        with open_store(termbase, read_only=True) as store:
            stored = list(store.concepts())
            for wanted in (only, dataclasses.replace(only, ids=frozenset(it.id for it in values[::2]))):
                chosen = [it for it in stored if lets_through(wanted, it) and finds(text, it)]
                for order in map(Order, *zip(*product(set(SortKey) - {SortKey.BEST}, (False, True)), strict=True)):
                    found = store.find_listed(text, limit=limit, only=wanted, order=order)
                    assert [it.id for it in found] == arranged(chosen, order)[:limit], order
                best = store.find_listed(text, limit=99, only=wanted)
                assert {it.id for it in best} == {it.id for it in chosen}

    check()


def finds(text, concept):
    query = parse_query(text)
    return not query.text or any(query.rank(key) for key in search_keys(concept))


def test_the_best_stay_first_under_a_filter(termbase):
    field = Filter(subject_fields=frozenset({"economy"}))
    with open_store(termbase) as store:
        store.add_all(
            Concept(name, "economy" if place % 2 else "other", (LanguageSection(ENGLISH, (Term(text),)),))
            for place, (name, text) in enumerate((("b", "chain store"), ("c", "chain"), ("a", "supply chain")))
        )
        store.add(Concept("d", "economy", (LanguageSection(ENGLISH, (Term("a chain"),)),)))
        assert [it.id for it in store.find_listed("chain", only=field)] == ["c", "d"]
        assert [it.id for it in store.find_listed("chain")][:2] == ["c", "b"]
        assert [it.id for it in store.find_listed("chain", limit=3, skip=1)] == ["b", "d"]


def test_a_filter_finds_what_stands_far_behind_in_a_search(termbase):
    """More keys begin with the letter than a search looks at, and the filter lets none of the first ones through."""
    sections_of = {place: (LanguageSection(ENGLISH, (Term(f"word {place:04}"),)),) for place in range(1500)}
    with open_store(termbase) as store:
        store.add_all(Concept(f"c{place}", "all", own) for place, own in sections_of.items())
        store.add(Concept("last", "rare", (LanguageSection(ENGLISH, (Term("word zzz"),)),)))
    with open_store(termbase, read_only=True) as store:
        for fields in ({"rare"}, {"rare", "none"}):
            assert [it.id for it in store.find_listed("w", only=Filter(frozenset(fields)))] == ["last"]
        assert store.subject_fields() == [("all", 1500), ("rare", 1)]


def test_subject_fields_are_counted(termbase):
    with open_store(termbase) as store:
        assert store.subject_fields() == []
        store.add_all([Concept("a"), Concept("b", "economy"), Concept("c", "economy")])
        assert store.subject_fields() == [("", 1), ("economy", 2)]


@pytest.mark.sqlite
@pytest.mark.parametrize("by", [SortKey.CHINESE, SortKey.ENGLISH, SortKey.SUBJECT_FIELD, SortKey.CHANGED])
@pytest.mark.parametrize("descending", [False, True])
def test_a_list_in_any_order_is_read_along_an_index(termbase, by, descending):
    """Sorting everything would take half a second for 100,000 concepts."""
    from sqlalchemy import event

    with open_store(termbase, read_only=True) as store:
        plans = []

        def explain(connection, cursor, statement, parameters, _context, _many):
            if statement.startswith("SELECT") and "ORDER BY" in statement:
                rows = connection.connection.dbapi_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans.append(" ".join(row[3] for row in rows))

        event.listen(store.connection.engine, "before_cursor_execute", explain)
        try:
            store.find_listed("", order=Order(by, descending))
        finally:
            event.remove(store.connection.engine, "before_cursor_execute", explain)
    assert plans
    assert "TEMP B-TREE" not in plans[0]
