"""What time does to findings, whichever rule they come from.

A listed rendering that was right on the article's day, or at the time that its sentence speaks of, is no finding of
another rule either: what a ruling of 2015 superseded is no literal rendering in a text of 2014. A rendering that was
accepted at another time only is not suggested.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from glossary.articles.article import Article
from glossary.articles.shadow import fold
from glossary.findings import Finding
from glossary.index.renderings import Renderings
from glossary.periods import Period, holds_on
from glossary.rules.rule import Circumstances

_AROUND: Final = 120
"""How far before and after a finding a listed rendering that holds it is looked for, in characters."""


def timely(article: Article, findings: Iterable[Finding], circumstances: Circumstances, own: str) -> Iterator[Finding]:
    """The findings that hold at their time, with the suggestions that do; the rule ``own`` has seen to the first."""
    renderings, day = circumstances.terms.renderings, circumstances.day
    folded = article.shadow.folded.decode("latin-1")
    ruled = {form: since for form, since in renderings.ruled.items() if form in folded}
    for finding in findings:
        if not (ruled and finding.concept and finding.rule != own and _was_right(article, finding, ruled, day)):
            yield _with_suggestions_of(finding, renderings, day)


def _was_right(article: Article, finding: Finding, ruled: dict[str, str], day: str) -> bool:
    """Whether the span lies in a listed rendering that had not been ruled against at its time.

    ``ruled`` are such renderings, folded, each with the day of the ruling.
    """
    shadow = article.shadow
    start, end = shadow.folded_offset(finding.start), shadow.folded_offset(finding.end)
    first = max(0, start - _AROUND)
    around = shadow.folded[first : end + _AROUND].decode("latin-1")
    for form, since in ruled.items():
        position = around.find(form)
        while position >= 0:
            holds = first + position <= start and end <= first + position + len(form)
            if holds and (since > day or _is_of_before(article, finding, since)):
                return True
            position = around.find(form, position + 1)
    return False


def _is_of_before(article: Article, finding: Finding, ruled: str) -> bool:
    """Whether the sentence speaks of a time before the ruling."""
    from glossary.rules.sentence_dates import speaks_of_before  # few renderings were right once

    return speaks_of_before(article, finding.start, finding.end, ruled)


def _with_suggestions_of(finding: Finding, renderings: Renderings, day: str) -> Finding:
    """``finding`` without the suggestions that were accepted at another time only; with all of them where none is left.

    A body that is no more has no name today: what is said of it still names it as it was called.
    """
    dated = renderings.dated.get(finding.concept)
    if not dated:
        return finding
    held = tuple(offer for offer in finding.suggestions if _holds(dated.get(fold(offer).decode("latin-1")), day))
    return finding._replace(suggestions=held) if held and held != finding.suggestions else finding


def _holds(periods: list[Period] | None, day: str) -> bool:
    return periods is None or any(holds_on(period, day) for period in periods)
