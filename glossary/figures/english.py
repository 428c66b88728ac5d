"""Figures in English text: digits and words, thousands to trillions, percentages, ordinals, dates, shares."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from glossary.figures.figure import DAY, MONTH, NUMBER, ORDINAL, PERCENT, POINTS, SHARE, YEAR, Figure

_ONES: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9,
    "tn": 1e12, "m": 1e6, "b": 1e9, "dozen": 12.0,
}  # fmt: skip
_ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
_SHARES: Final = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_OTHERS: Final = {
    "double": 2.0, "doubled": 2.0, "doubling": 2.0, "twice": 2.0, "twofold": 2.0, "triple": 3.0, "tripled": 3.0,
    "quadruple": 4.0, "quadrupled": 4.0, "decade": 10.0, "decades": 10.0, "century": 100.0, "centenary": 100.0,
    "both": 2.0, "pair": 2.0, "couple": 2.0, "single": 1.0, "once": 1.0,
}  # fmt: skip
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``; alternatives that begin alike share their beginning, so that it fails fast."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    optional = by_letter.pop("", None) is not None
    branches = [letter + (_any_of(rests) if any(rests) else "") for letter, rests in sorted(by_letter.items())]
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}" if branches else ""


_MONTH: Final = _any_of([*_MONTHS, *(name[:3] for name in _MONTHS)])
_NUMBER_WORD: Final = _any_of([*_ONES, *_TENS])
_SCALE: Final = _any_of("hundred thousand million billion trillion mn bn tn".split())
# Inside words nothing can begin, which the first look sees faster than all alternatives together.
_FIGURE: Final = re.compile(
    r"(?:(?=[0-9])|\b(?=[a-z]))(?:"
    rf"(?P<name>\b{_MONTH}\b\.?)(?: (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?![0-9,]*[0-9]))?"
    rf"|(?P<first_day>\b[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<last_name>{_MONTH})\b"
    rf"|(?P<ordinal>\b[0-9]+)(?:st|nd|rd|th)\b"
    rf"|(?P<digits>(?:(?<![a-z0-9])|(?<=rmb)|(?<=cny))(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)"
    rf"(?P<glue>(?:(?!(?:bn|mn|tn)\b)[a-z])?)(?P<scales>(?:[ -]?(?:{_SCALE})\b)*)"
    rf"(?P<unit>%| ?percent(?:age point)?| per cent|-percent)?"
    rf"|(?P<words>\b(?:{_NUMBER_WORD}|{_SCALE})\b(?:(?: and |[ -])?\b(?:{_NUMBER_WORD}|{_SCALE}|half)\b)*)"
    rf"(?P<word_unit> percent(?:age point)?| per cent|-percent)?"
    rf"(?P<fraction>[ -](?:half|third|quarter|fifth|tenth)s?\b)?"
    rf"|(?P<word_ordinal>\b(?:{_any_of(_TENS)}-)?{_any_of(_ORDINALS)}\b)"
    rf"|(?P<other>\b(?:{_any_of([*_OTHERS, *_SHARES])})\b)"
    r")"
)
_TOKEN: Final = re.compile("[a-z]+")
_RANGE: Final = re.compile(r" ?(?:-|–|to|and) ?")


@lru_cache(maxsize=20_000)
def english_figures(text: str) -> tuple[Figure, ...]:
    """The figures of an English ``text``, in order."""
    lowered = text.lower()
    found = [figure for hit in _FIGURE.finditer(lowered) for figure in _figures(hit, lowered)]
    return tuple(_with_ranges(found, lowered))


def _figures(hit: re.Match[str], text: str) -> Iterator[Figure]:
    start, end = hit.span()
    if hit["name"]:
        yield Figure(start, hit.end("name"), MONTH, (_month(hit["name"]),), False)
        if hit["day"]:
            yield Figure(hit.start("day"), end, DAY, (float(hit["day"]),), True)
    elif hit["first_day"]:
        yield Figure(start, hit.end("first_day"), DAY, (float(hit["first_day"]),), True)
        yield Figure(hit.start("last_name"), end, MONTH, (_month(hit["last_name"]),), False)
    elif hit["ordinal"]:
        yield Figure(start, end, ORDINAL, (float(hit["ordinal"]),), True)
    elif hit["digits"]:
        yield _digits(hit, text)
    elif hit["words"]:
        yield _words(hit)
    elif hit["word_ordinal"]:
        tens, _, one = hit["word_ordinal"].rpartition("-")
        yield Figure(start, end, ORDINAL, (float(_TENS.get(tens, 0) + _ORDINALS[one]),), False)
    else:
        share = _SHARES.get(hit["other"])
        values = (share, 100 * share) if share else (_OTHERS[hit["other"]],)
        yield Figure(start, end, SHARE if share else NUMBER, values, False)


def _digits(hit: re.Match[str], text: str) -> Figure:
    value = float(hit["digits"].replace(",", ""))
    scales = _TOKEN.findall(hit["scales"])
    for scale in scales:
        value *= _SCALES[scale]
    unit = hit["unit"] or ""
    kind = POINTS if "point" in unit else PERCENT if unit else NUMBER
    start, end = hit.span()
    if kind == NUMBER and not scales and hit["digits"].isdigit() and 1000 <= value < 2200:
        kind = YEAR
    before = text[start - 2 : start] if start > 1 else ""
    is_code = (before[-1:] in tuple("-:/.") and before[:1].isalnum()) or text[end : end + 1] in (":", "/")
    return Figure(start, end, kind, (value,), not hit["glue"] and not is_code)


def _words(hit: re.Match[str]) -> Figure:
    value = spelled(_TOKEN.findall(hit["words"]))
    kind = NUMBER
    if hit["word_unit"]:
        kind = POINTS if "point" in hit["word_unit"] else PERCENT
    if hit["fraction"]:
        share = value * _SHARES[hit["fraction"][1:].removesuffix("s").replace("halve", "half")]
        return Figure(*hit.span(), SHARE, (share, 100 * share, value), False)
    return Figure(*hit.span(), kind, (value,), False)


def spelled(words: list[str]) -> float:
    """What number words amount to: *two hundred and five thousand* is 205,000."""
    total = section = 0.0
    for word in words:
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                section = (section or 1) * scale
            else:
                total += (section or 1) * scale
                section = 0.0
        else:
            section += _ONES.get(word, 0) + _TENS.get(word, 0) + (0.5 if word == "half" else 0)
    return total + section


def _month(name: str) -> float:
    return float(next(number for month, number in _MONTHS.items() if month.startswith(name.rstrip(".")[:3])))


def _with_ranges(found: list[Figure], text: str) -> list[Figure]:
    """In a range such as *3 to 5 million* the first figure may count in the unit of the second."""
    for number in range(len(found) - 1):
        first, second = found[number], found[number + 1]
        if second.start - first.end <= 5 and _RANGE.fullmatch(text, first.end, second.start):
            written = re.match(r"[0-9.,]+", text[second.start : second.end])
            base = float(written[0].rstrip(".,").replace(",", "")) if written and written[0].rstrip(".,") else 0
            scale = second.values[0] / base if base else 1
            found[number] = first._replace(
                kind=second.kind if first.kind == NUMBER else first.kind,
                values=(*first.values, *(value * scale for value in first.values if scale > 1)),
                sure=False,
            )
    return found
