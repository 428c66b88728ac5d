"""JSON Lines: the identical term base comes back, with its history; whatever else stands in a line is named."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.text import MAX_LINE
from termbase.exchange.values import LossReport, Problem, WriteOptions
from termbase.history.transfer import recorded, take_over
from termbase.history.undoing import undo
from termbase.history.values import ChangeKind, RecordedChange, RecordedStep
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.strategies import concept_lists
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, read, written

HEADING = '{"format": "zhengming term base", "version": 1}\n'
GOOD = '{"concept": {"id": "good"}}\n'


def problems(line: str) -> list[Problem]:
    """What is said of a line, after which the next one is read all the same."""
    *found, last = read("jsonl", (HEADING + line + "\n" + GOOD).encode("utf-8", "surrogatepass"))
    assert last == Concept("good")
    return found


class TestJsonLinesReader(ReaderSuite):
    name = "jsonl"

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("[]", "line: is no JSON object"),
            ("{}", "line: holds more than one thing, or none"),
            ('{"concept": {"id": "a"}, "step": {}}', "line: holds more than one thing"),
            ('{"word": 1}', "line: holds 'word'"),
            ('{"concept": {"id": "a"}', "line: is no JSON: Expecting ',' delimiter, column"),
            ('{"concept": {"id": 5}}', "concept > id: is not of the type text"),
            ('{"concept": {"id": true}}', "concept > id: is not of the type text"),
            ('{"concept": {"id": null}}', "concept > id: is not of the type text"),
            ('{"concept": {"id": "a", "id": "b"}}', "id: stands twice in one object"),
            ('{"concept": {"id": NaN}}', "NaN: is no number in JSON"),
            ('{"concept": {"id": -Infinity}}', "-Infinity: is no number in JSON"),
            ('{"concept": {"id": ' + "9" * 5000 + "}}", "9999999999…: is a number of more than 18 digits"),
            ('{"concept": {"id": 1e999}}', "concept > id: is not of the type text"),
            ('{"concept": ' + '{"a": ' * 100_000 + "1" + "}" * 100_000 + "}", "too many brackets"),
            ('{"concept": ' + "[" * 100_000 + "]" * 100_000 + "}", "too many brackets"),
            ('{"concept": {"id": "a", "notes": ["' + "x" * MAX_LINE + '"]}}', "line: is longer than 1,000,000"),
            ('{"concept": {"id": "a", "notes": ["\\u0007"]}}', "note: holds the character U+0007"),
            ('{"concept": {"id": "a", "notes": ["\\ud800"]}}', "note: holds the character U+D800"),
            ('{"concept": {"id": "a", "colour": "red"}}', "concept > colour: is no field of the term model"),
        ],
        ids=range(19),
    )
    def test_a_bad_line_is_a_problem_and_the_rest_is_read(self, line, problem):
        (found,) = problems(line)
        assert (found.line, found.place) == (2, "terms.jsonl")
        assert found.problem.startswith(problem) or problem in found.problem
        assert len(found.problem) < 300

    def test_a_concept_that_comes_twice_is_a_problem(self):
        (found,) = [it for it in read("jsonl", (HEADING + GOOD + "\n" + GOOD).encode()) if isinstance(it, Problem)]
        assert str(found).startswith("terms.jsonl:4: id: 'good' stands in the file twice")

    @pytest.mark.parametrize(
        ("content", "error"),
        [
            (GOOD, "terms.jsonl:1: does not say that a zhengming term base follows"),
            ("\n" + HEADING, "terms.jsonl: is empty"),
            ("concepts\n", "terms.jsonl:1: line: is no JSON"),
            ('{"format": "zhengming term base"}', "terms.jsonl:1: does not say its version"),
            ('{"format": "zhengming term base", "version": true}', "terms.jsonl:1: does not say its version"),
            ('{"format": "zhengming term base", "version": 2}', "is of version 2, which a newer zhengming wrote"),
        ],
    )
    def test_a_file_that_does_not_begin_right_is_refused(self, content, error):
        with pytest.raises(ExchangeError, match=error):
            read("jsonl", content.encode())

    @pytest.mark.parametrize("bad", ["no JSON", '{"step": {"number": 0}}', GOOD, '{"change": 7}'])
    def test_a_history_is_read_as_a_whole_or_not_at_all(self, bad):
        step = '{"step": {"number": 1, "at": "2026-10-16T02:30:00+00:00"}}\n'
        with pytest.raises(ExchangeError, match=r"^terms\.jsonl:3: "):
            read("jsonl", (HEADING + step + bad).encode())


class TestJsonLines(FormatSuite):
    name = "jsonl"

    @given(concept_lists())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    def test_the_identical_concepts_come_back(self, concepts):
        content, report = written("jsonl", concepts)
        assert report == LossReport(len(concepts))
        assert read("jsonl", content) == concepts

    def test_the_built_in_glossary_comes_back(self, glossary):
        concepts = list(glossary[::10])
        assert read("jsonl", written("jsonl", concepts)[0]) == concepts

    def test_what_no_line_can_hold_is_a_loss(self):
        long = Concept("long", notes=("字" * MAX_LINE,))
        content, report = written("jsonl", [long, PAIR])
        assert read("jsonl", content) == [PAIR]
        assert [(loss.field, loss.concepts) for loss in report.losses] == [
            ("concept that is longer than 1,000,000 characters as JSON", 1)
        ]
        record = RecordedChange(1, 1, "long", ChangeKind.REMOVED, long)
        with pytest.raises(ExchangeError, match="export without the history"):
            written("jsonl", [], WriteOptions(history=[record]))

    def test_each_line_is_an_object_of_its_own(self):
        content, _ = written("jsonl", [PAIR], WriteOptions(title="terms\u2028of ours"))
        lines = [json.loads(line) for line in content.split(b"\n")[:-1]]
        assert lines[0] == {"format": "zhengming term base", "version": 1, "title": "terms\u2028of ours"}
        assert list(lines[1]) == ["concept"]

    def test_a_term_base_moves_with_its_history(self, tmp_path):
        old, new = locate(str(tmp_path / "old.db")), locate(str(tmp_path / "new.db"))
        create_termbase(old, [PAIR, Concept("b")])
        create_termbase(new)
        with open_store(old, user="ann", why="it is\nold") as store:
            store.remove("b")
        with open_store(old) as store:
            undo(store)
        with open_store(old) as store:
            store.remove("b")
        stream = io.BytesIO()
        with open_store(old, read_only=True) as store:
            format_named("jsonl").write(store.concepts(), stream, WriteOptions(history=recorded(store)))
        stream.seek(0)
        with open_store(new) as store:
            taken = take_over(store, format_named("jsonl").read(stream, "terms.jsonl"))
        assert taken.steps == 4
        with open_store(old, read_only=True) as before, open_store(new, read_only=True) as after:
            assert list(after.concepts()) == list(before.concepts())
            assert list(recorded(after)) == list(recorded(before))
            assert isinstance(next(recorded(after)), RecordedStep)
