"""Precision and recall of the checker by rule and by confidence, on articles that somebody has marked up.

    python benchmarks/measure.py MARKED [MARKED ...] [--good FILE ...] [--write]

A folder MARKED holds ``mt/NAME.txt`` (articles), ``gold/NAME.jsonl`` (spans that a reviser changes: ``confidence`` is
``high`` for certain, anything else counts neither way), ``gold/NAME.neutral.jsonl`` (faults that are no terminology)
and, for the figures with the Chinese source, ``parallel/NAME.zh.txt``. Files named with ``--good`` are good English, in
which every finding is an alarm. ``--write`` renews the tables of docs/measurements.md and the picture of how far the
confidences can be trusted, docs/pictures/reliability.svg.

A finding is right when it overlaps a span of certain gold, and leaves the count when it overlaps another marked span
only; findings of one rule on the same text count once.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from glossary.alignment.aligning import align
from glossary.articles.reading import parse_article, read_article
from glossary.checker import check
from glossary.findings import SEVERITIES, Finding
from glossary.index.term_index import TermIndex, cached_index
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances
from termbase.fingerprints import fingerprint
from termbase.locations import BUILTIN, locate
from termbase.starter.loader import starter_concepts

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "measurements.md"
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
DAY = "2026-01-01"
BANDS = ((0.35, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
START, END = "<!-- figures: renewed by benchmarks/measure.py -->", "<!-- end of figures -->"


class Span(NamedTuple):
    start: int
    end: int
    kind: str
    certain: bool


class Marked(NamedTuple):
    """An article, what a reviser says of it, and its Chinese where there is any."""

    name: str
    text: str
    spans: list[Span]
    source: Path | None


class Judged(NamedTuple):
    """A finding and whether a reviser agrees; None where that is open."""

    finding: Finding
    right: bool | None


class Result(NamedTuple):
    """What was found in a set of articles: each finding once, spans of certain gold by their class, and those found."""

    judged: list[Judged]
    spans: list[str]
    found: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", nargs="+", type=Path)
    parser.add_argument("--good", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true", help="renew the tables and the picture in docs")
    options = parser.parse_args()
    index = cached_index(fingerprint(locate(BUILTIN)), starter_concepts)
    articles = [article for folder in options.marked for article in marked_articles(folder)]
    english = measured(articles, index, with_source=False)
    both = measured([article for article in articles if article.source], index, with_source=True)
    parts = [by_rule("English only", english), by_rule("With the Chinese source", both), by_band(english, both)]
    if options.good:
        parts.append(alarms(options.good, index))
    tables = "\n\n".join(parts)
    print(tables)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.partition(START)[0], page.partition(END)[2]
        PAGE.write_text(f"{before}{START}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
        PICTURE.write_text(picture(english.judged + both.judged), encoding="utf-8")


def marked_articles(folder: Path) -> Iterator[Marked]:
    for gold in sorted((folder / "gold").glob("*.jsonl")):
        if gold.name.endswith((".ok.jsonl", ".neutral.jsonl")):
            continue
        text = (folder / "mt" / f"{gold.stem}.txt").read_bytes().decode("utf-8")
        spans = [Span(it["start"], it["end"], it["class"], it.get("confidence") == "high") for it in lines(gold)]
        neutral = lines(gold.with_name(f"{gold.stem}.neutral.jsonl"))
        spans += [Span(it["start"], it["end"], "neutral", certain=False) for it in neutral]
        source = folder / "parallel" / f"{gold.stem}.zh.txt"
        yield Marked(gold.stem, text, spans, source if source.exists() else None)


def lines(path: Path) -> list[dict[str, object]]:
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in content.splitlines() if line.strip()]


def measured(articles: list[Marked], index: TermIndex, *, with_source: bool) -> Result:
    judged: list[Judged] = []
    spans: list[str] = []
    found: list[str] = []
    for marked in articles:
        article = parse_article(f"{marked.name}.txt", marked.text)
        source = None
        if with_source and marked.source:
            source = align(article, read_article(str(marked.source)), index.source_terms)
        findings = check(article, Circumstances(index, DAY, source), RULES)
        certain = [span for span in marked.spans if span.certain]
        loud = [finding for finding in findings if finding.severity != SEVERITIES[0]]
        spans += [span.kind for span in certain]
        found += [span.kind for span in certain if any(overlap(finding, span) for finding in loud)]
        seen: dict[tuple[str, str], Judged] = {}
        for finding in findings:
            key = finding.rule, finding.text.casefold()
            verdict = judge(finding, marked.spans)
            if key not in seen or verdict:
                seen[key] = Judged(finding, verdict)
        judged += seen.values()
    return Result(judged, spans, found)


def judge(finding: Finding, spans: list[Span]) -> bool | None:
    hit = [span.certain for span in spans if overlap(finding, span)]
    return any(hit) or (None if hit else False)


def overlap(finding: Finding, span: Span) -> bool:
    return finding.start < span.end and span.start < finding.end


def by_rule(title: str, result: Result) -> str:
    rows = [f"### {title}", "", "| rule | right | wrong | precision | suggestions |", "|---|---|---|---|---|"]
    for name in [*(rule.name for rule in RULES), "all"]:
        own = [it for it in result.judged if name in {it.finding.rule, "all"}]
        loud = [it for it in own if it.finding.severity != SEVERITIES[0]]
        right, wrong = sum(it.right is True for it in loud), sum(it.right is False for it in loud)
        soft = len(own) - len(loud)
        if right or wrong or soft:
            shown = f"{right / (right + wrong):.2f}" if right + wrong else ""
            bold = "**" if name == "all" else ""
            rows.append(f"| {bold}{name}{bold} | {right} | {wrong} | {shown} | {soft} |")
    rows += ["", "| kind of fault | marked | found | recall |", "|---|---|---|---|"]
    for kind in [*sorted(set(result.spans)), "all"]:
        marked = sum(kind in {it, "all"} for it in result.spans)
        found = sum(kind in {it, "all"} for it in result.found)
        bold = "**" if kind == "all" else ""
        rows.append(f"| {bold}{kind}{bold} | {marked} | {found} | {found / max(1, marked):.2f} |")
    return "\n".join(rows)


def by_band(*results: Result) -> str:
    rows = ["### How far a confidence can be trusted", "", "| confidence | findings | right |", "|---|---|---|"]
    for low, high, share, count in bands([it for result in results for it in result.judged]):
        shown = f"{share:.2f}" if count else ""
        rows.append(f"| {low:.2f} to {min(high, 1.0):.2f} | {count} | {shown} |")
    return "\n".join(rows)


def bands(judged: list[Judged]) -> list[tuple[float, float, float, int]]:
    """For each band of confidence the share of findings that are right, and how many there are."""
    found = []
    for low, high in BANDS:
        inside = [it.right for it in judged if low <= it.finding.confidence < high and it.right is not None]
        found.append((low, high, sum(inside) / max(1, len(inside)), len(inside)))
    return found


def alarms(paths: list[Path], index: TermIndex) -> str:
    rows = ["### Alarms in good English", "", "| words | errors and warnings | in 1,000 words |", "|---|---|---|"]
    words = loud = 0
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        words += len(re.findall(r"\w+", text))
        found = check(parse_article(path.name, text), Circumstances(index, DAY), RULES)
        loud += sum(finding.severity != SEVERITIES[0] for finding in found)
    rows.append(f"| {words:,} | {loud} | {1000 * loud / max(1, words):.2f} |")
    return "\n".join(rows)


def picture(judged: list[Judged]) -> str:
    """The confidences that were given against the share that was right, as SVG: on the diagonal they agree."""
    size, edge = 360, 46
    inner = size - 2 * edge

    def x(value: float) -> float:
        return edge + inner * value

    def y(value: float) -> float:
        return size - edge - inner * value

    points = [((low + min(high, 1.0)) / 2, share, count) for low, high, share, count in bands(judged) if count]
    line = " ".join(f"{x(at):.1f},{y(share):.1f}" for at, share, _ in points)
    dots = "".join(
        f'<circle cx="{x(at):.1f}" cy="{y(share):.1f}" r="{3 + min(9, count**0.5):.1f}"/>'
        f'<text x="{x(at):.1f}" y="{y(share) - 14:.1f}" text-anchor="middle">{count}</text>'
        for at, share, count in points
    )
    ticks = "".join(
        f'<text x="{x(value):.1f}" y="{size - edge + 16}" text-anchor="middle">{value:.1f}</text>'
        f'<text x="{edge - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.1f}</text>'
        for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="11">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><g fill="#333">{ticks}'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence given</text>'
        f'<text transform="translate(12 {size / 2}) rotate(-90)" text-anchor="middle">share that was right</text></g>'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<rect x="{edge}" y="{edge}" width="{inner}" height="{inner}" fill="none" stroke="#333"/>'
        f'<polyline points="{line}" fill="none" stroke="#1b6ca8" stroke-width="1.5"/>'
        f'<g fill="#1b6ca8">{dots}</g></svg>\n'
    )


if __name__ == "__main__":
    main()
