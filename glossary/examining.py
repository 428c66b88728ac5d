"""Examine one article: read it, check it, sift what is found; the work that ``lint`` does for each file."""

from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.articles.article import COMMENT_MARK, Article
from glossary.articles.reading import read_article
from glossary.checker import check
from glossary.errors import ArticleError, ConfigError
from glossary.findings import Finding, severity_rank
from glossary.index.part import Part
from glossary.index.term_index import LINTED, TermIndex
from glossary.report.checked import Checked
from glossary.rules.rule import Circumstances, Rule
from glossary.usage import Usage
from termbase.errors import ZhengmingError

if TYPE_CHECKING:
    from glossary.alignment.bilingual import Bilingual
    from glossary.config import Config
    from glossary.waivers.sieve import Sieve


class Terms(NamedTuple):
    """On what terms articles are examined.

    ``floor`` is the rank of the least severity and ``least_confidence`` the least confidence that is reported; ``day``
    the day that was asked for, or nothing, and ``today`` the one that holds where an article gives no date itself;
    ``source`` is where the Chinese of the articles is, as ``glossary.sources`` reads it; ``usage`` counts how the
    run renders concepts, where that was asked for.
    """

    rules: tuple[Rule, ...]
    floor: int
    least_confidence: float
    day: str
    today: str
    stdin_name: str = ""
    source: str = ""
    sieve: "Sieve | None" = None
    mends: bool = False
    usage: Usage | None = None


def settled_terms(config: "Config", today: str) -> Terms:
    """The terms that the settings alone make; raises ``ConfigError`` for settings that leave no rule, and
    ``UsageError`` for a baseline that cannot be read.
    """
    from glossary.rules.registry import RULES
    from glossary.waivers.sieve import sieve_of

    rules = [rule for rule in RULES if not config.select or rule.name in config.select]
    rules = [rule for rule in rules if rule.name not in config.ignore]
    if not rules:
        raise ConfigError(config.path, "leaves no rule to check by", "zhengming rules lists them")
    return Terms(
        rules=tuple(rules),
        floor=severity_rank(config.min_severity),
        least_confidence=config.min_confidence,
        day="",
        today=today,
        source=config.source,
        sieve=sieve_of(config, config.baseline, today),
    )


class Examined(NamedTuple):
    """What came of one file: it was checked, or there was a problem.

    ``notes`` are worth telling and stop nothing; ``used`` are the places of the waivers in the settings that covered a
    finding; ``stale`` counts what the baseline knows of this file and what occurs no more.
    """

    path: str
    checked: Checked | None = None
    problem: ArticleError | None = None
    notes: tuple[ZhengmingError, ...] = ()
    used: frozenset[str] = frozenset()
    stale: int = 0


def examine(path: str, terms: Terms, index: TermIndex) -> Examined:
    """Read and check the article at ``path``; what makes it unreadable becomes its problem."""
    try:
        article = read_article(path, name=terms.stdin_name if path == "-" else "")
        if terms.mends:
            from glossary.fixing import fixed_article

            fixed, examined = fixed_article(article, lambda draft: _examine(draft, path, terms, index), _fixable)
            return examined._replace(checked=examined.checked and examined.checked._replace(fixed=fixed))
        return _examine(article, path, terms, index)
    except ArticleError as error:
        return Examined(path, problem=error)


def _fixable(examined: Examined) -> list[Finding]:
    return examined.checked.findings if examined.checked else []


def asked_for(terms: Terms, *, with_source: bool) -> tuple[tuple[Part[Any], ...], ...]:
    """The parts of the index that will be needed in any case, when the rules have not been chosen one by one."""
    from glossary.index.source_terms import SOURCE_TERMS
    from glossary.rules.registry import RULES

    if len(terms.rules) < len(RULES):
        return ()
    return (*LINTED, (SOURCE_TERMS,)) if with_source else LINTED


def _examine(article: Article, path: str, terms: Terms, index: TermIndex) -> Examined:
    if not terms.source:
        return judge(article, path, terms, index)
    from glossary.sources import sourced

    source, missing = sourced(article, path, terms.source, index)
    examined = judge(article, path, terms, index, source)
    return examined._replace(notes=(*examined.notes, missing)) if missing else examined


def judge(article: Article, path: str, terms: Terms, index: TermIndex, source: "Bilingual | None" = None) -> Examined:
    """Check an article that was read from ``path``, against its aligned ``source`` if it is given."""
    day, notes = day_of(article, terms)
    found = check(article, Circumstances(index, day, source, terms.usage), terms.rules)
    findings = [finding for finding in found if _counts(finding, terms)]
    if not terms.sieve and not (article.comments and COMMENT_MARK in article.text):
        return Examined(path, Checked(article, findings), notes=notes)
    from glossary.waivers.sieve import Sieve, sift

    sifted = sift(article, findings, terms.sieve or Sieve())
    reported = [finding for finding in sifted.reported if _counts(finding, terms)]
    checked = Checked(article, reported, tuple(sifted.waived))
    return Examined(path, checked, notes=notes, used=sifted.used, stale=sifted.stale)


def _counts(finding: Finding, terms: Terms) -> bool:
    return severity_rank(finding.severity) >= terms.floor and finding.confidence >= terms.least_confidence


def day_of(article: Article, terms: Terms) -> tuple[str, tuple[ZhengmingError, ...]]:
    """The day whose rulings hold for an article, and a note where its own date cannot be read."""
    if terms.day or not article.dated:
        return terms.day or terms.today, ()
    from glossary.articles.front_matter import first_day

    day = first_day(article.dated)
    if day:
        return day, ()
    problem = f"the date {article.dated!r} in its front matter is not understood, so it is judged as of {terms.today}"
    return terms.today, (ArticleError(article.path, problem, "write YYYY-MM-DD"),)
