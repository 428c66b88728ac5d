"""The ``html`` form: one page that holds each article with its findings marked, and the list of them.

The page needs no network and runs no script; it follows the reader's choice of light or dark. Whatever an article or a
term base says is text on it, never markup.
"""

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import Final, TextIO

from glossary.articles.article import Article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.others import Options
from glossary.report.terminal import counted, printable
from glossary.report.text import summary
from glossary.waivers.waiver import Waived

_OFFERS: Final = 3
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def write(checked: Iterable[Checked], stream: TextIO, options: Options) -> Tally:
    """Write the page and return what was counted."""
    tally = Tally()
    sections = []
    for number, item in enumerate(checked, start=1):
        tally.add(item)
        sections.append("".join(_section(number, item, show_waived=options.show_waived)))
    style = files("glossary.report").joinpath("page.css").read_text(encoding="utf-8")
    stream.write(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>zhengming: {_text(summary(tally))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header><h1>zhengming <span lang="zh">正名</span></h1>\n<p>{_text(summary(tally))}</p>\n'
        f"<p>Term base: {_text(options.termbase)}</p></header>\n"
    )
    stream.writelines(sections)
    stream.write("</body>\n</html>\n")
    return tally


def _section(number: int, item: Checked, *, show_waived: bool) -> Iterator[str]:
    """An article: its name, its text with the findings marked, and its findings."""
    article = item.article
    yield f'<section>\n<h2 id="a{number}">{_text(article.path)}</h2>\n'
    if not item.findings:
        yield "<p>Nothing found.</p>\n"
    yield f"<details{' open' * bool(item.findings)}><summary>{counted(article.lines, 'line')} of text</summary>\n"
    yield f'<div class="text">{"".join(_marked(number, article, item.findings))}</div></details>\n'
    if item.findings:
        yield '<ol class="findings">\n'
        for index, finding in enumerate(item.findings, start=1):
            yield from _entry(f"f{number}-{index}", article, finding)
        yield "</ol>\n"
    if show_waived and item.waived:
        yield f'<details><summary>{len(item.waived)} waived</summary>\n<ul class="findings">\n'
        for waived in item.waived:
            yield from _entry("", article, waived.finding, waived)
        yield "</ul></details>\n"
    yield "</section>\n"


def _marked(number: int, article: Article, findings: list[Finding]) -> Iterator[str]:
    """The text of an article with a link from each finding; one that begins in another begins where that ends."""
    position = 0
    for index, finding in enumerate(findings, start=1):
        start = max(position, finding.start)
        if finding.end <= start:
            continue
        yield _text(article.text[position:start], lines=True)
        anchor = f"f{number}-{index}"
        words = _text(article.text[start : finding.end], lines=True)
        title = escape(f"{finding.rule}: {printable(finding.message)}", quote=True)
        yield f'<a href="#{anchor}"><mark class="{finding.severity}" title="{title}">{words}</mark></a>'
        position = finding.end
    yield _text(article.text[position:], lines=True)


def _entry(anchor: str, article: Article, finding: Finding, waived: Waived | None = None) -> Iterator[str]:
    line, column = article.line_column(finding.start)
    named = f' id="{anchor}"' if anchor else ""
    severity = "waived" if waived else finding.severity
    yield f'<li{named}><p><span class="{severity}">{severity}</span> {line}:{column} '
    yield f"<q>{_text(finding.text)}</q> <code>{finding.rule}</code></p>\n<p>{_text(finding.message)}</p>\n"
    if finding.suggestions:
        zh = f'<span lang="zh">{_text(finding.zh)}</span> ' if finding.zh else ""
        offers = " | ".join(f"<strong>{_text(offer)}</strong>" for offer in finding.suggestions[:_OFFERS])
        yield f"<p>{zh}→ {offers}</p>\n"
    if finding.source:
        yield f"<p><small>ruling: {_text(finding.source)}</small></p>\n"
    if waived:
        told = f"waived by {waived.by} ({waived.place}): {waived.reason}"
        yield f"<p><small>{_text(told)}</small></p>\n"
    yield "</li>\n"


def _text(text: str, *, lines: bool = False) -> str:
    """Text for the page; ``lines`` keeps its line breaks."""
    if lines:
        return "\n".join(escape(printable(line), quote=True) for line in text.replace("\r\n", "\n").split("\n"))
    return escape(printable(text), quote=True)
