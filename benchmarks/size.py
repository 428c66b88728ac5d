"""A million terms in one file: import with history and search index, search, opening; beside raw inserts in one run.

    python benchmarks/size.py [TERMS]

Writes to a temporary folder. A third as many concepts as terms: one Chinese term with its pinyin, two English terms.
"""

import argparse
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from glossary.collecting import uncollected
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.importing.applying import import_concepts
from termbase.locations import locate
from termbase.store import create_termbase, open_store

TERMS = 1_000_000
QUERIES = 300
VOWELS = ("ā", "án", "ǎng", "è", "ēn", "í", "iǎn", "iàn", "ōng", "ú")
CONSONANTS = "bcdfghjklmnpqrstwxyz"
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3500)]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("terms", nargs="?", type=int, default=TERMS, help="how many terms (default: %(default)s)")
    number = parser.parse_args().terms // 3
    with tempfile.TemporaryDirectory() as folder:
        raw = timed(lambda: insert_raw(Path(folder, "raw.db"), number))
        place = locate(str(Path(folder, "terms.db")))
        create_termbase(place)
        taken = timed(lambda: fill(place, number))
        size = place.path.stat().st_size if place.path else 0
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{3 * number:,} terms of {number:,} concepts\n")
        print(f"| raw sqlite3 executemany, one table, no index | {raw:.1f} s | 1 |")
        print(f"| import, with history and search index | {taken:.1f} s | {taken / raw:.1f} |")
        print(f"| file | {size / 1e6:,.0f} MB | |")
        print(f"| memory of the import at most | {memory:,.0f} MB | |")
        print(f"| opening, in a process that has the modules | {opening(place) * 1000:.1f} ms | |")
        print(f"| `zhengming search` as a command | {command(place) * 1000:.0f} ms | |\n")
        print("| search for | median | 95th percentile |\n|---|---|---|")
        for kind, queries in searches(number).items():
            median, late = percentiles(place, queries)
            print(f"| {kind} | {median * 1000:.2f} ms | {late * 1000:.2f} ms |")


def concepts(number: int) -> Iterator[Concept]:
    """Different concepts, the same ones at every run."""
    chance = random.Random(20)
    words = ["".join(chance.choices("etaoinshrdlucmfwypvbgk", k=chance.randint(3, 10))) for _ in range(20_000)]
    syllables = {char: chance.choice(CONSONANTS) + chance.choice(VOWELS) for char in CHARACTERS}
    for place in range(number):
        chinese = "".join(chance.choices(CHARACTERS, k=chance.randint(2, 6)))
        english = [" ".join(chance.choices(words, k=chance.randint(2, 4))) for _ in range(2)]
        pinyin = " ".join(syllables[char] for char in chinese)
        bad = Term(f"{english[1]} {place}", AdministrativeStatus.DEPRECATED, reason="literal")
        sections = (
            LanguageSection("zh-Hans", (Term(chinese, pinyin=pinyin),)),
            LanguageSection("en", (Term(english[0]), bad)),
        )
        yield Concept(f"{english[0].replace(' ', '-')}-{place}", "economy", sections)


def fill(place: object, number: int) -> None:
    """Import the concepts as a command would."""
    with uncollected(), open_store(place, what="import") as store:  # type: ignore[arg-type]
        import_concepts(store, concepts(number))


def insert_raw(path: Path, number: int) -> None:
    """The same terms as bare rows."""
    rows = (
        (concept.id, section.language, term.text, term.status.value)
        for concept in concepts(number)
        for section in concept.sections
        for term in section.terms
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE term (concept TEXT, language TEXT, text TEXT, status TEXT)")
        connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", rows)
        connection.commit()


def searches(number: int) -> dict[str, list[str]]:
    """Queries of each kind, made of terms that are there."""
    chance = random.Random(7)
    sample = [it for place, it in enumerate(concepts(min(number, 20_000))) if not place % 7][: 4 * QUERIES]
    chinese = [it.preferred("zh-Hans") for it in sample]
    pinyin = [it.terms("zh-Hans")[0].pinyin for it in sample]
    long = [text for text in chinese if len(text) > 3]
    return {
        "three Chinese characters": [text[1:4] for text in long],
        "a whole Chinese term": long,
        "an English word": [chance.choice(it.preferred("en").split()) for it in sample],
        "two English words": [" ".join(it.preferred("en").split()[:2]) for it in sample],
        "pinyin": ["".join(it.split()[:3]) for it in pinyin],
        "two Chinese characters": [text[:2] for text in chinese],
        "one Chinese character": [text[0] for text in chinese],
        "initials": ["".join(syllable[0] for syllable in it.split()) for it in pinyin],
        "two letters": [it.preferred("en")[:2] for it in sample],
    }


def percentiles(place: object, queries: list[str]) -> tuple[float, float]:
    """Median and 95th percentile of a search for a page of a list, in seconds."""
    with open_store(place, read_only=True) as store:  # type: ignore[arg-type]
        times = sorted(timed(partial(store.find_listed, query, limit=50)) for query in queries[:QUERIES])
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def opening(place: object) -> float:
    """The median of opening a term base and reading its revision, in seconds."""
    times = sorted(timed(lambda: open_once(place)) for _ in range(20))
    return times[len(times) // 2]


def open_once(place: object) -> None:
    """Open the term base and ask the least of it."""
    with open_store(place, read_only=True) as store:  # type: ignore[arg-type]
        assert store.revision


def command(place: object) -> float:
    """The median of the command from start to end, in seconds."""
    search = [sys.executable, "-c", "from glossary.cli.main import run; run()", "search", "链条", "--termbase"]
    line = [*search, str(place.path)]  # type: ignore[attr-defined]
    times = sorted(timed(lambda: subprocess.run(line, capture_output=True, check=False)) for _ in range(5))
    return times[2]


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
