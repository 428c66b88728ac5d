"""Show how an article is aligned with its source: pair by pair, each side on its own lines."""

from typing import Final, TextIO

from glossary.alignment.bilingual import SURE, AlignedPair, Bilingual
from glossary.articles.article import Article
from glossary.report.terminal import Palette, printable

_NOTHING: Final = "(nothing)"
_SURE_MARK, _UNSURE_MARK = "=", "?"


def write(article: Article, source: Bilingual, stream: TextIO, *, palette: Palette) -> None:
    """Write the pairs of sentences of ``article`` in its order; ``?`` marks those whose alignment is not sure."""
    stream.write(f"{palette.place(printable(article.path))} {_SURE_MARK} {palette.place(printable(source.path))}\n")
    for paragraph in source.paragraphs:
        stream.write("\n")
        for pair in _sentences(source, paragraph):
            mark = _SURE_MARK if pair.confidence >= SURE else _UNSURE_MARK
            line, _ = article.line_column(pair.target.start)
            stream.write(f"{mark} {_shown(source.text[slice(*pair.source)])}\n")
            stream.write(f"  {_shown(article.text[slice(*pair.target)])}\n")
            stream.write(f"  {palette.dim(f'line {line}, {pair.confidence:.0%} sure')}\n")
    stream.write("\n")


def _sentences(source: Bilingual, paragraph: AlignedPair) -> list[AlignedPair]:
    """The pairs within a pair of paragraphs, in the order of the target."""
    first, last = paragraph.target
    start, end = paragraph.source
    return [
        pair
        for pair in (source.pairs if first == last else source.pairs_at(first, last))
        if first <= pair.target.start
        and pair.target.end <= last
        and start <= pair.source.start <= pair.source.end <= end
    ] or [paragraph]


def _shown(text: str) -> str:
    return printable(" ".join(text.split())) or _NOTHING
