"""The dialects and styles of TBX: valid by the published schemas, and what they lack is a note and in the report."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from termbase.concepts import (
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Source,
    Term,
    TermType,
)
from termbase.exchange.tbx.categories import CATEGORIES
from termbase.exchange.values import Loss, WriteOptions
from tests.strategies import concept_lists, texts
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, builtin_concepts, written

NAMES = (
    "tbx-basic",
    "tbx-basic-dct",
    "tbx-min",
    "tbx-min-dct",
    "tbx-core",
    "tbx-v2",
    "lokalize",
    "weblate",
    "omegat-tbx",
)
ADDRESS = "https://example.org/a?b=1&c=2"
SAID = (
    DataCategory("admin/customerSubset", "Ministry & Co"),
    DataCategory("admin/projectSubset", "White Paper"),
    DataCategory("xref/externalCrossReference", f"the plan\n{ADDRESS}"),
    DataCategory("xref/xGraphic", ADDRESS),
    DataCategory("xref/xGraphic", "no address"),
    DataCategory("termNote/grammaticalGender", "neuter"),
    DataCategory("termNote/grammaticalGender", "none"),
    DataCategory("termNote/termLocation", "menuItem"),
    DataCategory("descrip/context", "in a sentence"),
    DataCategory("termNote/register", "formal"),
    DataCategory("termNote/partOfSpeech", "noun"),
)
RICH = replace(
    PAIR,
    relations=(Relation(RelationKind.PART_OF, "other"), Relation(RelationKind.RELATED, "elsewhere")),
    provenance=Provenance(datetime(2026, 1, 2, tzinfo=UTC), "Li"),
    data_categories=SAID,
    sections=(
        replace(PAIR.sections[0], data_categories=SAID),
        LanguageSection("fr", (), (Definition("Étapes."),), data_categories=SAID),
        LanguageSection(
            "en",
            (
                Term(
                    "industrial chain",
                    term_type=TermType.PHRASE,
                    part_of_speech=PartOfSpeech.PROPER_NOUN,
                    geographical_usage="UK",
                    sources=(Source("Report", "NDRC"),),
                    data_categories=SAID,
                ),
            ),
            (Definition("Stages.", Source("Plan")),),
        ),
    ),
)
OTHER = replace(PAIR, id="other")


class TestBasicDct(FormatSuite):
    name = "tbx-basic-dct"


class TestMin(FormatSuite):
    name = "tbx-min"


class TestMinDct(FormatSuite):
    name = "tbx-min-dct"


class TestCore(FormatSuite):
    name = "tbx-core"


def said_somewhere() -> st.SearchStrategy[Concept]:
    """A concept with data categories of TBX-Basic on any level, with values that fit and values that do not."""
    values = texts() | st.sampled_from((ADDRESS, "neuter", "menuItem", "noun"))
    names = st.sampled_from([category.name for category in CATEGORIES])
    few = st.lists(st.builds(DataCategory, names, values), max_size=4).map(tuple)
    return st.builds(
        lambda concept, chinese, term: replace(
            PAIR,
            data_categories=concept,
            sections=(
                replace(PAIR.sections[0], data_categories=chinese),
                LanguageSection("en", (Term("chain", data_categories=term),)),
            ),
        ),
        few,
        few,
        few,
    )


class TestValidity:
    @pytest.mark.parametrize("name", NAMES)
    def test_the_built_in_glossary(self, schema_errors, name):
        """A part of it; ``.ci/run`` has the whole of it checked."""
        assert schema_errors(written(name, builtin_concepts()[::40])[0]) == []

    @pytest.mark.parametrize("name", NAMES)
    @given(concepts=concept_lists(longest=3), said=said_somewhere())
    @example(concepts=[RICH, OTHER], said=replace(PAIR, id="x"))
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    def test_whatever_the_model_allows(self, schema_errors, name, concepts, said):
        content, _ = written(name, [said, *(concept for concept in concepts if concept.id != said.id)])
        assert schema_errors(content) == []

    def test_phrase_keeps_to_the_structure_of_v2(self, validator, tmp_path):
        path = tmp_path / "phrase.tbx"
        path.write_bytes(written("phrase-tbx", [RICH, *builtin_concepts()[::400]])[0])
        assert {error["step"] for error in validator.check(path)["errors"]} == {"v2 RNG"}, "its data categories alone"

    @pytest.mark.parametrize("deprecated", [True, False])
    def test_a_title_with_markup(self, schema_errors, deprecated):
        options = WriteOptions(title='<&"\ufffe', deprecated=deprecated)
        for name in NAMES:
            assert schema_errors(written(name, [PAIR], options)[0]) == []


def kinds(name: str, level: str) -> list[tuple[str, str | None]]:
    """The data categories that ``RICH`` has on a level of the file, with their values."""
    root = etree.fromstring(written(name, [RICH, OTHER])[0])
    parent = root.find(f".//{{*}}{level}")
    return [(child.get("type") or etree.QName(child).localname, child.text) for child in parent if len(child) == 0]


class TestDataCategories:
    @pytest.mark.parametrize("name", ["tbx-basic", "tbx-basic-dct", "tbx-v2"])
    def test_basic_writes_what_it_has_where_it_may_stand(self, name):
        concept = kinds(name, "conceptEntry" if name != "tbx-v2" else "termEntry")
        assert ("customerSubset", "Ministry & Co") in concept
        assert ("externalCrossReference", "the plan") in concept
        assert ("xGraphic", ADDRESS) in concept
        assert ("note", "context: in a sentence") in concept
        assert ("note", "xGraphic: no address") in concept
        assert ("note", "register: formal") in concept
        assert ("note", "partOfSpeech: noun") in concept

    def test_min_writes_the_little_that_it_has(self):
        concept = kinds("tbx-min", "conceptEntry")
        assert ("customerSubset", "Ministry & Co") in concept
        assert ("note", "projectSubset: White Paper") in concept
        assert ("note", "Relation: part of other") in concept

    def test_the_term_itself_comes_before_what_is_said_of_it(self):
        root = etree.fromstring(written("tbx-basic", [RICH])[0])
        (term,) = root.xpath("//*[@xml:lang='en']/*[local-name() = 'termSec']")
        names = [etree.QName(child).localname for child in term]
        assert names == ["term"] + ["termNote"] * 6 + ["admin"] * 2 + ["xref", "descrip", "admin"] + ["note"] * 5

    def test_every_one_that_is_no_longer_itself_is_reported(self):
        for name, lost in (("tbx-basic", {"register"}), ("tbx-core", {"register", "customerSubset", "context"})):
            fields = {loss.field.rpartition("/")[2] for loss in written(name, [RICH])[1].losses}
            assert lost <= fields


class TestNotes:
    def test_core_has_notes_for_everything(self):
        root = etree.fromstring(written("tbx-core", [RICH, OTHER])[0])
        assert root.xpath("count(//@type)") == 1, "the root's own"
        notes = [note.text for note in root.find(".//{*}conceptEntry").iter("{*}note")]
        assert {
            "Subject field: industry",
            "Relation: part of other",
            "Definition: Stages. (Plan)",
            "Administrative status: preferred",
            "Part of speech: proper noun",
            "Term type: phrase",
            "Geographical usage: UK",
            "Source: NDRC, Report",
        } <= set(notes)
        assert Loss("creation and change", 1, "left out") in written("tbx-core", [RICH])[1].losses

    def test_a_definition_that_cannot_tell_its_language_is_a_note_that_can(self):
        root = etree.fromstring(written("tbx-basic-dct", [RICH])[0])
        assert root.xpath("//*[local-name() = 'note'][@xml:lang = 'fr']/text()")[0] == "Definition: Étapes."

    @pytest.mark.parametrize("name", NAMES)
    def test_nothing_is_said_to_be_lost_that_is_not_there(self, name):
        bare = Concept(
            "x", sections=(LanguageSection("zh-Hans", (Term("词"),)), LanguageSection("en", (Term("word"),)))
        )
        lost = {loss.field for loss in written(name, [bare])[1].losses}
        assert lost == {"work state"} | ({"administrative status"} if name == "tbx-core" else set())


def test_relations_of_all_kinds_are_counted_where_they_lead():
    _, report = written("tbx-basic", [RICH, OTHER])
    told = {(loss.field, loss.concepts) for loss in report.losses}
    assert {("kind of relation", 1), ("relation to a concept outside the file", 1)} <= told
    _, report = written("tbx-basic", [replace(RICH, relations=RICH.relations[1:])])
    assert "kind of relation" not in {loss.field for loss in report.losses}
