"""A space is missing, or stands where none belongs, or a quotation mark or bracket is broken.

## What it does

Reports

- a space beside a hyphen inside a word: `Five -Year`, `Beijing -Tianjin -Hebei`, `high- quality`;
- no space after a percentage, a sentence, a comma or a colon, or beside a figure: `30.5%of`, `production.The`,
  `Wuhan,Chengdu`, `Author:21st`, `in2022`, `100yuan`;
- a space before a stop or closing bracket, or after an opening one, and a bracket with no space outside:
  `transfer ,`, `fraud .The`, `( GDP`, `Conference(COP15)`;
- stops, dashes or quotation marks that follow each other: `. ,`, `end..`, `—-on`, `”"`;
- a quotation mark that closes where one should open, or the other way round: `the" Fourteenth`, `links. "Zhang said`,
  `"road loans "fraud`, `”four confidences“`;
- a bracket without its partner in the paragraph, and, as a suggestion, a quotation mark without one;
- full-width punctuation, letters and figures, the comma of Chinese lists: `growth，`, `fairs、forums`, `《Opinions》`.

Dashes, options, negative numbers, addresses, file names, units, suspended hyphens (*short- and long-term*),
enumerations (*a)*, *1)*), quotations that go on in the next paragraph, and Chinese text are left alone.

## Why it matters

Machine translation moves spaces around hyphens and quotation marks and takes over Chinese punctuation. A reader
stumbles, a search for *Five-Year Plan* finds nothing, and other tools no longer see the term.

## Bad

> In 2021 it made up 30.5%of regional GDP in the "14th Five -Year Plan" period.

## Good

> In 2021 it made up 30.5% of regional GDP in the "14th Five-Year Plan" period.
"""

from collections.abc import Callable, Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.wide import holds_wide_characters
from glossary.findings import Finding
from glossary.rules.broken_marks import brackets, quotation_marks
from glossary.rules.broken_stops import after_colon, after_percent, beside_figures, spaced_hyphens, stops
from glossary.rules.faults import Fault
from glossary.rules.rule import Circumstances, Rule

_CONFIDENCE: Final = 0.9


def check(article: Article, _circumstances: Circumstances) -> Iterator[Finding]:
    """Findings for each misplaced space or broken mark in ``article``."""
    faults = [fault for look in _LOOKS for fault in look(article)]
    faults.sort(key=lambda fault: (fault.start, -fault.end))
    reach = 0
    for fault in faults:
        rest = fault if fault.start >= reach else _behind(article, fault, reach)
        if rest:
            reach = rest.end
            yield _finding(article, rest)


def _behind(article: Article, fault: Fault, reach: int) -> Fault | None:
    """What remains of a fault when the words before ``reach`` belong to another one; they have to stay as they are."""
    shared = article.text[fault.start : reach]
    if reach >= fault.end or not fault.remedy.startswith(shared):
        return None
    return fault._replace(start=reach, remedy=fault.remedy[len(shared) :])


def _finding(article: Article, fault: Fault) -> Finding:
    return Finding(
        start=fault.start,
        end=fault.end,
        text=article.text[fault.start : fault.end],
        rule=RULE.name,
        severity=RULE.severity if fault.certain else "suggestion",
        confidence=_CONFIDENCE if fault.certain else 0.5,
        message=fault.message,
        suggestions=(fault.remedy,) if fault.remedy else (),
        fixable=fault.certain and bool(fault.remedy),
    )


def _wide_characters(article: Article) -> Iterator[Fault]:
    if holds_wide_characters(article):
        from glossary.rules.chinese_punctuation import wide_characters  # its patterns are slow to compile

        yield from wide_characters(article)


_LOOKS: Final[tuple[Callable[[Article], Iterator[Fault]], ...]] = (
    spaced_hyphens,
    after_percent,
    beside_figures,
    stops,
    after_colon,
    brackets,
    quotation_marks,
    _wide_characters,
)

RULE: Final = Rule(
    name="broken-spacing",
    severity="warning",
    rank=4,
    summary="a missing or misplaced space, a broken quotation mark or bracket, full-width punctuation",
    check=check,
    documentation=__doc__ or "",
)
