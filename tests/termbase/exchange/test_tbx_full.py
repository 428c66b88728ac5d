"""Our own dialect of TBX: the same term base comes back, with its history."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from termbase.concepts import Concept, DataCategory, LanguageSection, Relation, RelationKind, Term
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.values import Problem, WriteOptions
from termbase.history.transfer import recorded, take_over
from termbase.history.values import ChangeKind, RecordedChange, RecordedStep, RetiredId
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.strategies import concept_lists, concepts, texts
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, builtin_concepts, read, written

NAME = "tbx-full"
NS = {"t": "urn:iso:std:iso:30042:ed-2", "zm": "urn:zhengming:tbx"}
WHEN = datetime(2026, 10, 16, 9, 30, tzinfo=UTC)
HISTORY = (
    RecordedStep(1, WHEN, "Li", "first", "import"),
    RecordedChange(1, 1, PAIR.id, ChangeKind.ADDED),
    RecordedChange(2, 1, "gone", ChangeKind.REMOVED, Concept("gone", notes=("a <b> & \ufffe",))),
    RetiredId("gone", WHEN),
)


def records() -> st.SearchStrategy[tuple[RecordedStep | RecordedChange | RetiredId, ...]]:
    """Records of a history, each well-formed by itself."""
    numbers = st.integers(1, 2**30)
    moments = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    steps = st.builds(RecordedStep, numbers, moments, texts(empty=True), texts(empty=True, multiline=True))
    changes = st.builds(
        lambda number, before: RecordedChange(number, 1, before.id, ChangeKind.CHANGED, before), numbers, concepts()
    )
    retired = st.builds(lambda concept, when: RetiredId(concept.id, when), concepts(), moments)
    return st.lists(steps | changes | retired, max_size=3).map(tuple)


class TestTbxFull(FormatSuite, ReaderSuite):
    name = NAME

    @given(concept_lists(), records())
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def test_gives_back_the_same(self, concepts, history):
        content, report = written(NAME, concepts, WriteOptions(history=history))
        assert read(NAME, content) == [*concepts, *history]
        assert (report.written, report.losses) == (len(concepts), ())

    def test_gives_back_the_built_in_glossary(self):
        some = builtin_concepts()[::5]
        assert read(NAME, written(NAME, some)[0]) == list(some)

    @given(concept_lists())
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    def test_is_structured_as_every_tbx(self, validator, tmp_path, concepts):
        path = tmp_path / "full.tbx"
        path.write_bytes(written(NAME, [PAIR, *(it for it in concepts if it.id != PAIR.id)])[0])
        assert {error["step"] for error in validator.check(path)["errors"]} == {"dialect"}, (
            "which no schema is here for"
        )

    def test_holds_what_readers_of_basic_look_for(self):
        root = etree.fromstring(written(NAME, [PAIR])[0])
        assert (root.get("type"), root.get("style")) == ("TBX-Zhengming", "dct")
        assert root.xpath("//min:subjectField/text()", namespaces={"min": "http://www.tbxinfo.net/ns/min"}) == [
            "industry"
        ]
        assert root.xpath("//zm:reason/text()", namespaces=NS) == ["A line is not a chain."]
        assert root.xpath("//zm:workState/text()", namespaces=NS) == ["proposed"] * 2

    def test_what_has_no_terms_keeps_its_place(self):
        empty = [
            Concept("nothing"),
            Concept("language", sections=(LanguageSection("zxx"), LanguageSection("fr", notes=("n",)))),
        ]
        content, report = written(NAME, [*empty, PAIR])
        assert read(NAME, content) == [*empty, PAIR]
        assert report.written == 3

    def test_characters_that_xml_cannot_hold_come_back(self):
        odd = replace(
            PAIR,
            notes=("\ufffe",),
            data_categories=(DataCategory("odd \uffff", "x"),),
            relations=(Relation(RelationKind.BROADER, "elsewhere"),),
        )
        assert read(NAME, written(NAME, [odd, replace(PAIR, id="next")])[0]) == [odd, replace(PAIR, id="next")]

    def test_is_known_by_its_root_under_other_names(self):
        content, _ = written(NAME, [PAIR], WriteOptions(history=HISTORY))
        assert read("tbx-basic", content) == [PAIR, *HISTORY]

    def test_another_dialect_is_refused_by_name(self):
        with pytest.raises(ExchangeError, match=r"terms.tbx-full:2: is not of the dialect TBX-Zhengming"):
            read(NAME, written("tbx-basic", [PAIR])[0])

    def test_a_faulty_entry_is_a_problem_and_the_rest_is_read(self):
        content, _ = written(NAME, [PAIR, replace(PAIR, id="next")])
        faulty = content.replace(b"<zm:reason>", b"<zm:cause>", 1).replace(b"</zm:reason>", b"</zm:cause>", 1)
        problem, concept = read(NAME, faulty)
        assert isinstance(problem, Problem)
        assert (problem.line, problem.problem) == (15, "cause: is no element that may stand there")
        assert concept == replace(PAIR, id="next")

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            (b"preferredTerm-admn-sts", b"best", "administrative status: unknown value 'best'"),
            (b">proposed<", b">finished<", "work state: unknown value 'finished'"),
            (b'id="industrial-chain"', b'id="In\xc3\xa4"', "concept id: 'In\u00e4' is not allowed"),
            (b"<term>\xe4\xba\xa7\xe4\xb8\x9a\xe9\x93\xbe</term>", b"", "term: is empty"),
        ],
    )
    def test_faults_are_named(self, old, new, problem):
        (item,) = read(NAME, written(NAME, [PAIR])[0].replace(old, new, 1))
        assert isinstance(item, Problem)
        assert item.problem == problem

    def test_an_id_that_stands_twice_is_a_problem(self):
        content, _ = written(NAME, [PAIR, replace(PAIR, id="next")])
        _, problem = read(NAME, content.replace(b'"next"', b'"industrial-chain"'))
        assert "stands in the file twice" in problem.problem

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            (b'"number": 1', b'"number": 0', "step number: 0 is not from 1"),
            (b'{"number": 1', b'{"number" 1', "JSON: cannot be read"),
            (b'<item type="retired">', b'<item type="step">{}</item><item type="retired">', "more than one record"),
        ],
    )
    def test_a_faulty_history_is_refused_with_its_line(self, old, new, problem):
        content, _ = written(NAME, [PAIR], WriteOptions(history=HISTORY))
        with pytest.raises(ExchangeError, match=problem) as caught:
            read(NAME, content.replace(old, new, 1))
        assert caught.value.place.startswith("terms.tbx-full:")

    def test_other_back_matter_is_passed_over(self):
        content, _ = written(NAME, [PAIR], WriteOptions(history=HISTORY))
        other = b'<refObject><item type="fn">Li</item></refObject><refObject><item type="step">'
        assert read(NAME, content.replace(b'<refObject><item type="step">', other)) == [PAIR, *HISTORY]


def test_a_term_base_comes_back_with_its_history(tmp_path):
    """From one term base into another, empty one: concepts, steps, changes, and ids that are never given again."""
    first, second = locate(str(tmp_path / "first.db")), locate(str(tmp_path / "second.db"))
    create_termbase(first)
    create_termbase(second)
    with open_store(first, user="Li", why="begin") as store:
        store.add(PAIR)
        store.add(replace(PAIR, id="gone"))
    with open_store(first, user="Wang") as store:
        store.replace(replace(PAIR, subject_field="economy", sections=(LanguageSection("en", (Term("chain"),)),)))
        store.remove("gone")
    stream = io.BytesIO()
    with open_store(first, read_only=True) as store:
        format_named(NAME).write(store.concepts(), stream, WriteOptions(history=recorded(store)))
        wanted = [*store.concepts(), *recorded(store)]
    stream.seek(0)
    with open_store(second) as store:
        take_over(store, format_named(NAME).read(stream, "first.tbx"))
    with open_store(second, read_only=True) as store:
        assert [*store.concepts(), *recorded(store)] == wanted
        assert [summary.step.by for summary in store.history.steps()] == ["Wang", "Li"]
