"""A baseline: the findings of an earlier run, which are not reported again.

A file in JSON. A finding is known by the article's path, its rule, its text and the words around it, not by its line,
so that text may come and go before it; what stands twice is listed with its count. Where only the words on one side
have changed it is still the same.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

from glossary.articles.article import Article
from glossary.errors import UsageError
from glossary.findings import Finding

VERSION: Final = 1
_WORDS_AROUND: Final = 3
_WINDOW: Final = 120
_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")


class Known(NamedTuple):
    """One finding as a baseline knows it; ``path`` is relative to the baseline's folder, with ``/`` between folders."""

    path: str
    rule: str
    text: str
    before: str
    after: str


class Baseline(NamedTuple):
    """The known findings of a baseline by the path of their article, and how often each may occur."""

    path: str
    known: dict[str, dict[Known, int]]


def known_finding(article: Article, finding: Finding, folder: str) -> Known:
    """What a baseline in ``folder`` keeps of a finding."""
    before = _WORD.findall(article.text[max(0, finding.start - _WINDOW) : finding.start])[-_WORDS_AROUND:]
    after = _WORD.findall(article.text[finding.end : finding.end + _WINDOW])[:_WORDS_AROUND]
    text = " ".join(finding.text.split())
    return Known(_relative(article.path, folder), finding.rule, text, " ".join(before), " ".join(after))


def in_baseline(article: Article, findings: Iterable[Finding], baseline: Baseline) -> tuple[set[Finding], int]:
    """Which of the findings are known, and how many that the baseline knows of this article occur no more."""
    folder = str(Path(baseline.path).parent)
    left = Counter(baseline.known.get(_relative(article.path, folder), {}))
    if not left:
        return set(), 0
    keyed = [(finding, known_finding(article, finding, folder)) for finding in findings]
    covered: set[Finding] = set()
    for ignored in ((), ("after",), ("before",)):
        alike: dict[Known, list[Known]] = {}
        for known in left:
            alike.setdefault(_without(known, ignored), []).append(known)
        for finding, key in keyed:
            same = next((known for known in alike.get(_without(key, ignored), ()) if left[known]), None)
            if finding not in covered and same:
                left[same] -= 1
                covered.add(finding)
    return covered, left.total()


def read_baseline(path: str) -> Baseline:
    """The baseline in a file; raises ``UsageError`` for a file that is missing or no baseline."""
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            content: Any = json.load(file)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise UsageError(path, f"cannot be read ({reason})", "make it with --write-baseline") from error
    except ValueError as error:
        raise UsageError(path, f"is no baseline ({error})", "make it anew with --write-baseline") from None
    version = content.get("version") if isinstance(content, dict) else None
    if version != VERSION or not isinstance(content.get("findings"), list):
        raise UsageError(path, f"is no baseline of version {VERSION}", "make it anew with --write-baseline")
    known: dict[str, dict[Known, int]] = {}
    for number, entry in enumerate(content["findings"], start=1):
        key, count = _entry(f"{path}: finding {number}", entry)
        of_article = known.setdefault(key.path, {})
        of_article[key] = of_article.get(key, 0) + count
    return Baseline(path, known)


def write_baseline(found: Iterable[Known], stream: TextIO) -> int:
    """Write a baseline, one finding a line in a fixed order, and return how many it knows."""
    counts = Counter(found)
    lines = [json.dumps({**key._asdict(), "count": counts[key]}, ensure_ascii=False) for key in sorted(counts)]
    stream.write(f'{{"version": {VERSION}, "findings": [')
    stream.writelines(f"{',' if number else ''}\n{line}" for number, line in enumerate(lines))
    stream.write("\n]}\n" if lines else "]}\n")
    return counts.total()


def _entry(place: str, entry: Any) -> tuple[Known, int]:
    values = entry if isinstance(entry, dict) else {}
    texts: list[Any] = [values.get(name) for name in Known._fields]
    count = values.get("count", 1)
    if not all(isinstance(text, str) for text in texts) or type(count) is not int or count < 1:
        raise UsageError(place, "is no finding of a baseline", "make it anew with --write-baseline")
    return Known(*texts), count


def _without(known: Known, ignored: tuple[str, ...]) -> Known:
    """``known`` with the words on the ignored sides left out."""
    return known._replace(**dict.fromkeys(ignored, ""))


def _relative(path: str, folder: str) -> str:
    if path == "-":
        return path
    return os.path.relpath(path, folder or os.curdir).replace(os.sep, "/")
