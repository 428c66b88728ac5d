"""What the columns of a sheet are taken for, for people, before anything of it is imported."""

from collections.abc import Iterator

from glossary.report.concepts import padded
from glossary.report.terminal import Palette, printable, width
from termbase.exchange.sheet.heading import ColumnUse
from termbase.exchange.sheet.preview import Preview

_WIDEST = 40


def preview_lines(preview: Preview, palette: Palette) -> Iterator[str]:
    """A line for every column, with what is in the first rows, then what is in the way."""
    if facts := _facts(preview):
        yield palette.dim(facts)
    headings = [_cut(use.heading) or "(no heading)" for use in preview.columns]
    uses = [_use(use) for use in preview.columns]
    widths = [max((width(text) for text in texts), default=0) for texts in (headings, uses)]
    for place, (heading, use) in enumerate(zip(headings, uses, strict=True)):
        examples = [_cut(row[place]) for row in preview.rows if place < len(row) and row[place].strip()]
        line = f"{padded(heading, widths[0])}  →  {padded(use, widths[1])}  {palette.dim(' | '.join(examples[:3]))}"
        yield line.rstrip()
    for problem in preview.problems:
        yield printable(str(problem))
    if preview.missing:
        named = ", ".join(preview.missing)
        yield f"missing: {named}; say which heading it is, such as --column 'HEADING={preview.missing[0]}'"


def _facts(preview: Preview) -> str:
    """What the file is: its encoding, what separates its cells, its sheets."""
    told = []
    if preview.encoding:
        told.append(f"{preview.encoding}{' (told from the text)' if preview.guessed else ''}")
    if preview.delimiter:
        told.append({"\t": "cells between tabs"}.get(preview.delimiter, f"cells between {preview.delimiter}"))
    if preview.sheet:
        others = [sheet for sheet in preview.sheets if sheet != preview.sheet]
        told.append(f"sheet {preview.sheet}" + (f", others: {', '.join(others)}" if others else ""))
    return printable("; ".join(told))


def _use(use: ColumnUse) -> str:
    if use.column:
        return use.column.name
    if use.kept:
        return f"kept as {printable(use.kept)}"
    return printable(use.problem) or "passed over"


def _cut(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
