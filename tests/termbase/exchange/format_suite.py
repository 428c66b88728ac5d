"""What every exchange format has to do: the class that each format's tests inherit."""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from termbase.concepts import AdministrativeStatus, Concept, Definition, LanguageSection, Source, Term
from termbase.errors import ExchangeError
from termbase.exchange.formats import FORMATS, format_for, format_named
from termbase.exchange.values import LossReport, Problem, ReadOptions, WriteOptions
from termbase.starter.loader import starter_concepts
from tests.strategies import concept_lists

PAIR = Concept(
    "industrial-chain",
    subject_field="industry",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链", pinyin="chǎn yè liàn"),)),
        LanguageSection(
            "en",
            (
                Term("industrial chain", sources=(Source("Report to the 20th CPC National Congress"),)),
                Term("industry line", AdministrativeStatus.DEPRECATED, reason="A line is not a chain."),
            ),
            (Definition("The stages of making a product & <selling> it."),),
        ),
    ),
)


@cache
def builtin_concepts() -> tuple[Concept, ...]:
    """The concepts of the built-in glossary, read once."""
    return tuple(starter_concepts())


def written(name: str, concepts: Sequence[Concept], options: WriteOptions | None = None) -> tuple[bytes, LossReport]:
    """The file of these concepts, with its loss report."""
    stream = io.BytesIO()
    report = format_named(name).write(iter(concepts), stream, options or WriteOptions())
    return stream.getvalue(), report


def read(name: str, content: bytes, options: ReadOptions | None = None) -> list[Concept | Problem]:
    """What a file with this content gives."""
    return list(format_named(name).read(io.BytesIO(content), f"terms.{name}", options))


class ReaderSuite:
    """Tests for one format that can be read; a subclass names it, and gives a sample where it cannot be written."""

    name: ClassVar[str]

    def sample(self) -> bytes:
        """A file that holds ``PAIR``."""
        return written(self.name, [PAIR])[0]

    def test_stands_in_the_table_as_readable(self):
        assert format_named(self.name).can_read

    def test_gives_the_terms_of_the_sample(self):
        (concept,) = read(self.name, self.sample())
        assert isinstance(concept, Concept)
        assert concept.preferred("zh-Hans") == "产业链"
        assert concept.preferred("en") == "industrial chain"

    def test_leaves_the_stream_open(self):
        stream = io.BytesIO(self.sample())
        list(format_named(self.name).read(stream, "terms"))
        assert not stream.closed

    def test_an_empty_file_is_refused_by_name(self):
        with pytest.raises(ExchangeError, match=f"^terms.{self.name}"):
            read(self.name, b"")

    @given(st.data())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def test_a_broken_file_gives_problems_or_one_error(self, data):
        """Whatever is cut out of a file, put into it or doubled in it, nothing else than an error of ours comes out."""
        content = self.sample()
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(content)))
            end = data.draw(st.integers(start, min(len(content), start + 40)))
            piece = data.draw(st.sampled_from((b"", content[start:end] * 2)) | st.binary(max_size=6))
            content = content[:start] + piece + content[end:]
        try:
            items = read(self.name, content)
        except ExchangeError as error:
            assert error.place.startswith(f"terms.{self.name}") and error.problem  # noqa: PT017, PT018 - may be refused
        else:
            assert all(isinstance(item, Concept | Problem) for item in items)


class FormatSuite:
    """Tests for one format that can be written; a subclass names it, and its encoding where it is not UTF-8.

    ``every`` so many-th concept of the built-in glossary is written.
    """

    name: ClassVar[str]
    encoding: ClassVar[str] = "utf-8"
    every: ClassVar[int] = 20
    is_sorted: ClassVar[bool] = False
    """Whether the file has an order of its own."""

    def test_stands_in_the_table_once(self):
        assert [entry.name for entry in FORMATS].count(self.name) == 1

    def test_its_suffix_leads_to_a_format_that_can_be_written(self):
        for suffix in format_named(self.name).suffixes:
            assert suffix in format_for(f"terms{suffix.upper()}", writing=True).suffixes

    def test_is_text_in_its_encoding_with_a_final_line_feed(self):
        content, _ = written(self.name, [PAIR])
        text = content.decode(self.encoding)
        assert "产业链" in text
        assert text.endswith("\n")
        assert "\r" not in text

    def test_leaves_the_stream_open(self):
        stream = io.BytesIO()
        format_named(self.name).write([PAIR], stream, WriteOptions())
        assert not stream.closed

    def test_is_the_same_each_time(self):
        assert written(self.name, [PAIR]) == written(self.name, [PAIR])

    def test_takes_the_built_in_glossary(self, glossary):
        concepts = list(glossary)[:: self.every]
        content, report = written(self.name, concepts)
        assert report.written == len(concepts)
        text, place = content.decode(self.encoding), 0
        if self.is_sorted:
            assert all(concept.preferred("zh-Hans") in text for concept in concepts[::100])
            return
        for concept in concepts:
            place = text.find(concept.preferred("zh-Hans"), place)
            assert place >= 0, concept.id

    def test_counts_a_loss_once_a_concept(self):
        concepts = [replace(PAIR, id=f"concept-{number}") for number in range(3)]
        _, report = written(self.name, concepts)
        assert report.written == 3
        assert all(loss.concepts == 3 for loss in report.losses)

    @given(concept_lists())
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    def test_writes_whatever_the_model_allows(self, concepts):
        _, report = written(self.name, [PAIR, *(c for c in concepts if c.id != PAIR.id)])
        assert 1 <= report.written <= len(concepts) + 1

    def test_a_failure_of_the_term_base_passes_through(self):
        def failing():
            yield PAIR
            raise OSError

        with pytest.raises(OSError):  # noqa: PT011 - the error is the test's own
            format_named(self.name).write(failing(), io.BytesIO(), WriteOptions())


Strip = Callable[[Concept], Concept | None]
"""What a loss makes of a concept: the concept without it, or None for one that is left out."""


class CarryingSuite:
    """Tests for a format that is written and read: a file gives back what its loss report says that it can carry.

    A subclass says, for every loss by its field, what is left of a concept.
    """

    name: ClassVar[str]
    strips: ClassVar[dict[str, Strip]]

    def options(self) -> WriteOptions:
        """The options of the export."""
        return WriteOptions()

    def carried(self, concept: Concept, report: LossReport) -> list[Concept]:
        """The concept as the file has to give it back, or none."""
        left: Concept | None = concept
        for field, strip in self.strips.items():
            if left is not None and field in {loss.field for loss in report.losses}:
                left = strip(left)
        return [] if left is None else [left]

    def concepts(self) -> SearchStrategy[list[Concept]]:
        """What is exported."""
        return concept_lists(3)

    @given(st.data())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_gives_back_what_its_loss_report_says(self, data):
        concepts = data.draw(self.concepts())
        losses: Counter[tuple[str, str]] = Counter()
        for concept in concepts:
            content, report = written(self.name, [concept], self.options())
            assert {loss.field for loss in report.losses} <= self.strips.keys()
            back = read(self.name, content)
            assert back == self.carried(concept, report)
            assert report.written == len(back)
            losses.update({(loss.field, loss.remedy): loss.concepts for loss in report.losses})
        _, report = written(self.name, concepts, self.options())
        assert {(loss.field, loss.remedy): loss.concepts for loss in report.losses} == losses
