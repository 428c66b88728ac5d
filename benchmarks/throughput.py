"""How many megabytes a second the checker reads, on one core, beside codespell and typos on the same files.

    python benchmarks/throughput.py [--megabytes 100] [--files 1000] [--once] [--text FILE ...]

The corpus is made here: paragraphs drawn from the texts given (UTF-8), or made of the definitions of the built-in
glossary with a few paragraphs of the example article among them, so that there is something to find. A drawn paragraph
comes again in other files, and zhengming remembers what it judged; with --once each stands in one file only. Every
program runs as a user would run it, on one core where the system can pin it (taskset); files lie in the system's
temporary folder.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from peers import require

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--once", action="store_true", help="every paragraph once, however many megabytes that makes")
    parser.add_argument("--text", nargs="*", type=Path, default=[])
    parser.add_argument("--skip-slow", action="store_true", help="leave out codespell, which takes minutes")
    options = parser.parse_args()
    paragraphs = [p for path in options.text for p in path.read_text(encoding="utf-8").split("\n\n")] or own_prose()
    with tempfile.TemporaryDirectory() as folder:
        lay = once(paragraphs, options.files) if options.once else drawn(paragraphs, options.megabytes, options.files)
        size = lay_corpus(Path(folder), lay)
        print(f"{size / 1e6:.1f} MB in {len(list(Path(folder).iterdir()))} files, one core")
        commands = {
            "zhengming": [require("zhengming"), "lint", "--output", str(Path(folder) / ".report"), folder],
            "typos": [require("typos"), "--threads", "1", "--format", "silent", folder],
            "codespell": [require("codespell"), folder],
        }
        if options.skip_slow:
            del commands["codespell"]
        rates = {name: size / 1e6 / seconds(command) for name, command in commands.items()}
    for name, rate in rates.items():
        print(f"{name:10} {rate:7.1f} MB/s   {rate / rates['typos']:5.2f} x typos")


def own_prose() -> list[str]:
    """Paragraphs of the project's own English."""
    from termbase.starter.loader import starter_concepts

    definitions = [
        definition.text for c in starter_concepts() for section in c.sections for definition in section.definitions
    ]
    random.Random(1).shuffle(definitions)
    paragraphs = [" ".join(definitions[at : at + 6]) for at in range(0, len(definitions), 6)]
    return paragraphs + (ROOT / "docs/example/article.txt").read_text(encoding="utf-8").split("\n\n")[:2]


def drawn(paragraphs: list[str], megabytes: float, files: int) -> Iterator[list[str]]:
    """For each file paragraphs drawn at random."""
    rng = random.Random(2)
    for _ in range(files):
        parts: list[str] = []
        length = 0
        while length < megabytes * 1e6 / files:
            paragraph = rng.choice(paragraphs)
            parts.append(paragraph)
            length += len(paragraph.encode()) + 2
        yield parts


def once(paragraphs: list[str], files: int) -> Iterator[list[str]]:
    """For each file its share of the paragraphs."""
    different = list(dict.fromkeys(paragraphs))
    return (different[number::files] for number in range(min(files, len(different))))


def lay_corpus(folder: Path, contents: Iterable[list[str]]) -> int:
    """Fill ``folder`` and return how many bytes there are."""
    total = 0
    for number, parts in enumerate(contents):
        content = "\n\n".join(parts).encode()
        (folder / f"{number:04}.txt").write_bytes(content)
        total += len(content)
    return total


def seconds(command: list[str]) -> float:
    pinned = ["taskset", "-c", "0", *command] if shutil.which("taskset") else command
    start = time.perf_counter()
    done = subprocess.run(pinned, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    elapsed = time.perf_counter() - start
    if b"Traceback" in done.stderr:
        sys.exit(done.stderr.decode(errors="replace"))
    return elapsed


if __name__ == "__main__":
    main()
