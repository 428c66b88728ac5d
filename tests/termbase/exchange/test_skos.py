"""SKOS: labels become terms, what is written comes back, and nothing outside the file is ever asked for."""

import socket
from dataclasses import replace

import pytest

pytest.importorskip("rdflib")

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    Relation,
    RelationKind,
    Source,
    Term,
)
from termbase.errors import ExchangeError
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.skos import graphs
from termbase.exchange.skos.nodes import language_order, once, term_order, written_categories
from termbase.exchange.values import Problem
from tests.termbase.exchange import stripping
from tests.termbase.exchange.format_suite import PAIR, CarryingSuite, FormatSuite, ReaderSuite, read, written
from tests.termbase.exchange.stripping import each_section, each_term

FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/terms#> .

ex:scheme a skos:ConceptScheme .
ex:C7 a skos:Concept ; skos:inScheme ex:scheme ; skos:notation "338.1" ;
  skos:prefLabel "产业链"@zh-CN, "industrial chain"@en ;
  skos:altLabel "industry chain"@en ; skos:hiddenLabel "indsutrial chain"@en ;
  skos:definition "The stages."@en ; skos:scopeNote "Of policy."@en ; skos:note "seen" ;
  dct:subject "industry" ; dct:creator <http://example.org/ann> ; dct:created "2011-06-28" ;
  skos:exactMatch <http://example.com/x> ; skos:broader ex:chain, ex:elsewhere ; skos:narrower ex:link .
ex:chain skos:prefLabel "chain" .
ex:link a skos:Concept ; skosxl:prefLabel [ skosxl:literalForm "link"@en ] .
"""


class SkosReaderSuite(ReaderSuite):
    """What Turtle and JSON-LD have in common."""


class TestTurtleReader(SkosReaderSuite):
    name = "skos-turtle"

    def test_what_others_publish_is_understood(self):
        chain, link, seven = sorted(read(self.name, FOREIGN.encode()), key=lambda it: it.id[::-1])[::-1][::-1]
        by_id = {concept.id: concept for concept in (chain, link, seven)}
        assert set(by_id) == {"c7", "chain", "link"}
        concept = by_id["c7"]
        assert concept.sections == (
            LanguageSection("zh-Hans", (Term("产业链"),)),
            LanguageSection(
                "en",
                (
                    Term("industrial chain", look_up_forms=("indsutrial chain",)),
                    Term("industry chain", AdministrativeStatus.ADMITTED),
                ),
                (Definition("The stages."),),
                notes=("Of policy.",),
            ),
        )
        assert (concept.subject_field, concept.notes) == ("industry", ("seen",))
        assert concept.relations == (Relation(RelationKind.BROADER, "chain"),)
        assert by_id["link"].relations == (Relation(RelationKind.BROADER, "c7"),)
        assert by_id["link"].preferred("en") == "link"
        assert by_id["chain"].preferred("en") == "chain"
        assert concept.provenance.created_by == "http://example.org/ann"
        assert concept.data_categories == (
            DataCategory(IDENTIFIER, "http://example.org/terms#C7"),
            DataCategory("skos/broader", "http://example.org/terms#elsewhere"),
            DataCategory("skos/exactMatch", "http://example.com/x"),
            DataCategory("skos/inScheme", "http://example.org/terms#scheme"),
            DataCategory("skos/notation", "338.1"),
        )
        content, _ = written(self.name, [concept])
        assert read(self.name, content) == [concept]
        assert b"skos:exactMatch <http://example.com/x>" in content

    def test_a_bad_concept_is_a_problem_and_the_rest_is_read(self):
        text = FOREIGN + 'ex:bad skos:prefLabel "a\\u0007b"@en .\nex:worse skos:prefLabel "x"@tlh-klingon-x .'
        items = read(self.name, text.encode())
        problems = [item for item in items if isinstance(item, Problem)]
        assert "http://example.org/terms#bad: term: holds the character U+0007" in problems[0].problem
        assert len([item for item in items if isinstance(item, Concept)]) >= 3

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("@prefix skos: <x> .\n\nthis is not Turtle", r"^terms\.skos-turtle:3: is no Turtle"),
            ("<a> <b> " + "(" * 50_000, "too many brackets|is no Turtle"),
            ("<a> <b> " + "[ <c> " * 50_000, "too many brackets|is no Turtle"),
            ('<a> <b> "\xff" .', None),
        ],
        ids=range(4),
    )
    def test_what_is_ill_formed_is_refused_with_its_line(self, text, error):
        if error is None:
            with pytest.raises(ExchangeError, match=r"^terms\.skos-turtle:1: is not UTF-8"):
                read(self.name, text.encode("latin-1"))
            return
        with pytest.raises(ExchangeError, match=error):
            read(self.name, text.encode())

    def test_a_file_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr(graphs, "MAX_SIZE", 500)
        with pytest.raises(ExchangeError, match="is larger than"):
            read(self.name, FOREIGN.encode())


class TestJsonLdReader(SkosReaderSuite):
    name = "skos-jsonld"

    @pytest.mark.parametrize(
        "context",
        [
            '"http://localhost:9/context.jsonld"',
            '["http://localhost:9/context.jsonld", {}]',
            '{"a": {"@id": "urn:a", "@context": "http://localhost:9/context.jsonld"}}',
            '{"@version": 1.1, "@import": "http://localhost:9/context.jsonld"}',
            '"file:///etc/hostname"',
        ],
    )
    def test_a_context_elsewhere_is_refused_and_never_fetched(self, context, monkeypatch):
        asked = []
        monkeypatch.setattr(socket, "create_connection", lambda *place, **_: asked.append(place))
        monkeypatch.setattr(socket.socket, "connect", lambda *place: asked.append(place))
        text = f'{{"@context": {context}, "@graph": [{{"@id": "urn:x", "a": "b"}}]}}'
        with pytest.raises(ExchangeError, match="which is not fetched; put the context itself into the file"):
            read(self.name, text.encode())
        assert asked == []

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ('{"@graph":\n [}', r"^terms\.skos-jsonld:2: is no JSON"),
            ("[" * 100_000, "too many brackets"),
            ("[" * 200 + "]" * 200, "too many brackets"),
            ('{"@id": ' + "9" * 10_000 + "}", "a number that is too long"),
        ],
        ids=range(4),
    )
    def test_what_is_ill_formed_is_refused(self, text, error):
        with pytest.raises(ExchangeError, match=error):
            read(self.name, text.encode())


def _sorted_notes(concept: Concept) -> Concept:
    sections = tuple(replace(section, notes=tuple(sorted(set(section.notes)))) for section in concept.sections)
    return replace(concept, notes=tuple(sorted(set(concept.notes))), sections=sections)


def _sorted_definitions(section: LanguageSection) -> LanguageSection:
    first = {definition.text: definition for definition in section.definitions}
    return replace(section, definitions=tuple(first[text] for text in sorted(first)))


def _sorted_terms(section: LanguageSection) -> LanguageSection:
    return replace(section, terms=tuple(sorted(section.terms, key=term_order)))


def _forms_with_the_first(section: LanguageSection) -> LanguageSection:
    texts = {term.text for term in section.terms}
    forms = sorted({form for term in section.terms for form in term.look_up_forms} - texts)
    first = min(section.terms, key=term_order)
    terms = (replace(term, look_up_forms=tuple(forms) if term is first else ()) for term in section.terms)
    return replace(section, terms=tuple(terms))


def _sourceless(section: LanguageSection) -> LanguageSection:
    return replace(section, definitions=tuple(Definition(definition.text) for definition in section.definitions))


class SkosSuite(FormatSuite, CarryingSuite):
    """What Turtle and JSON-LD have in common."""

    strips = {  # noqa: RUF012
        **stripping.all_fields(),
        "term that comes twice, at different times": each_section(
            lambda section: replace(section, terms=tuple(once(section.terms)))
        ),
        "parts of a source": each_term(
            lambda term: replace(term, sources=tuple(map(stripping.as_citation, term.sources)))
        ),
        "whether a source was checked": each_term(
            lambda term: replace(term, sources=tuple(map(stripping.unchecked, term.sources)))
        ),
        "order of the sources": each_term(
            lambda term: replace(term, sources=tuple(map(Source, sorted({it.document for it in term.sources}))))
        ),
        "source of a definition": each_section(_sourceless),
        "order of the definitions": each_section(_sorted_definitions),
        "order of the notes": _sorted_notes,
        "order of the relations": lambda concept: replace(
            concept, relations=tuple(sorted(set(concept.relations), key=lambda it: (it.kind, it.target)))
        ),
        "data categories that are not of SKOS, and their order": lambda concept: replace(
            concept, data_categories=tuple(written_categories(concept.data_categories))
        ),
        "language without a word": lambda concept: replace(
            concept, sections=tuple(it for it in concept.sections if it.terms or it.definitions or it.notes)
        ),
        "order of the languages": lambda concept: replace(
            concept, sections=tuple(sorted(concept.sections, key=lambda section: language_order(section.language)))
        ),
        "to which term a look-up form belongs": each_section(
            lambda section: _forms_with_the_first(section) if section.terms else section
        ),
        "order of the terms": each_section(_sorted_terms),
    }

    def test_deprecated_terms_are_hidden_and_say_why(self):
        content, report = written(self.name, [PAIR])
        (back,) = read(self.name, content)
        assert back == PAIR
        assert report.losses == ()
        assert b"hiddenLabel" in content

    def test_the_codes_can_be_chosen(self):
        from termbase.exchange.values import WriteOptions

        content, _ = written(self.name, [PAIR], WriteOptions(source_code="zh-CN"))
        assert b"zh-CN" in content
        assert b"zh-Hans" not in content
        assert read(self.name, content) == [PAIR]


class TestTurtle(SkosSuite):
    name = "skos-turtle"


class TestJsonLd(SkosSuite):
    name = "skos-jsonld"
