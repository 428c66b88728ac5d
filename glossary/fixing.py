"""Apply suggestions to an article: only those that can replace their span as they are, and until nothing changes."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeVar

from glossary.articles.article import Article
from glossary.articles.reading import MARKDOWN_SUFFIXES, parse_article
from glossary.findings import Finding
from glossary.inflections import PLURAL
from glossary.morphology import noun_phrase_number

_MOST_ROUNDS: Final = 8
_MARKUP: Final = frozenset("*_`~[]<>\\|#")
_CONSONANT_SOUND: Final = re.compile(r"uni(?![mn])|us[eu]|ut[io]|eu|onc?e\b", re.IGNORECASE)
_VOWEL_SOUND: Final = re.compile(r"[aeiou]|hour|honest|honou?r|heir", re.IGNORECASE)
_WORD_BEFORE: Final = re.compile(r"([A-Za-z]+)\s+$")
_WORD_AFTER: Final = re.compile(r"\s+([A-Za-z]+)")
_OF_SINGULARS: Final = (
    frozenset("a an this that each every one another either".split()),
    frozenset("is was has does itself".split()),
)
_OF_PLURALS: Final = (
    frozenset("these those many several few both two three four five".split()),
    frozenset("are were have do themselves".split()),
)
"""Words that stand before, and words that stand after, a noun phrase in one number only."""
_LINE_BREAK: Final = re.compile(r"[ \t]*\r?\n[ \t]*")


class Fix(NamedTuple):
    """One change: offsets in the text before it, the words there, and what takes their place."""

    start: int
    end: int
    text: str
    replacement: str


class Change(NamedTuple):
    """What is told of a fix: where it was made, in lines and columns at that moment, and the words before and after."""

    line: int
    column: int
    rule: str
    text: str
    replacement: str


class Fixed(NamedTuple):
    """The whole text of an article before and after its fixes, and what they changed."""

    before: str
    after: str
    changes: tuple[Change, ...]


_Result = TypeVar("_Result")


def fixed_article(
    article: Article, examine: Callable[[Article], _Result], findings: Callable[[_Result], Iterable[Finding]]
) -> tuple[Fixed, _Result]:
    """Fix ``article`` until nothing fixable is left, and say what examining its last state gave.

    Fixing what is fixed changes nothing: a text that would never settle is left as it was, and one that comes back to
    an earlier state stays in the first of those that come back.
    """
    texts, results = [article.text], [examine(article)]
    changes: list[tuple[Change, ...]] = []
    settled, current = -1, article
    while True:
        fixes = applicable(current, findings(results[-1]))
        if not fixes:
            break
        text = applied(current.text, (fix for fix, _ in fixes))
        if text in texts or len(texts) > _MOST_ROUNDS:
            settled = texts.index(text) if text in texts else 0
            break
        changes.append(tuple(_change(current, fix, finding) for fix, finding in fixes))
        texts.append(text)
        current = parse_article(article.path, text)
        results.append(examine(current))
    made = changes if settled < 0 else changes[:settled]
    flat = tuple(change for round_ in made for change in round_)
    return Fixed(article.text, texts[settled], flat), results[settled]


def applicable(article: Article, findings: Iterable[Finding]) -> list[tuple[Fix, Finding]]:
    """The fixes of ``findings`` that do not touch each other, in their order; of two that overlap, the first."""
    found: list[tuple[Fix, Finding]] = []
    reach = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if not _is_applicable(article, finding):
            continue
        fix = fix_of(article.text, finding, finding.suggestions[0])
        if fix.start >= reach:
            found.append((fix, finding))
            reach = fix.end
    return found


def fix_of(text: str, finding: Finding, suggestion: str) -> Fix:
    """What puts a suggestion in the place of a finding, as it is broken into lines there.

    It takes along an *a* or *an* before it that agreed with the old words and does not with the new.
    """
    replacement = _with_line_break(finding.text, suggestion)
    for article, other in (("a", "an"), ("an", "a"), ("A", "An"), ("An", "A")):
        start = finding.start - len(article) - 1
        is_there = start >= 0 and text[start : finding.start] == f"{article} " and not text[start - 1 : start].isalnum()
        if (
            is_there
            and _wants_an(finding.text) is article.endswith("n")
            and _wants_an(replacement) is other.endswith("n")
        ):
            return Fix(start, finding.end, text[start : finding.end], f"{other} {replacement}")
    return Fix(finding.start, finding.end, finding.text, replacement)


def applied(text: str, fixes: Iterable[Fix]) -> str:
    """``text`` with fixes made that are sorted and do not overlap."""
    pieces, position = [], 0
    for fix in fixes:
        pieces += [text[position : fix.start], fix.replacement]
        position = fix.end
    return "".join([*pieces, text[position:]])


def _is_applicable(article: Article, finding: Finding) -> bool:
    """Whether the first suggestion can stand in for the span: it changes it, and breaks no Markdown open."""
    if not finding.fixable or not finding.suggestions or finding.suggestions[0] == finding.text:
        return False
    if article.path.lower().endswith(MARKDOWN_SUFFIXES) and not _MARKUP.isdisjoint(finding.text):
        return False
    return finding.text == article.text[finding.start : finding.end] and _agrees(article.text, finding)


def _agrees(text: str, finding: Finding) -> bool:
    """Whether the words on both sides still agree: none of them wants the number that the suggestion does not have."""
    old, new = noun_phrase_number(finding.text), noun_phrase_number(finding.suggestions[0])
    if old == new:
        return True
    befores, afters = _OF_SINGULARS if new == PLURAL else _OF_PLURALS
    before = _WORD_BEFORE.search(text, max(0, finding.start - 20), finding.start)
    after = _WORD_AFTER.match(text, finding.end)
    return not (before and before[1].lower() in befores) and not (after and after[1].lower() in afters)


def _wants_an(words: str) -> bool | None:
    """Whether *an* stands before words, by their first sound as far as spelling shows it; None where it does not."""
    word = words.lstrip("\"'\u201c\u2018(").partition(" ")[0]
    if not word[:1].isalpha() or (word.isupper() and len(word) > 1):  # NATO is a word, NDRC is not
        return None
    return not _CONSONANT_SOUND.match(word) and bool(_VOWEL_SOUND.match(word))


def _with_line_break(old: str, new: str) -> str:
    """``new`` with the line break of ``old``, in place of the space that lies nearest to where it was."""
    broken = _LINE_BREAK.search(old)
    spaces = [place for place, char in enumerate(new) if char == " "]
    if not broken or "\n" in new or not spaces:
        return new
    nearest = min(spaces, key=lambda place: abs(place - broken.start()))
    return new[:nearest] + broken[0].strip(" \t") + new[nearest + 1 :]


def _change(article: Article, fix: Fix, finding: Finding) -> Change:
    line, column = article.line_column(fix.start)
    return Change(line, column, finding.rule, fix.text, fix.replacement)
