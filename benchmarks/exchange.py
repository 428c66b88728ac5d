"""How long large TBX files take to write, read and import, and in how much memory, beside Translate Toolkit's reader.

    python benchmarks/exchange.py [--concepts 100000] [--formats tbx-basic tbx-v2]

Concepts with three terms each are made here and written; then each file is read alone, imported into a new term base,
and, where it is of TBX v2, read by Translate Toolkit (its TBX class, which takes the file whole). Every figure is of
a process of its own: seconds by the clock and of the processor, and the most memory that it held.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from peers import require

sys.path.insert(0, str(Path(__file__).parents[1]))

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Source,
    Term,
)

_MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_SOURCE = Source("Report to the 20th CPC National Congress", date="2022", locator="section 3")
_TOOLKIT = """
import sys
from translate.storage.tbx import tbxfile
with open(sys.argv[1], "rb") as stream:
    file = tbxfile.parsefile(stream)
file.setsourcelanguage("zh-CN")
file.settargetlanguage("en")
print(sum(bool(unit.source and unit.target) for unit in file.units), "entries with both terms")
"""


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    processor: float
    megabytes: float
    told: str


def main() -> None:
    """Measure, or be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concepts", type=int, default=100_000)
    parser.add_argument("--formats", nargs="+", default=["tbx-basic", "tbx-v2"])
    parser.add_argument("--do", choices=("write", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do:
        globals()[options.do](options.formats[0], options.file, options.concepts)
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in options.formats:
            measure(name, Path(folder), options.concepts)


def measure(name: str, folder: Path, count: int) -> None:
    """Print what a file of this format costs."""
    path = folder / f"{name}.tbx"
    base = folder / f"{name}.db"
    own = [sys.executable, __file__, "--formats", name, "--file", str(path), "--concepts", str(count), "--do"]
    report(name, "write", cost([*own, "write"]))
    print(f"{name:12} {path.stat().st_size / 1e6:.0f} MB, {count:,} concepts")
    report(name, "read", cost([*own, "read"]))
    zhengming = require("zhengming")
    cost([zhengming, "init", "--empty", "--termbase", str(base)])
    report(name, "import", cost([zhengming, "import", str(path), "--format", name, "--termbase", str(base)]))
    if name == "tbx-v2" and find_spec("translate") is None:
        print("translate-toolkit is not installed: pip install -c constraints.txt -e '.[benchmark]'", file=sys.stderr)
    elif name == "tbx-v2":
        report(name, "translate-toolkit", cost([sys.executable, "-c", _TOOLKIT, str(path)]))


def report(name: str, what: str, spent: Cost) -> None:
    """Print one line."""
    figures = f"{spent.seconds:7.1f} s  {spent.processor:7.1f} s of the processor  {spent.megabytes:6.0f} MB"
    print(f"{name:12} {what:18} {figures}   {spent.told}", flush=True)


def cost(command: list[str]) -> Cost:
    """Run a command and say what it took; an error ends the benchmark."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read().strip()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command[:4])} …: {said}")
    told = said.splitlines()[-1] if said else ""
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, told)


def write(name: str, path: str, count: int) -> None:
    """Write a file of so many concepts."""
    from termbase.exchange.formats import format_named
    from termbase.exchange.values import WriteOptions

    with Path(path).open("wb") as stream:
        print(format_named(name).write(concepts(count), stream, WriteOptions()).written, "concepts")


def read(name: str, path: str, _: int) -> None:
    """Read the file and count what it gives."""
    from termbase.exchange.formats import format_named

    with Path(path).open("rb") as stream:
        kinds = [0, 0]
        for item in format_named(name).read(stream, path):
            kinds[isinstance(item, Concept)] += 1
    print(f"{kinds[1]} concepts, {kinds[0]} problems")


def concepts(count: int) -> Iterator[Concept]:
    """Concepts with three terms, some of which refer back and some forward."""
    for number in range(count):
        yield Concept(
            f"concept-{number}",
            "economy",
            tuple(sections(number)),
            tuple(relations(number, count)),
            ("a note on the concept",),
            Provenance(_MOMENT, "Li", _MOMENT, "Wang"),
        )


def sections(number: int) -> Iterator[LanguageSection]:
    """One Chinese term and two English ones."""
    yield LanguageSection(
        "zh-Hans", (Term(f"产业链{number}", pinyin="chǎn yè liàn", part_of_speech=PartOfSpeech.NOUN),)
    )
    terms = (
        Term(f"industrial chain {number}", part_of_speech=PartOfSpeech.NOUN, sources=(_SOURCE,)),
        Term(f"industry line {number}", AdministrativeStatus.DEPRECATED, reason="A line is no chain."),
    )
    yield LanguageSection("en", terms, (Definition("The stages of making a product and selling it.", _SOURCE),))


def relations(number: int, count: int) -> Iterator[Relation]:
    """A broader concept before it for every third, a related one behind it for every tenth."""
    if number % 3 == 1:
        yield Relation(RelationKind.BROADER, f"concept-{number - 1}")
    if number % 10 == 0 and number + 7 < count:
        yield Relation(RelationKind.RELATED, f"concept-{number + 7}")


if __name__ == "__main__":
    main()
