"""Fit the judgement of predicted-calque and write glossary/prediction/calques.json.

    python benchmarks/fit_calques.py ENGLISH [ENGLISH ...] [--trees 60] [--leaves 12]

What is learned from: the renderings that the built-in glossary deprecates, held against their own terms, as examples of
literal renderings; phrases in good English, held against whatever term explains them, as examples of the opposite.
ENGLISH are files of it: official translations, ordinary prose, as text or as JSON lines with the English under ``ref``.
Prints, for concepts left out of the fit (five-fold), what share of the listed renderings is found at how many
false alarms in a hundred thousand words. Needs scikit-learn (the extra ``benchmark``).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from glossary.articles.shadow import fold, shadow
from glossary.calques.finder import Finder, Held
from glossary.calques.reading import Reading
from glossary.calques.weighing import Scales
from glossary.index.calques import CALQUES, Calques
from glossary.index.part import compiled
from glossary.prediction import scoring
from glossary.prediction.properties import GLANCED, NAMES
from glossary.prediction.scoring import Forest
from termbase.concepts import Concept, Evidence
from termbase.fields import ENGLISH
from termbase.starter.loader import starter_concepts

FOLDS = 5
MOST_A_CONCEPT = 2
DENSITY = 0.025
CLOSE = 0.3
LOST_AT_A_GLANCE = 0.01
ALARMS = (5, 10, 20, 50, 100)
OUTPUT = Path(scoring.__file__).with_name(scoring.MODEL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("english", nargs="+", type=Path)
    parser.add_argument("--trees", type=int, default=60)
    parser.add_argument("--leaves", type=int, default=12)
    options = parser.parse_args()
    concepts = list(starter_concepts())
    tables = Calques(compiled(CALQUES, concepts))
    scales = Scales(tables, Forest(0.0, (), (), (), (), ()))
    listed = [(values, crc32(name.encode())) for name, values in listed_renderings(concepts, tables, scales)]
    prose = [(path.name, text) for path in options.english for text in texts(path)]
    words, good = good_phrases(prose, tables, scales)
    values = np.array([properties for properties, _ in listed + good])
    labels = np.array([1] * len(listed) + [0] * len(good))
    groups = np.array([group % FOLDS for _, group in listed + good])
    weights = np.array([*example_weights([group for _, group in listed], words), *([1.0] * len(good))])
    print(f"{len(listed)} listed renderings, {len(good)} phrases of {words} words of good English")

    def fitted(chosen: Any) -> Any:
        model = HistGradientBoostingClassifier(
            max_iter=options.trees,
            max_leaf_nodes=options.leaves,
            learning_rate=0.2,
            min_samples_leaf=20,
            random_state=1,
        )
        return model.fit(values[chosen], labels[chosen], sample_weight=weights[chosen])

    left_out = np.zeros(len(labels))
    for fold_number in range(FOLDS):
        inside = groups == fold_number
        left_out[inside] = fitted(~inside).predict_proba(values[inside])[:, 1]
    report(left_out, labels, words)
    whole = fitted(np.full(len(labels), True))
    table = {**flat(whole), "glance": glance_at(values, whole.predict_proba(values)[:, 1] >= CLOSE)}
    OUTPUT.write_text(json.dumps(table) + "\n", encoding="utf-8")
    print(f"wrote {OUTPUT.name}, {OUTPUT.stat().st_size} bytes")


def example_weights(concepts: list[int], words: int) -> list[float]:
    """What each listed rendering counts: a concept with many counts no more than one with a few.

    All together they count as much as a machine translation of so many words has literal renderings, roughly.
    """
    counts = Counter(concepts)
    weights = [1 / max(1, counts[concept] / MOST_A_CONCEPT) for concept in concepts]
    factor = DENSITY * words / sum(weights)
    return [weight * factor for weight in weights]


def listed_renderings(
    concepts: list[Concept], tables: Calques, scales: Scales
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Concept and properties of the longest phrase of each deprecated rendering, held against its own Chinese."""
    for concept in concepts:
        for term in concept.terms(ENGLISH):
            if term.status.accepted or term.match.evidence is Evidence.SOURCE:
                continue
            own = [
                (held.last - held.first, properties)
                for held, properties in unclaimed(fold(term.text), tables, scales)
                if tables.record(tables.form(held.wording.form).record)["concept"] == concept.id
            ]
            if own:
                yield concept.id, max(own)[1]


def good_phrases(
    prose: list[tuple[str, str]], tables: Calques, scales: Scales
) -> tuple[int, list[tuple[tuple[float, ...], int]]]:
    """How many words there are, and the properties of every phrase that some term explains, with a group to fold by."""
    words, found = 0, []
    for number, (name, text) in enumerate(prose):
        words += len(text.split())
        group = crc32(f"{name} {number}".encode())
        found += [(properties, group) for _, properties in unclaimed(shadow(text).folded, tables, scales)]
    return words, found


def unclaimed(folded: bytes, tables: Calques, scales: Scales) -> Iterator[tuple[Held, tuple[float, ...]]]:
    """The phrases of a text that no accepted rendering claims, with their properties."""
    finder = Finder(Reading(folded, tables), tables, scales)
    for held in finder.phrases():
        properties = scales.properties(held.wording)
        if properties and not finder.is_claimed(held):
            yield held, properties


def texts(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["ref"] for line in content.splitlines())
    else:
        yield content


def glance_at(values: Any, worth_it: Any) -> dict[str, Any]:
    """The weights of ``glossary.prediction.scoring.Glance``: a line that parts what the forest finds from the rest."""
    seen = values[:, [NAMES.index(name) for name in GLANCED]]
    line = LogisticRegression(max_iter=2000).fit(seen, worth_it)
    sums = seen @ line.coef_[0]
    least = np.quantile(sums[worth_it], LOST_AT_A_GLANCE)
    return {"weights": [round(float(it), 4) for it in line.coef_[0]], "least": round(float(least), 4)}


def report(scores: Any, labels: Any, words: int) -> None:
    false = np.sort(scores[labels == 0])[::-1]
    for alarms in ALARMS:
        threshold = false[min(len(false) - 1, int(alarms * words / 100_000))]
        share = (scores[labels == 1] > threshold).mean()
        print(f"{alarms:4} alarms in 100,000 words: {share:.3f} found, from {threshold:.3f} on")


def flat(model: Any) -> dict[str, Any]:
    """The trees of a fitted model as the arrays of ``glossary.prediction.scoring.Forest``."""
    roots, asks, values, follows = [], [], [], []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        offset = len(asks)
        # Children of one node have to lie side by side.
        order, queue = [], [0]
        places: dict[int, int] = {0: 0}
        while queue:
            node = queue.pop(0)
            order.append(node)
            if not nodes[node]["is_leaf"]:
                for child in (int(nodes[node]["left"]), int(nodes[node]["right"])):
                    places[child] = len(places)
                    queue.append(child)
        roots.append(offset)
        for node in order:
            entry = nodes[node]
            leaf = bool(entry["is_leaf"])
            asks.append(-1 if leaf else int(entry["feature_idx"]))
            values.append(round(float(entry["value"] if leaf else entry["num_threshold"]), 5))
            follows.append(0 if leaf else offset + places[int(entry["left"])])
    highest = [
        max(v for v, a in zip(values[i:j], asks[i:j], strict=True) if a < 0) for i, j in pairwise([*roots, len(asks)])
    ]
    return {
        "properties": list(NAMES),
        "ceilings": [round(sum(highest[at:]), 5) for at in range(len(roots))],
        "base": float(model._baseline_prediction[0, 0]),
        "roots": roots,
        "asks": asks,
        "values": values,
        "follows": follows,
    }


if __name__ == "__main__":
    main()
