"""Many processes that write to one term base for a minute: 8 to a SQLite file, 32 to a PostgreSQL database.

    python benchmarks/writers.py [--seconds 60] [--sqlite 8] [--postgresql 32]

Prints how much was written, and compares what the writers were told with what is there: a write that is lost, there
twice or by half ends it with status 1. PostgreSQL is started as the tests start it, but with all its safety; the
variable ZHENGMING_TEST_POSTGRESQL names another server.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from termbase.locations import Location, locate
from termbase.store import create_termbase
from tests.postgresql import NoServer, running
from tests.termbase.writers import write_at_once


def main() -> int:
    """Measure both, and return the exit status."""
    parser = argparse.ArgumentParser(description="many writers at one term base")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--sqlite", type=int, default=8, metavar="WRITERS")
    parser.add_argument("--postgresql", type=int, default=32, metavar="WRITERS")
    arguments = parser.parse_args()
    faults = 0
    if arguments.sqlite:
        with tempfile.TemporaryDirectory() as folder:
            faults += measure("SQLite", locate(f"{folder}/terms.db"), arguments.sqlite, arguments.seconds)
    if arguments.postgresql:
        try:
            with running(durable=True) as server:
                name = server.create()
                url = locate(server.url_of(name))
                faults += measure("PostgreSQL", url, arguments.postgresql, arguments.seconds)
                server.drop(name)
        except NoServer as error:
            print(f"PostgreSQL: {error}", file=sys.stderr)
    return 1 if faults else 0


def measure(kind: str, location: Location, writers: int, seconds: float) -> int:
    """Print what many writers did to a new term base; returns how many faults there are."""
    create_termbase(location)
    outcome = write_at_once(location, writers, seconds)
    print(f"{kind}: {outcome}", flush=True)
    print(*outcome.faults[:20], sep="\n", end="\n" if outcome.faults else "")
    return len(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
