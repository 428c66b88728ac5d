"""How often a near miss of an official name is a mistake, by the confidence that ``misspelt-name`` gives it.

    python benchmarks/near_names.py [ARTICLE ...]

The deprecated names of the built-in glossary are the mistakes: each is looked for as if nobody had listed it. Its
admitted names are the counterproof: each is left out in turn and looked for beside the others of its concept. Most of
those that are reported so are in the glossary and therefore silent in use; they stand for the right names that it does
not have. In good articles, given as files, everything that is reported is wrong.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from glossary.articles.reading import parse_article
from glossary.articles.shadow import fold, shadow
from glossary.index.names import NAMES, Names
from glossary.index.part import compiled
from glossary.index.term_index import index_of
from glossary.names.grading import Grade, grade
from glossary.names.likeness import likenesses, stretches, words_in
from glossary.names.surroundings import goes_on, goes_on_with_and, is_someone_elses
from glossary.names.words import words_of
from glossary.rules import misspelt_name
from glossary.rules.rule import Circumstances
from termbase.concepts import Concept
from termbase.fields import ENGLISH
from termbase.starter.loader import starter_concepts


class Partial(Names):
    """Names of which some are hidden for a while."""

    hidden: frozenset[int] = frozenset()

    def with_stem(self, stem: str) -> list[int]:
        """The numbers of the names that hold a word and are not hidden."""
        return [number for number in super().with_stem(stem) if number not in self.hidden]


def main(paths: list[str]) -> None:
    """Print the table."""
    concepts = list(starter_concepts())
    names = Partial(compiled(NAMES, concepts))
    by_concept: dict[str, list[int]] = {}
    for number in range(names.count):
        by_concept.setdefault(names.concept(names.name(number).concept)["concept"], []).append(number)
    right, elsewhere, spared = Counter[float](), Counter[float](), Counter[float]()
    mistakes = 0
    for concept, text in _deprecated(concepts, by_concept):
        mistakes += 1
        for found, graded in _reported(text, names):
            (right if found == concept else elsewhere)[graded.confidence] += 1
    for numbers in by_concept.values():
        for number in numbers:
            stems = names.name(number).stems
            names.hidden = frozenset(other for other in numbers if names.name(other).stems == stems)
            spared.update(graded.confidence for _, graded in _reported(names.name(number).text, names))
    print(f"{mistakes} deprecated names, {names.count} accepted ones")
    print("confidence   mistakes found   ... for another name   admitted names reported when left out")
    for confidence in sorted({*right, *elsewhere, *spared}):
        print(f"{confidence:10.2f} {right[confidence]:16} {elsewhere[confidence]:22} {spared[confidence]:39}")
    circumstances = Circumstances(index_of(concepts), "2026-01-01")
    for path in paths:
        for finding in misspelt_name.check(parse_article(path, Path(path).read_text(encoding="utf-8")), circumstances):
            print(f"{path}: {finding.confidence} {finding.text!r} for {finding.suggestions[0]!r}")


def _deprecated(concepts: list[Concept], by_concept: dict[str, list[int]]) -> Iterator[tuple[str, str]]:
    for concept in concepts:
        if concept.id in by_concept:
            for term in concept.terms(ENGLISH):
                if not term.status.accepted:
                    yield concept.id, term.text


def _reported(name: str, names: Names) -> Iterator[tuple[str, Grade]]:
    """What would be reported of a name in a plain sentence: the concept that is taken to be meant, and the grade."""
    raw = shadow(f"The {name} was read out.").raw
    for start, end in stretches(raw):
        words = [word._replace(start=word.start + start, end=word.end + start) for word in words_in(raw[start:end])]
        for likeness in likenesses(tuple(word.stem for word in words), names):
            first, last = words[likeness.first].start, words[likeness.last].end
            official = names.name(likeness.name)
            graded = grade(likeness.difference, words_of(fold(raw[first:last].decode("latin-1"))), official)
            whole = not (goes_on(raw, first, last) or is_someone_elses(raw, first, last))
            if graded and whole and not (likeness.difference.odd and goes_on_with_and(raw, last)):
                yield names.concept(official.concept)["concept"], graded
                return


if __name__ == "__main__":
    main(sys.argv[1:])
