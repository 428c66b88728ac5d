"""The ``text`` report, for people: the place, the line with a mark under the span, the correction and its ruling.

article.txt:1:78: error: industrial chain supply chain is ... [deprecated-term]
  ... into the "dual chain" ecological construction pilot ...
                ^^^^^^^^^^
  产业链供应链 → industrial and supply chains
  ruling: CPC, Report to the 20th CPC National Congress (2022-10-16)
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.terminal import Palette, counted, printable, width

if TYPE_CHECKING:
    from glossary.waivers.waiver import Waived

_INDENT: Final = "  "
_OFFERS: Final = 3
_MARGIN: Final = 20
"""How much of the line is shown on each side of a span, in characters, at the least."""


class _Excerpt(NamedTuple):
    before: str
    span: str
    after: str


def write(
    checked: Iterable[Checked], stream: TextIO, *, palette: Palette, columns: int = 100, show_waived: bool = False
) -> Tally:
    """Write each finding and return what was counted; ``columns`` is how wide an excerpt may be."""
    tally = Tally()
    for item in checked:
        tally.add(item)
        stream.writelines(f"{_shown(item.article, finding, palette, columns)}\n\n" for finding in item.findings)
        for waived in item.waived if show_waived else ():
            shown = _shown(item.article, waived.finding, palette, columns, waived)
            stream.write(f"{shown}\n\n")
    return tally


def summary(tally: Tally, *, unread: int = 0, would: bool = False) -> str:
    """One line that says how many files were checked, what was found, and how many places could not be checked.

    ``would`` says that fixes were not made but shown.
    """
    parts = [counted(number, severity) for severity, number in tally.by_severity.items() if number]
    found = ", ".join(parts) or "nothing found"
    asides = (
        (tally.fixes, "would be fixed" if would else "fixed"),
        (tally.waived, "waived"),
        (unread, "could not be checked"),
    )
    more = "".join(f"; {number} {what}" for number, what in asides if number)
    return f"{counted(tally.files, 'file')} checked: {found}{more}"


def _shown(article: Article, finding: Finding, palette: Palette, columns: int, waived: "Waived | None" = None) -> str:
    return "\n".join(_lines(article, finding, palette, columns, waived))


def _lines(
    article: Article, finding: Finding, palette: Palette, columns: int, waived: "Waived | None"
) -> Iterable[str]:
    line, column = article.line_column(finding.start)
    place = palette.place(f"{printable(article.path)}:{line}:{column}:")
    severity = palette.dim("waived:") if waived else palette.severity(finding.severity, f"{finding.severity}:")
    yield f"{place} {severity} {printable(finding.message)} {palette.dim(f'[{finding.rule}]')}"
    excerpt = _excerpt(article, finding, columns - len(_INDENT))
    yield f"{_INDENT}{excerpt.before}{palette.span(excerpt.span)}{excerpt.after}"
    yield f"{_INDENT}{' ' * width(excerpt.before)}{palette.span('^' * max(1, width(excerpt.span)))}"
    if finding.suggestions:
        offers = " | ".join(palette.good(printable(offer)) for offer in finding.suggestions[:_OFFERS])
        lead = f"{printable(finding.zh)} → " if finding.zh else "→ "
        yield f"{_INDENT}{lead}{offers}"
    if finding.source:
        yield f"{_INDENT}{palette.dim(f'ruling: {printable(finding.source)}')}"
    if waived:
        told = f"waived by {waived.by} ({printable(waived.place)}): {printable(waived.reason)}"
        yield f"{_INDENT}{palette.dim(told)}"


def _excerpt(article: Article, finding: Finding, columns: int) -> _Excerpt:
    """The line of a span, cut at words on both sides of the span so that it fits into ``columns``."""
    line, _ = article.line_column(finding.start)
    line_start, line_end = article.line_bounds(line)
    text, start, end = article.text, finding.start, max(finding.start, min(finding.end, line_end))
    longest = max(20, columns - 2 * _MARGIN)
    shown = text[start:end] if end - start <= longest else text[start : start + longest - 1] + "…"
    left = _cut_left(text, line_start, start, max(_MARGIN, (columns - len(shown)) // 2))
    right = _cut_right(text, end, line_end, max(_MARGIN, columns - len(shown) - len(left)))
    return _Excerpt(printable(left), printable(shown), printable(right))


def _cut_left(text: str, start: int, end: int, room: int) -> str:
    """The end of ``text[start:end]`` that fits into ``room``; never copies more, as a line may be very long."""
    if end - start <= room:
        return text[start:end]
    tail = text[end - room + 2 : end]
    head, space, rest = tail.partition(" ")
    return "… " + (rest if space and len(head) < 20 else tail)


def _cut_right(text: str, start: int, end: int, room: int) -> str:
    """The beginning of ``text[start:end]`` that fits into ``room``."""
    if end - start <= room:
        return text[start:end]
    head = text[start : start + room - 2]
    rest, space, tail = head.rpartition(" ")
    return (rest if space and len(tail) < 20 else head) + " …"
