"""Draw docs/pictures/lint.svg: what ``zhengming lint docs/example/article.txt`` shows on a terminal.

Run it from the top folder after a change of the report: ``python docs/pictures/draw_lint.py``.
"""

import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from glossary.articles.reading import read_article
from glossary.checker import check
from glossary.index.term_index import index_of
from glossary.report import text
from glossary.report.checked import Checked
from glossary.report.terminal import Palette
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances
from termbase.starter.loader import starter_concepts

ARTICLE = "docs/example/article.txt"
SHOWN = 6
COLUMNS = 110


def draw() -> str:
    """The picture as SVG, with no address in it."""
    index = index_of(starter_concepts())
    article = read_article(ARTICLE)
    findings = check(article, Circumstances(index, "2026-01-01"), RULES)
    report = io.StringIO()
    tally = text.write([Checked(article, findings)], report, palette=Palette(colour=True), columns=COLUMNS)
    blocks = report.getvalue().rstrip("\n").split("\n\n")
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ zhengming lint {ARTICLE}\n"))
    console.print(Text.from_ansi("\n\n".join(blocks[:SHOWN])))
    console.print(Text(f"\n[… {len(blocks) - SHOWN} more …]\n{text.summary(tally)}", style="dim"))
    svg = console.export_svg(title="zhengming lint", unique_id="lint")
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    # Viewers have no common idea of how wide a Chinese character is; forcing a width squeezes it.
    return re.sub(r' textLength="[^"]*"', "", svg)


if __name__ == "__main__":
    Path("docs/pictures/lint.svg").write_text(draw(), encoding="utf-8")
