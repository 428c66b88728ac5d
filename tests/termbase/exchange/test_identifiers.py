"""Concept ids from the identifiers of other tools, and statuses from their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.concepts import AdministrativeStatus, Concept, WorkState
from termbase.errors import InvalidValue
from termbase.exchange.identifiers import Identifiers, as_concept_id
from termbase.exchange.statuses import says_nothing, status_of, work_state_of


@pytest.mark.parametrize(
    ("foreign", "concept_id"),
    [
        ("industrial-chain", "industrial-chain"),
        ("_14th-five-year-plan", "14th-five-year-plan"),
        ("3344_38882_38896", "3344_38882_38896"),
        ("C 7", "c-7"),
        ("Übung", "ubung"),
        ("产业链", ""),
        ("a..b", "a-b"),
    ],
)
def test_an_identifier_is_kept_as_far_as_ids_allow(foreign, concept_id):
    assert as_concept_id(foreign) == concept_id


def test_a_bare_number_gives_way_to_the_term():
    issued = Identifiers()
    assert issued.issue("12", ["", "industrial chain"]) == "industrial-chain"
    assert issued.issue("13", ["产业链"]) == "13"
    assert issued.issue("", ["industrial chain"]) == "industrial-chain-2"
    assert issued.issue("", ["产业链"]) == "concept"
    assert issued.known("12") == "industrial-chain"
    assert issued.known("99") is None


def test_an_identifier_comes_once():
    issued = Identifiers()
    issued.issue("c1")
    assert issued.issue("C1") == "c1-2"
    with pytest.raises(InvalidValue, match="'c1' stands in the file twice"):
        issued.issue("c1")


@given(st.lists(st.text(max_size=130), unique=True, max_size=8))
def test_whatever_the_file_has_gives_different_well_formed_ids(foreign):
    issued = Identifiers()
    ids = [Concept(issued.issue(it)).id for it in foreign]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("preferredTerm-admn-sts", AdministrativeStatus.PREFERRED),
        ("admittedTerm", AdministrativeStatus.ADMITTED),
        ("forbidden", AdministrativeStatus.DEPRECATED),
        ("Not  recommended", AdministrativeStatus.DEPRECATED),
        ("obsolete", AdministrativeStatus.SUPERSEDED),
        ("Not Selected", None),
        ("whatever", None),
    ],
)
def test_words_for_statuses(word, status):
    assert status_of(word) is status


def test_words_for_work_states():
    assert work_state_of("New") is WorkState.PROPOSED
    assert work_state_of("Approved") is WorkState.APPROVED
    assert work_state_of("whatever") is None
    assert says_nothing("Not Selected")
    assert not says_nothing("noun")
