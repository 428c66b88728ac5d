"""Fit the judgement of missing-rendering on likely literal renderings, and write glossary/alignment/missing.json.

    python benchmarks/fit_missing.py PARALLEL [PARALLEL ...]

Examples of literal renderings are those that the built-in glossary deprecates, each held against its own Chinese term;
examples of the opposite are what the rule finds in the place of terms in good translations. PARALLEL are files of such:
JSON lines with the Chinese under ``zh`` and the English under ``ref``, or tables of two columns, Chinese and English,
separated by tabs, with a heading. Traditional characters are read as Simplified ones. Needs scikit-learn (the extra
``benchmark``).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from glossary.alignment import likelihood
from glossary.alignment.aligning import align
from glossary.alignment.counterparts import Seeker, Words, simplified
from glossary.alignment.missing import Missed
from glossary.alignment.oddness import oddness
from glossary.articles.reading import parse_article
from glossary.articles.shadow import fold
from glossary.index.term_index import TermIndex, cached_index
from glossary.lemmas import tokens
from termbase.concepts import Concept, Evidence
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH
from termbase.fingerprints import fingerprint
from termbase.locations import BUILTIN, locate
from termbase.starter.loader import starter_concepts

DAY = "2026-01-01"
MOST_A_CONCEPT = 2
SHARE = 0.6
"""What all literal renderings together count against one of the others."""
OUTPUT = Path(likelihood.__file__).with_name(likelihood.MODEL)

Properties = tuple[float, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parallel", nargs="+", type=Path)
    options = parser.parse_args()
    index = cached_index(fingerprint(locate(BUILTIN)), starter_concepts)
    listed = [example for concept in starter_concepts() for example in listed_renderings(concept, index)]
    good = [
        example
        for path in options.parallel
        for english, chinese in pairs(path)
        for example in (in_good_translation(english, chinese, index))
    ]
    values = np.array([numbers for _, numbers in listed] + good, float)
    labels = np.array([1] * len(listed) + [0] * len(good))
    counts = Counter(concept for concept, _ in listed)
    weights = np.array([1 / max(1, counts[concept] / MOST_A_CONCEPT) for concept, _ in listed])
    weights *= SHARE * len(good) / weights.sum()
    centre, spread = values.mean(axis=0), values.std(axis=0)
    model = LogisticRegression(max_iter=2000)
    model.fit((values - centre) / spread, labels, sample_weight=np.concatenate([weights, np.ones(len(good))]))
    slopes = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (slopes * centre).sum())
    table = {"properties": likelihood.NAMES, "weights": [round(float(it), 4) for it in slopes], "bias": round(bias, 4)}
    OUTPUT.write_text(json.dumps(table) + "\n", encoding="utf-8")
    report(values @ slopes + bias, labels)


def listed_renderings(concept: Concept, index: TermIndex) -> Iterator[tuple[str, Properties]]:
    """The id of a concept and the properties of each of its deprecated renderings."""
    chinese = concept.preferred(CHINESE_SIMPLIFIED)
    terms = index.source_terms
    whole = (hit for hit in terms.hits(chinese) if hit.end - hit.start == len(chinese))
    numbers = (number for hit in whole for number in terms.numbers(hit.pattern))
    number = next((it for it in numbers if terms.record(it)["concept"] == concept.id), None)
    if number is None:
        return
    seeker = Seeker(terms)
    for term in concept.terms(ENGLISH):
        if not term.status.accepted and term.match.evidence is not Evidence.SOURCE:
            folded = fold(term.text)
            starts, ends, _ = tokens(folded)
            words = [folded[start:end].decode("latin-1") for start, end in zip(starts, ends, strict=True)]
            found = seeker.seek(chinese, number, Words(words, 0, frozenset()))
            if found:
                odd = oddness(words[found.first : found.last], index.calques)
                yield concept.id, likelihood.properties(found, chinese, odd)


def in_good_translation(english: str, chinese: str, index: TermIndex) -> Iterator[Properties]:
    """The properties of whatever is taken for a rendering of a term in a good translation."""
    article = parse_article("good.txt", english)
    source = align(article, parse_article("good.zh.txt", simplified(chinese)), index.source_terms)
    missed = Missed(article, source, index)
    for missing in missed.find(DAY):
        if missing.counterpart and missing.counterpart.explained:
            words = missed.words(missing.counterpart)
            yield likelihood.properties(missing.counterpart, missing.occurrence.form, oddness(words, index.calques))


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The English and the Chinese of each passage of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        for line in map(json.loads, lines):
            yield line["ref"], line["zh"]
    else:
        for line in lines[1:]:
            chinese, english, *_ = line.split("\t")
            yield english, chinese


def report(
    sums: "np.ndarray[tuple[int], np.dtype[np.float64]]", labels: "np.ndarray[tuple[int], np.dtype[np.int_]]"
) -> None:
    """Print what share of the listed renderings lies above a few probabilities, and how many of the others."""
    for probability in (0.5, 0.6, 0.7, 0.8, 0.9):
        above = sums >= np.log(probability / (1 - probability))
        found, wrong = (above & (labels == 1)).sum() / (labels == 1).sum(), (above & (labels == 0)).sum()
        print(f"{probability:.1f}: {found:.3f} of {(labels == 1).sum()} listed, {wrong} of {(labels == 0).sum()} good")


if __name__ == "__main__":
    main()
