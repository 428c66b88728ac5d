"""Compare the figures of a Chinese passage with those of its translation."""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from glossary.figures.chinese import chinese_figures
from glossary.figures.english import english_figures
from glossary.figures.figure import DATES, NUMBER, ORDINAL, PERCENT, POINTS, YEAR, Figure, same_amount

_SCALED, _CHANGED, _LOST = 0.9, 0.7, 0.4
_POWERS: Final = range(1, 13)
_COMPARED: Final = ((NUMBER,), (PERCENT, POINTS), (YEAR,), (ORDINAL,))
"""Kinds of figures that may stand for each other."""

_FOREIGN_MONEY: Final = ("$", "€", "£", "¥")
_YUAN: Final = ("元", "圆", "块")
_FLEETING: Final = 2
_LEAST_LOST: Final = 10
"""Smaller figures are often put in other words."""


class Mismatch(NamedTuple):
    """A figure of the source that the translation changes or loses.

    ``start`` and ``end`` are its place in the translation, None where it is lost; ``written`` is its place in the
    source. All count the characters of the passages.
    """

    written: tuple[int, int]
    start: int | None
    end: int | None
    message: str
    confidence: float


def mismatches(chinese: str, english: str) -> Iterator[Mismatch]:
    """What does not agree between a Chinese passage and its translation; nothing where there is doubt."""
    theirs = chinese_figures(chinese)
    if not theirs:
        return
    matched, lone_theirs, lone_ours = _matched(theirs, english_figures(english))
    for written, rendered in matched:
        if {written.kind, rendered.kind} == {PERCENT, POINTS} and written.sure and rendered.sure:
            meant = f"the source has {_text(chinese, written)}: {written.kind}, not {rendered.kind}"
            yield _changed(written, rendered, meant, _CHANGED)
    changed = list(_only_ones(lone_theirs, lone_ours, chinese, english))
    for written, rendered in changed:
        confidence = _SCALED if _differ_in_scale(written, rendered) else _CHANGED
        meant = f"the source has {_text(chinese, written)}, which is {_in_english(written)}"
        yield _changed(written, rendered, meant, confidence)
    if not changed and not lone_ours and len(lone_theirs) == 1 and _must_be_kept(lone_theirs[0]):
        lost = lone_theirs[0]
        message = f"{_text(chinese, lost)} of the source, {_in_english(lost)}, is not in this passage"
        yield Mismatch((lost.start, lost.end), None, None, message, _LOST)


def _changed(written: Figure, rendered: Figure, message: str, confidence: float) -> Mismatch:
    return Mismatch((written.start, written.end), rendered.start, rendered.end, message, confidence)


def _text(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end].strip()


def _matched(
    theirs: Sequence[Figure], ours: Sequence[Figure]
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """Pairs of figures that stand for one amount, and the figures of both sides that are left over.

    A figure of the source may be said twice in the translation, and the other way round.
    """
    pairs: list[tuple[Figure, Figure]] = []
    met: set[int] = set()
    lone: list[Figure] = []
    for written in theirs:
        fitting = [place for place, rendered in enumerate(ours) if same_amount(written, rendered)]
        fitting.sort(key=lambda place, kind=written.kind: (ours[place].kind != kind, place in met))  # type: ignore[misc]
        if fitting:
            met.update(place for place in fitting if ours[place].kind == written.kind)
            met.add(fitting[0])
            pairs.append((written, ours[fitting[0]]))
        else:
            lone.append(written)
    return pairs, lone, [rendered for place, rendered in enumerate(ours) if place not in met]


def _only_ones(
    lone_theirs: list[Figure], lone_ours: list[Figure], chinese: str, english: str
) -> Iterator[tuple[Figure, Figure]]:
    """The only figure of a kind that is left over in the source, with the only one that is left in the translation."""
    for kinds in _COMPARED:
        written = [figure for figure in lone_theirs if figure.kind in kinds]
        rendered = [figure for figure in lone_ours if figure.kind in kinds]
        if len(written) != 1 or len(rendered) != 1 or not (written[0].sure and rendered[0].sure):
            continue
        if not _in_other_money(written[0], rendered[0], chinese, english):
            yield written[0], rendered[0]


def _in_other_money(written: Figure, rendered: Figure, chinese: str, english: str) -> bool:
    """Whether a sum in yuan may have been converted."""
    after = chinese[written.end : written.end + _FLEETING]
    before = english[max(0, rendered.start - 1) : rendered.start]
    return after.startswith(_YUAN) and before in _FOREIGN_MONEY


def _differ_in_scale(written: Figure, rendered: Figure) -> bool:
    """Whether two amounts have the same digits and differ in their power of ten."""
    one, other = sorted((written.values[0], rendered.values[0]))
    return one > 0 and any(math.isclose(one * 10**power, other, rel_tol=1e-9) for power in _POWERS)


def _must_be_kept(figure: Figure) -> bool:
    return figure.sure and figure.kind not in DATES and figure.values[0] >= _LEAST_LOST


def _in_english(figure: Figure) -> str:
    """An amount as English writes it."""
    value = figure.values[0]
    if figure.kind == PERCENT:
        return f"{value:g} percent"
    if figure.kind == POINTS:
        return f"{value:g} percentage points"
    if figure.kind == YEAR:
        return f"{value:.0f}"
    for scale, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= scale:
            return f"{value / scale:.10g} {name}"
    return f"{value:,.10g}"
