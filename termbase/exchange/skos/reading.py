"""SKOS -> concepts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from termbase.concepts import (
    Concept,
    DataCategory,
    Provenance,
    Relation,
    RelationKind,
)
from termbase.errors import InvalidValue
from termbase.exchange.identifiers import IDENTIFIER, Identifiers
from termbase.exchange.skos.graphs import BASE, read_graph
from termbase.exchange.skos.labels import Labels
from termbase.exchange.skos.vocabulary import CATEGORY, CONCEPT, KEPT, LABELS, RELATIONS, SCHEME, TERM_FIELDS, iri
from termbase.exchange.skos.writing import JSON_LD
from termbase.exchange.values import Problem, ReadOptions
from termbase.fields import CHINESE_SIMPLIFIED

if TYPE_CHECKING:  # rdflib takes a third of a second to import
    from rdflib import Graph
    from rdflib.term import Node

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_SPACES: Final = re.compile(r"[\n\r\t]+")


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem]:
    """Yield a concept for each ``skos:Concept``, and for each other thing that has a preferred label.

    A graph has no lines, so problems name line 1 and the concept. Raises ``ExchangeError`` for a file that is too
    large, ill-formed, or would have something fetched.
    """
    graph = read_graph(stream, name, as_json=options.profile == JSON_LD)
    reader = _Reader(graph, options)
    for subject in reader.subjects():
        try:
            yield reader.concept(subject)
        except InvalidValue as error:
            yield Problem(name, 1, f"{str(subject)[:120]}: {error.place}: {error.problem}", error.cure)


class _Reader:
    """Reads concepts from a graph. Every concept gets its id first, so that relations lead to ids."""

    def __init__(self, graph: "Graph", options: ReadOptions) -> None:
        from rdflib import URIRef

        self._graph = graph
        self._name = URIRef
        self._other_language = options.target_language
        self._identifiers = Identifiers()
        self._ids: dict[Any, str] = {}
        for subject in self._subjects():
            self._ids[subject] = self._id(subject)

    def subjects(self) -> Iterator["Node"]:
        """The concepts, in the order in which the file names them."""
        return iter(self._ids)

    def concept(self, subject: "Node") -> Concept:
        """The concept that a subject of the graph is. Raises ``InvalidValue``."""
        labels = Labels()
        for label in LABELS:
            for literal in self._objects(subject, f"skos:{label}"):
                labels.add(label, self._language(literal), _line(literal), {})
            for node in self._objects(subject, f"skosxl:{label}"):
                self._add_label(labels, label, node)
        for literal in self._objects(subject, "skos:definition"):
            labels.of(self._language(literal)).definitions.append(_text(literal))
        notes = self._notes(subject, labels)
        categories = self._categories(subject)
        subjects = sorted(map(_line, self._objects(subject, "dct:subject")))
        categories += [DataCategory("dct/subject", other) for other in subjects[1:]]
        relations = self._relations(subject, categories)
        return Concept(
            self._ids[subject],
            subject_field=subjects[0] if subjects else "",
            sections=labels.sections(),
            relations=tuple(relations),
            notes=tuple(sorted(notes)),
            provenance=self._provenance(subject),
            data_categories=tuple(sorted(set(categories), key=lambda it: (it.name, it.value))),
        )

    def _subjects(self) -> Iterator["Node"]:
        found: dict[Any, None] = {}
        for predicate, kind in (
            (self._name(_TYPE), self._name(iri("skos:Concept"))),
            (self._name(iri("skos:prefLabel")), None),
        ):
            for subject in self._graph.subjects(predicate, kind):
                found[subject] = None
        return iter(found)

    def _id(self, subject: "Node") -> str:
        name = str(subject)
        if name.startswith(CONCEPT):
            try:
                return self._identifiers.keep(Concept(name.removeprefix(CONCEPT)).id)
            except InvalidValue:
                pass  # what is no id of ours is made one
        texts = [str(it) for it in self._objects(subject, "skos:prefLabel")]
        texts.sort(key=lambda text: (bool(_CHINESE.search(text)), text))
        local = re.split(r"[#/:]", name.rstrip("#/"))[-1] if isinstance(subject, self._name) else ""
        known = local and self._identifiers.known(local)
        return self._identifiers.issue("" if known else local, texts)

    def _objects(self, subject: "Node", name: str) -> list[Any]:
        return list(self._graph.objects(subject, self._name(iri(name))))

    def _one(self, subject: "Node", name: str) -> str:
        return min(map(_line, self._objects(subject, name)), default="")

    def _language(self, literal: Any) -> str:
        given = getattr(literal, "language", None)
        if given:
            return str(given)
        return CHINESE_SIMPLIFIED if _CHINESE.search(str(literal)) else self._other_language

    def _add_label(self, labels: Labels, label: str, node: "Node") -> None:
        fields = {field: value for field, name in TERM_FIELDS.items() if (value := self._one_text(node, name))}
        for literal in self._objects(node, "skosxl:literalForm")[:1]:
            sources = sorted(map(_line, self._objects(node, "dct:source")))
            labels.add(label, self._language(literal), _line(literal), fields, sources)

    def _one_text(self, node: "Node", name: str) -> str:
        return min(map(_text, self._objects(node, name)), default="")

    def _notes(self, subject: "Node", labels: Labels) -> set[str]:
        """Put the notes that have a language into its section; returns the others."""
        notes: set[str] = set()
        for name in ("skos:note", "skos:scopeNote"):
            for literal in self._objects(subject, name):
                language = getattr(literal, "language", None)
                if language:
                    labels.of(language).notes.append(_text(literal))
                else:
                    notes.add(_text(literal))
        return notes

    def _categories(self, subject: "Node") -> list[DataCategory]:
        categories = [DataCategory(IDENTIFIER, _text(it)) for it in self._objects(subject, "dct:identifier")]
        if isinstance(subject, self._name) and not str(subject).startswith(CONCEPT):
            categories.append(DataCategory(IDENTIFIER, str(subject).removeprefix(BASE) or str(subject)))
        for local in KEPT:
            values = self._objects(subject, f"skos:{local}")
            foreign = [it for it in values if it not in self._ids and not str(it).startswith((CONCEPT, SCHEME))]
            categories += [DataCategory(CATEGORY + local, _text(value)) for value in foreign]
        return categories

    def _relations(self, subject: "Node", categories: list[DataCategory]) -> list[Relation]:
        found: set[tuple[RelationKind, str]] = set()
        for kind, name in RELATIONS.items():
            for target in self._objects(subject, name):
                if target_id := self._target(target):
                    found.add((kind, target_id))
                elif not name.startswith("skos:"):
                    categories.append(DataCategory(name.replace(":", "/"), str(target)))
        for narrower in self._graph.subjects(self._name(iri("skos:narrower")), subject):
            if target_id := self._target(narrower):
                found.add((RelationKind.BROADER, target_id))
        return [Relation(kind, target) for kind, target in sorted(found)]

    def _target(self, target: "Node") -> str:
        """The concept id of what a relation leads to; it may be outside the file if it is ours."""
        if target in self._ids:
            return self._ids[target]
        name = str(target)
        return name.removeprefix(CONCEPT) if name.startswith(CONCEPT) else ""

    def _provenance(self, subject: "Node") -> Provenance:
        return Provenance(
            _moment(self._one(subject, "dct:created")),
            self._one(subject, "dct:creator"),
            _moment(self._one(subject, "dct:modified")),
            self._one(subject, "dct:contributor"),
        )


def _text(value: Any) -> str:
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _line(value: Any) -> str:
    return _SPACES.sub(" ", str(value)).strip()


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
