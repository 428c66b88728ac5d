"""Which concept of the term base an incoming one is: by id, then by Chinese term and subject field."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from termbase.concepts import Concept
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL
from termbase.reader import Reader
from termbase.search import fold


@dataclass(frozen=True, slots=True)
class Match:
    """What an incoming concept is in the term base: ``stored``, or None for none, or one of ``rivals``."""

    stored: Concept | None = None
    rivals: tuple[str, ...] = ()


class Matcher:
    """Matches the concepts of one file, batch by batch.

    Two concepts of a file are never the same stored one: what one of them is, no other can be.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._any_stored = reader.count() > 0
        self._claimed: set[str] = set()

    def claim(self, concept_id: str) -> None:
        """Say that a concept of the file goes in under this id."""
        self._claimed.add(concept_id)

    def claimed(self, concept_id: str) -> bool:
        """Whether a concept of the file is, or goes in as, the one with this id."""
        return concept_id in self._claimed

    def match(self, batch: list[Concept], taken: Collection[str] | None = None) -> list[Match]:
        """What each concept of a batch is, in their order; those found are claimed.

        ``taken`` are the ids of stored concepts among theirs, where the caller knows them.
        """
        wanted = [concept.id for concept in batch if taken is None or concept.id in taken]
        stored = self._reader.some(wanted) if wanted else {}
        by_id = [self._by_id(concept, stored) for concept in batch]
        rest = [concept for concept, found in zip(batch, by_id, strict=True) if found is None]
        candidates = self._candidates(rest) if rest and self._any_stored else {}
        return [
            Match(found) if found else self._by_term(concept, candidates)
            for concept, found in zip(batch, by_id, strict=True)
        ]

    def _by_id(self, concept: Concept, stored: Mapping[str, Concept]) -> Concept | None:
        own = stored.get(concept.id)
        if own is None or own.id in self._claimed or not akin(own, concept):
            return None
        self._claimed.add(own.id)
        return own

    def _by_term(self, concept: Concept, candidates: Mapping[str, list[Concept]]) -> Match:
        found = {
            it.id: it
            for text in set(_chinese(concept))
            for it in candidates.get(text, ())
            if it.id not in self._claimed and _same_field(it, concept)
        }
        exact = [it for it in found.values() if it.subject_field == concept.subject_field]
        options = exact or list(found.values())
        if len(options) > 1:
            return Match(rivals=tuple(sorted(it.id for it in options)))
        for it in options:
            self._claimed.add(it.id)
            return Match(it)
        return Match()

    def _candidates(self, concepts: list[Concept]) -> dict[str, list[Concept]]:
        """The stored concepts that have a Chinese term of one of ``concepts``, by that term."""
        wanted = {text for concept in concepts for text in _chinese(concept)}
        found: dict[str, list[Concept]] = {}
        for candidate in self._reader.with_text(wanted):
            for text in wanted.intersection(_chinese(candidate)):
                found.setdefault(text, []).append(candidate)
        return found


def akin(stored: Concept, incoming: Concept) -> bool:
    """Whether two concepts with one id can be the same: they share a term, or one of them has none."""
    ours, theirs = (set(_names(concept)) for concept in (stored, incoming))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _names(concept: Concept) -> Iterator[str]:
    for section in concept.sections:
        for term in section.terms:
            yield fold(term.text)
            yield from map(fold, term.look_up_forms)


def _chinese(concept: Concept) -> Iterator[str]:
    """The accepted Chinese terms in either script, folded."""
    for language in (CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL):
        for term in concept.terms(language):
            if term.status.accepted:
                yield fold(term.text)


def _same_field(stored: Concept, incoming: Concept) -> bool:
    """Whether the subject fields agree, or one of the two has none."""
    return len({it.subject_field.casefold() for it in (stored, incoming)} - {""}) < 2
