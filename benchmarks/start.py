"""How long a lint of one article takes, the whole process with a warm cache, beside codespell and typos.

    python benchmarks/start.py [ARTICLE] [ROUNDS]

The programs take turns, so that what else the machine does meets all of them alike. Prints medians and their ratios;
the ratio to codespell is the figure that counts (at most 2.5, the aim is 1).
"""

import sys
from pathlib import Path

from peers import alternate, ratios, require

ARTICLE = "docs/example/article.txt"


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else ARTICLE
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    commands = {
        "zhengming": [require("zhengming"), "lint", article],
        "codespell": [require("codespell"), article],
        "typos": [require("typos"), article],
        "bare python": [sys.executable, "-c", "pass"],
    }
    medians = alternate(commands, rounds)
    print(f"one article of {Path(article).stat().st_size} bytes, {rounds} rounds, cache warm")
    ratios(medians, "codespell")


if __name__ == "__main__":
    main()
