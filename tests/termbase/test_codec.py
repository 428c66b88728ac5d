"""Concepts as plain values: every field there and back, and a clear word about whatever is no concept."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept, LanguageSection, Term
from termbase.errors import InvalidValue
from tests.strategies import concepts


@given(concepts())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_every_concept_comes_back_through_json(concept):
    assert from_plain(json.loads(json.dumps(to_plain(concept)))) == concept


def test_what_is_empty_is_left_out_and_what_is_picked_is_not():
    concept = Concept("a", sections=(LanguageSection("en", (Term("chain"),)),))
    assert to_plain(concept) == {
        "id": "a",
        "sections": [
            {
                "language": "en",
                "terms": [
                    {
                        "text": "chain",
                        "status": "preferred",
                        "match": {"case_sensitive": False, "inflect": True, "evidence": "always"},
                    }
                ],
                "work_state": "proposed",
            }
        ],
    }


@pytest.mark.parametrize(
    ("plain", "place", "problem"),
    [
        ([], "concept", "is not of the type object"),
        ({}, "concept > id", "is missing"),
        ({"id": 1}, "concept > id", "is not of the type text"),
        ({"id": "a", "colour": "red"}, "concept > colour", "is no field"),
        ({"id": "a", "notes": "one"}, "concept > notes", "is not of the type list"),
        ({"id": "a", "sections": [{"language": "en"}, 5]}, "concept > sections 2", "is not of the type object"),
        (
            {"id": "a", "sections": [{"language": "en", "terms": [{"text": "t", "status": "forbidden"}]}]},
            "concept > sections 1 > terms 1 > status",
            "unknown value 'forbidden'",
        ),
        (
            {"id": "a", "sections": [{"language": "en", "terms": [{"text": "t", "match": {"inflect": "yes"}}]}]},
            "concept > sections 1 > terms 1 > match > inflect",
            "is not of the type true or false",
        ),
        ({"id": "a", "provenance": {"created_at": "soon"}}, "concept > provenance > created_at", "is no moment"),
        ({"id": "a", "provenance": {"created_at": "2022-10-16T02:30:00"}}, "created at", "no time zone"),
        ({"id": "A"}, "concept id", "is not allowed"),
    ],
)
def test_what_is_no_concept_is_refused_with_its_place(plain, place, problem):
    with pytest.raises(InvalidValue) as caught:
        from_plain(plain)
    assert caught.value.place == place
    assert problem in caught.value.problem
    assert caught.value.cure
