"""``zhengming lint --show-alignment``: how articles are aligned with their sources, in place of findings."""

import sys

from glossary.articles.reading import read_article
from glossary.cli.command import CLEAN, COULD_NOT_RUN
from glossary.errors import ArticleError, UsageError
from glossary.examining import Terms
from glossary.index.term_index import TermIndex
from glossary.report import alignment
from glossary.report.terminal import Palette, printable, wants_colour
from glossary.sources import sourced
from termbase.errors import ZhengmingError


def show_alignments(paths: list[str], terms: Terms, index: TermIndex, problems: list[ZhengmingError]) -> int:
    """Show the alignment of each article; the exit status says whether all could be read."""
    if not terms.source:
        raise UsageError("--show-alignment", "needs the Chinese", "give --source FILE or a pattern")
    palette = Palette(colour=wants_colour(sys.stdout))
    for path in paths:
        try:
            article = read_article(path, name=terms.stdin_name if path == "-" else "")
            found = sourced(article, path, terms.source, index)
        except ArticleError as error:
            problems.append(error)
            continue
        if found.source:
            alignment.write(article, found.source, sys.stdout, palette=palette)
        elif found.note:
            problems.append(found.note)
    sys.stdout.flush()
    for problem in problems:
        print(f"zhengming: {printable(str(problem))}", file=sys.stderr)
    return COULD_NOT_RUN if problems else CLEAN
