"""How often missing-rendering agrees with whether a reference translation holds a required term.

    python benchmarks/required_terms.py PARAGRAPHS.jsonl [--shown 10]

Each line of the file is an object with ``zh``, ``ref`` and ``terms``: a list of ``{"zh", "en": [...], "in_ref"}``, as
in the data of the WMT terminology tasks. The terms of many paragraphs become one term base, of as many as require the
same renderings of the same terms; the rule reads each reference beside its Chinese; a case agrees when the rule reports
the term exactly where ``in_ref`` is false. Disagreements are counted by kind.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glossary.alignment.aligning import align
from glossary.alignment.readings import readings_of
from glossary.articles.reading import parse_article
from glossary.index.term_index import TermIndex, index_of
from glossary.rules import missing_rendering
from glossary.rules.rule import Circumstances
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term

DAY = "2026-01-01"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("--shown", type=int, default=0, help="examples of each kind of disagreement")
    options = parser.parse_args()
    lines = options.paragraphs.read_text(encoding="utf-8").splitlines()
    paragraphs = [paragraph for paragraph in map(json.loads, lines) if paragraph["terms"]]
    kinds: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for batch in batches(paragraphs):
        index = index_of(concepts(term for paragraph in batch for term in paragraph["terms"]))
        for paragraph in batch:
            for kind, example in judged(paragraph, index):
                kinds[kind] += 1
                examples.setdefault(kind, []).append(example)
    report(kinds, examples, options.shown)


def batches(paragraphs: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Paragraphs in groups of which no two require different renderings of one term."""
    groups: list[tuple[dict[str, set[str]], list[dict[str, Any]]]] = []
    for paragraph in paragraphs:
        required = {term["zh"]: set(term["en"]) for term in paragraph["terms"]}
        for known, held in groups:
            if all(known.get(chinese, english) == english for chinese, english in required.items()):
                known.update(required)
                held.append(paragraph)
                break
        else:
            groups.append((dict(required), [paragraph]))
    return [held for _, held in groups]


def concepts(terms: Any) -> Iterator[Concept]:
    """A concept for each Chinese term, with all its required renderings."""
    renderings: dict[str, dict[str, None]] = {}
    for term in terms:
        renderings.setdefault(term["zh"], {}).update(dict.fromkeys(term["en"]))
    for number, (chinese, english) in enumerate(renderings.items()):
        texts = {" ".join(text.split()): None for text in english}
        first, *others = texts
        admitted = (Term(text, AdministrativeStatus.ADMITTED) for text in others)
        sections = (LanguageSection("zh-Hant", (Term(chinese),)), LanguageSection("en", (Term(first), *admitted)))
        yield Concept(f"term-{number}", sections=sections)


def judged(paragraph: dict[str, Any], index: TermIndex) -> Iterator[tuple[str, str]]:
    """The kind of each case of a paragraph, and what it looks like."""
    article, source = parse_article("ref.txt", paragraph["ref"]), parse_article("zh.txt", paragraph["zh"])
    bilingual = align(article, source, index.source_terms)
    found = list(missing_rendering.check(article, Circumstances(index, DAY, bilingual)))
    reported = {finding.zh for finding in found}
    readings = list(readings_of(bilingual, article, index.source_terms, DAY))
    rendered = {occurrence.form for reading in readings for occurrence in reading.rendered}
    unrendered = {occurrence.form for reading in readings for occurrence in reading.unrendered}
    for term in paragraph["terms"]:
        said = f"{term['zh']} {term['en']}"
        is_missing = term["zh"] in reported
        if is_missing != term["in_ref"]:
            yield "agrees", said
        elif is_missing:
            yield "reported, but the reference holds it", said
        elif term["zh"] in rendered:
            yield "not reported: the rendering stands there in another number, case, spelling or order", said
        elif term["zh"] in unrendered:
            yield "not reported: words of the same stems stand there, or the Chinese is a piece of another word", said
        else:
            yield "not reported: the Chinese stands inside longer terms only", said


def report(kinds: Counter[str], examples: dict[str, list[str]], shown: int) -> None:
    total = sum(kinds.values())
    print(f"{total} cases, {kinds['agrees']} agree: {kinds['agrees'] / max(1, total):.2%}")
    for kind, number in kinds.most_common():
        if kind != "agrees":
            print(f"{number:6} {kind}")
            for example in examples[kind][:shown]:
                print(f"         {example}")


if __name__ == "__main__":
    main()
