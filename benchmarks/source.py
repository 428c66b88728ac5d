"""How many megabytes of Chinese the checker reads beside a translation, in a second of processor time.

    python benchmarks/source.py [--megabytes 2] [--source-only] [--pairs EN.txt ZH.txt ...]

The corpus is made of the pairs of texts given (UTF-8, alternating English and Chinese), or here: sentences around the
terms of the built-in glossary with their accepted renderings, one in fifty rendered otherwise. All rules run, on one
core where the system can pin it; the cache of the compiled term base is warm. It also says whether jieba was loaded.
"""

import argparse
import gc
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from glossary.alignment.aligning import align
from glossary.articles.reading import parse_article
from glossary.checker import check
from glossary.index.term_index import TermIndex, cached_index
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances, Rule
from glossary.stored import concepts_of
from termbase.concepts import Concept
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH
from termbase.fingerprints import fingerprint
from termbase.locations import locate

NEED_SOURCE = ("missing-rendering", "number-mismatch", "deprecated-term")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--pairs", nargs="*", type=Path, default=[])
    parser.add_argument("--source-only", action="store_true", help="only the rules that need the source")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    location = locate("builtin")
    index = cached_index(fingerprint(location), lambda: concepts_of(location))
    texts = list(given(options.pairs)) or list(made(list(concepts_of(location)), options.megabytes))
    rules = tuple(rule for rule in RULES if not options.source_only or rule.name in NEED_SOURCE)
    run(texts[:1], index, rules)  # what is read from the cache once is read here
    gc.freeze()  # the concepts that the corpus was made of are not the checker's
    start = time.process_time()
    found = run(texts, index, rules)
    elapsed = time.process_time() - start
    chinese = sum(len(source.encode()) for _, source in texts) / 1e6
    loaded = "loaded" if "jieba" in sys.modules else "not loaded"
    print(f"{chinese:.2f} MB of Chinese in {len(texts)} articles: {chinese / elapsed:.2f} MB/s, {found} findings")
    print(f"jieba {loaded}")


def run(texts: list[tuple[str, str]], index: TermIndex, rules: tuple[Rule, ...]) -> int:
    """Check every pair and return how many findings there are."""
    found = 0
    for english, chinese in texts:
        article = parse_article("a.txt", english)
        source = align(article, parse_article("a.zh.txt", chinese), index.source_terms)
        found += len(check(article, Circumstances(index, "2026-01-01", source), rules))
    return found


def given(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Pairs of English and Chinese texts."""
    for english, chinese in zip(paths[::2], paths[1::2], strict=True):
        yield english.read_text(encoding="utf-8"), chinese.read_text(encoding="utf-8")


def made(concepts: list[Concept], megabytes: float) -> Iterator[tuple[str, str]]:
    """Articles of a hundred paragraphs until there is enough Chinese."""
    rng = random.Random(1)
    terms = [(c.preferred(CHINESE_SIMPLIFIED), c.preferred(ENGLISH)) for c in concepts]
    size = 0
    while size < megabytes * 1e6:
        paragraphs = [paragraph(rng, terms) for _ in range(100)]
        english, chinese = ("\n\n".join(texts) for texts in zip(*paragraphs, strict=True))
        size += len(chinese.encode())
        yield english, chinese


def paragraph(rng: random.Random, terms: list[tuple[str, str]]) -> tuple[str, str]:
    """A paragraph in English and in Chinese."""
    english, chinese = [], []
    for _ in range(4):
        (one, first), (other, second) = rng.sample(terms, 2)
        number = rng.randrange(11, 999)
        if rng.random() < 0.02:
            first = "that matter"
        chinese.append(f"会议指出，过去一年各地围绕{one}开展工作，共有{number}万人参加，为{other}打下了更好的基础。")
        english.append(
            f"The meeting noted that over the past year all localities worked on {first}, that {number * 10},000 people"
            f" took part, and that a better basis was laid for {second}."
        )
    return " ".join(english), "".join(chinese)


if __name__ == "__main__":
    main()
