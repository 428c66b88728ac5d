"""What an export takes of a term base."""

import pytest

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, Term, WorkState
from termbase.errors import InvalidValue
from termbase.exchange.choosing import PROJECT, Choice

OLD = Term("one belt, one road", AdministrativeStatus.SUPERSEDED, valid_to="2015-09")
NEW = Term("Belt and Road Initiative", valid_from="2015-10", data_categories=(DataCategory(PROJECT, "Silk"),))
ROAD = Concept(
    "road",
    subject_field="Diplomacy",
    sections=(
        LanguageSection("zh-Hans", (Term("一带一路"),), work_state=WorkState.APPROVED),
        LanguageSection("en", (NEW, OLD)),
    ),
)
CHAIN = Concept("chain", subject_field="economy", sections=(LanguageSection("zh-Hans", (Term("产业链"),)),))
EMPTY = Concept("empty", subject_field="economy")


def chosen(**choice):
    """The chosen concepts' ids with their terms."""
    found = Choice(**choice).of([ROAD, CHAIN, EMPTY])
    return {it.id: [term.text for section in it.sections for term in section.terms] for it in found}


def test_everything_is_the_default():
    assert list(Choice().of([ROAD, CHAIN, EMPTY])) == [ROAD, CHAIN, EMPTY]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"subject_fields": frozenset({"diplomacy"})}, {"road": ["一带一路", NEW.text, OLD.text]}),
        ({"projects": frozenset({"SILK"})}, {"road": ["一带一路", NEW.text, OLD.text]}),
        ({"statuses": frozenset({AdministrativeStatus.SUPERSEDED})}, {"road": [OLD.text]}),
        ({"work_state": WorkState.APPROVED}, {"road": ["一带一路"]}),
        ({"day": "2014-05-01"}, {"road": ["一带一路", OLD.text], "chain": ["产业链"]}),
        ({"day": "2015-10-01"}, {"road": ["一带一路", NEW.text], "chain": ["产业链"]}),
        ({"languages": frozenset({"en"})}, {"road": [NEW.text, OLD.text]}),
        ({"languages": frozenset({"fr"})}, {}),
    ],
)
def test_each_option_chooses(choice, expected):
    assert chosen(**choice) == expected


@pytest.mark.parametrize("day", ["2014", "2014-05", "yesterday"])
def test_a_day_is_a_day(day):
    with pytest.raises(InvalidValue):
        Choice(day=day)
