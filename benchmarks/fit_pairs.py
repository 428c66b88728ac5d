"""Fit the judgement of word-for-word and write glossary/alignment/pairs.json.

    python benchmarks/fit_pairs.py PARALLEL [PARALLEL ...] [--trees 150] [--leaves 12]

Examples of literal renderings are the oddest pairs of words of those that the built-in glossary deprecates, each held
against its own Chinese term; examples of the opposite are the pairs found in good translations (PARALLEL, see
benchmarks/fit_missing.py). Needs scikit-learn (the extra ``benchmark``).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from fit_calques import flat
from fit_missing import pairs as passages
from sklearn.ensemble import HistGradientBoostingClassifier

from glossary.alignment import word_pairs
from glossary.alignment.aligning import align
from glossary.alignment.bilingual import SURE
from glossary.alignment.counterparts import simplified
from glossary.alignment.word_pairs import PairReader, WordPair
from glossary.alignment.wordings import Wordings
from glossary.articles.reading import parse_article
from glossary.index.term_index import TermIndex, cached_index
from termbase.concepts import Concept, Evidence
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH
from termbase.fingerprints import fingerprint
from termbase.locations import BUILTIN, locate
from termbase.starter.loader import starter_concepts

MOST_A_CONCEPT = 3
SHARE = 0.33
"""What all literal renderings together count, against all pairs of good translations."""
OUTPUT = Path(word_pairs.__file__).with_name(word_pairs.MODEL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parallel", nargs="+", type=Path)
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("--leaves", type=int, default=12)
    options = parser.parse_args()
    index = cached_index(fingerprint(locate(BUILTIN)), starter_concepts)
    listed = [(concept.id, pair) for concept in starter_concepts() for pair in listed_pairs(concept, index)]
    texts = [text for path in options.parallel for text in passages(path)]
    good = [pair for english, chinese in texts for pair in pairs_of(english, simplified(chinese), index)]
    words = sum(len(english.split()) for english, _ in texts)
    values = np.array([pair.properties for pair in [*(pair for _, pair in listed), *good]], float)
    labels = np.array([1] * len(listed) + [0] * len(good))
    counts = Counter(concept for concept, _ in listed)
    weights = np.array([1 / max(1, counts[concept] / MOST_A_CONCEPT) for concept, _ in listed])
    weights *= SHARE * len(listed) / weights.sum()
    model = HistGradientBoostingClassifier(
        max_iter=options.trees,
        max_leaf_nodes=options.leaves,
        learning_rate=0.05,
        min_samples_leaf=100,
        l2_regularization=5,
        random_state=1,
    )
    model.fit(values, labels, sample_weight=np.concatenate([weights, np.ones(len(good))]))
    table = {**flat(model), "properties": word_pairs.NAMES}
    OUTPUT.write_text(json.dumps(table) + "\n", encoding="utf-8")
    report(model.predict_proba(values)[:, 1], labels, words)


def listed_pairs(concept: Concept, index: TermIndex) -> Iterator[WordPair]:
    """The rarest pair of each deprecated rendering of a concept, held against its Chinese."""
    chinese = concept.preferred(CHINESE_SIMPLIFIED)
    for term in concept.terms(ENGLISH):
        if chinese and not term.status.accepted and term.match.evidence is not Evidence.SOURCE:
            found = list(pairs_of(term.text, chinese, index))
            if found:
                yield min(found, key=lambda pair: pair.properties[word_pairs.NAMES.index("least weight")])


def pairs_of(english: str, chinese: str, index: TermIndex) -> Iterator[WordPair]:
    """The odd pairs of a passage."""
    article = parse_article("text.txt", english)
    reader = PairReader(article.shadow.folded, Wordings(article), index.lexicon, index.calques)
    if len(chinese) > len(english):
        return
    for sentence in align(article, parse_article("text.zh.txt", chinese), index.source_terms).pairs:
        if sentence.confidence >= SURE:
            yield from reader.pairs(chinese[slice(*sentence.source)], sentence)


def report(scores: Any, labels: Any, words: int) -> None:
    for probability in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        found, wrong = (scores[labels == 1] >= probability).mean(), (scores[labels == 0] >= probability).sum()
        print(
            f"{probability:.1f}: {found:.3f} of {(labels == 1).sum()} listed, {1000 * wrong / words:.2f} in 1,000 words"
        )


if __name__ == "__main__":
    main()
