"""A rendering that the term base deprecates, or that a newer ruling superseded, stands in the text.

## What it does

Looks for every deprecated and superseded English term of the term base, in any inflection, case, hyphenation, British
or American spelling, and through damage such as `high -quality`. A bad form inside a longer accepted phrase is left
alone. A term that is bad only in the policy sense says what has to be seen before it counts: nothing (`always`), one
of its context words near it (`context`), or the Chinese term in the source (`source`, which needs `--source`). With
the source at hand, the Chinese term stands for a context word too, and a finding whose term is not there is doubted.

What was ruled on a certain day does not count in an article that is older (`--date`, or `date` in its front matter),
nor in a sentence or a quotation that speaks of an earlier time: *One Belt, One Road* is right in *In 2014 the paper
wrote of One Belt, One Road*, and a superseded name in a text of its time.

## Why it matters

Official texts have one rendering for a policy term. A literal one hides which policy is meant, or says something else:
*industrial chain supply chain* is two nouns, not the coordinated whole that the Party congress report names.

## Bad

> Improve the toughness of the industrial chain supply chain.

## Good

> Improve the resilience of industrial and supply chains.

## What is suggested

The preferred rendering first, then the admitted ones, in the number and the case of what they replace, with the
document that fixes it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from glossary.articles.article import Article
from glossary.calques.company import is_translated_literally
from glossary.findings import Finding
from glossary.index.matching import leftmost_longest
from glossary.index.renderings import Hit, beyond_latin, capitals
from glossary.inflections import FORMS, MODIFIER, PLURAL
from glossary.periods import holds_on
from glossary.rules.calquing import concerns_china, judged_text
from glossary.rules.evidence import stands_near
from glossary.rules.rule import Circumstances, Rule
from glossary.suggesting import fits, next_word
from glossary.words import FUNCTION_WORDS

_CONFIDENCE: Final = {"always": 0.95, "context": 0.8}
_PENDING: Final = {"context": 0.7, "source": 0.65}


class _Decided(NamedTuple):
    """A hit and what it stands for: its span in the folded text, the record, and the form it stands in.

    The evidence of a pending one has not been seen.
    """

    start: int
    end: int
    record: dict[str, Any]
    form: str
    pending: bool


def check(article: Article, circumstances: Circumstances) -> Iterable[Finding]:
    """Findings for the bad renderings in ``article``."""
    return _found(article, circumstances._replace(usage=None))


@lru_cache(maxsize=1)  # other rules ask what is listed in the same article
def _found(article: Article, circumstances: Circumstances) -> tuple[Finding, ...]:
    return tuple(_find(article, circumstances))


def _find(article: Article, circumstances: Circumstances) -> Iterator[Finding]:
    certain, pending = _hits(article, circumstances)
    if pending and _is_translated_literally(article, circumstances, len(certain)):
        certain = list(leftmost_longest(sorted([*certain, *pending], key=lambda it: (it.start, -it.end))))
    for hit in certain:
        yield _finding(article, hit)
    if circumstances.source:
        from glossary.rules.source_evidence import found_by_source  # only with a source

        yield from found_by_source(article, circumstances, RULE)


def is_literal(article: Article, circumstances: Circumstances) -> bool:
    """Whether an article without its source is so full of literal renderings that what may be one is one."""
    certain, _ = _hits(article, circumstances)
    return _is_translated_literally(article, circumstances, len(certain))


def _hits(article: Article, circumstances: Circumstances) -> tuple[list[_Decided], list[_Decided]]:
    """The hits that count by themselves, none overlapping another, and those that may count in a literal article."""
    hits = circumstances.terms.renderings.candidates(article.shadow.folded, circumstances.day)
    decided = [_decide(article, circumstances, hit) for hit in hits]
    certain = leftmost_longest([it for it in decided if it and not it.pending])
    return list(certain), [it for it in decided if it and it.pending]


def _decide(article: Article, circumstances: Circumstances, hit: Hit) -> _Decided | None:
    """The first meaning of a hit that its evidence bears out, else the first one that may be meant."""
    renderings, day, possible = circumstances.terms.renderings, circumstances.day, None
    for number, form in renderings.postings(hit.pattern):
        record = renderings.record(number)
        if holds_on((record["from"], record["to"]), day) and _may_hold(article, hit, record):
            decided = _Decided(hit.start, hit.end, record, FORMS[form], pending=False)
            if _is_borne_out(article, hit, record):
                return decided
            if not possible and _may_count_later(article, decided):
                possible = decided._replace(pending=True)
    return possible


def _may_count_later(article: Article, hit: _Decided) -> bool:
    """Whether a hit without evidence may count where the article is literal: two content words, no name inflected."""
    words = article.shadow.folded[hit.start : hit.end].decode("latin-1").split()
    several = sum(word not in FUNCTION_WORDS for word in words) > 1
    inflected_name = hit.form == PLURAL and hit.record["term"].istitle()
    return several and not inflected_name and hit.record["severity"] != "suggestion"


def _is_borne_out(article: Article, hit: Hit, record: dict[str, Any]) -> bool:
    """Whether a hit needs no evidence but itself, or has it near."""
    evidence = record["evidence"]
    near = evidence == "context" and stands_near(article.shadow.folded, hit.start, hit.end, record["context"])
    return evidence == "always" or near


def _is_translated_literally(article: Article, circumstances: Circumstances, certain: int) -> bool:
    """Whether so much of an article is literal that a rendering of several words counts without its evidence."""
    if circumstances.source or not concerns_china(article):
        return False
    judged = judged_text(article, circumstances)
    return is_translated_literally(_CONFIDENCE["always"] * certain + judged.evidence, judged.words)


def _may_hold(article: Article, hit: Hit, record: dict[str, Any]) -> bool:
    """Whether nothing about a hit speaks against it; what speaks for it is another matter."""
    if record["capitals"] or record["foreign"]:
        start, end = article.shadow.span(hit.start, hit.end)
        text = article.text[start:end]
        if record["capitals"] and capitals(text) != record["capitals"]:
            return False
        if beyond_latin(text) != record["foreign"]:
            return False
    folded = article.shadow.folded
    if record["alone"] and (_modifies(folded, hit.end) or folded[hit.end : hit.end + 1] == b"-"):
        return False
    return not (record["from"] and _speaks_of_before(article, hit, record["from"]))


def _speaks_of_before(article: Article, hit: Hit, ruled: str) -> bool:
    """Whether the sentence speaks of a time before the ruling."""
    from glossary.rules.sentence_dates import speaks_of_before  # few renderings were right once

    return speaks_of_before(article, *article.shadow.span(hit.start, hit.end), ruled)


def _finding(article: Article, hit: _Decided) -> Finding:
    record = hit.record
    folded = article.shadow.folded
    start, end = article.shadow.span(hit.start, hit.end)
    text = article.text[start:end]
    form = MODIFIER if hit.form == "base" and not record["verb"] and _modifies(folded, hit.end) else hit.form
    offered = record["suggestions"].get(form) or record["suggestions"].get(hit.form, [])
    return Finding(
        start=start,
        end=end,
        text=text,
        rule=RULE.name,
        severity="warning" if hit.pending else record["severity"] or RULE.severity,
        confidence=(_PENDING if hit.pending else _CONFIDENCE)[record["evidence"]],
        message=_message(record),
        suggestions=fits(offered, text, record["term"], folded, hit.start),
        concept=record["concept"],
        zh=record["zh"],
        source=record["source"],
        fixable=bool(offered) and record["evidence"] == "always",
    )


def _modifies(folded: bytes, end: int) -> bool:
    """Whether the noun phrase that ends at ``end`` seems to stand before the noun that it modifies."""
    word = next_word(folded, end)
    return bool(word) and word not in FUNCTION_WORDS and not word.endswith(("ly", "ed"))


def _message(record: dict[str, Any]) -> str:
    ruling = "superseded" if record["status"] == "superseded" else "deprecated"
    lead = (
        f"{record['term']} is a {ruling} rendering of {record['zh']}"
        if record["zh"]
        else f"{record['term']} is {ruling}"
    )
    return f"{lead}. {record['reason']}" if record["reason"] else lead


RULE: Final = Rule(
    name="deprecated-term",
    severity="error",
    rank=2,
    summary="a rendering that the term base deprecates or that a ruling superseded",
    check=check,
    documentation=__doc__ or "",
)
