"""Figures in Chinese text: digits and numerals with 万 and 亿, percentages, 成, ordinals, dates, ranges, multiples."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from glossary.figures.figure import DAY, MONTH, NUMBER, ORDINAL, PERCENT, POINTS, SHARE, YEAR, Figure

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_MULTIPLIERS: Final = {**_TENS, **_MYRIADS}
_ARABIC: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_NUMERAL: Final = r"[零〇一二三四五六七八九十百千万萬亿億两兩]+(?:点[零〇一二三四五六七八九]+)?"
_ANY: Final = rf"(?:{_ARABIC}|{_NUMERAL})"
_SCALE: Final = r"(?: ?[十百千]?[万萬亿億兆]+|[百千](?![克瓦米卡伏赫]))?"
_FIGURE: Final = re.compile(
    rf"(?P<share>{_ANY}分之{_ANY})"
    rf"|(?P<fold>翻[一两兩二三]番)"
    rf"|第(?P<ordinal>{_ANY})"
    rf"|(?P<year>(?<![0-9])[0-9]{{4}}|[零〇一二三四五六七八九]{{4}})年(?!代)"
    rf"|(?P<month>{_ANY})月(?:份|(?P<day>{_ANY})(?:日|号|號))?"
    rf"|(?P<only_day>{_ARABIC})(?:日|号|號)"
    rf"|(?P<tenths>[一二三四五六七八九1-9])成(?P<more>[一二三四五六七八九半]?)(?=以上|以下|左右|多|的|[，。、；）]|$)"
    rf"|(?P<number>{_ANY})(?P<scale>{_SCALE})(?P<about>[多余餘几]?)(?P<late>[万萬亿億]*)"
    rf"(?P<unit>%|％|个百分点|個百分點|百分点|百分點|斤|公斤|亩|畝|公里|里|尺|寸|倍|年代|世纪|世紀|岁|歲)?"
)
_RANGE: Final = re.compile(r"[-—–~～至到]+$")
_CONVERTED: Final = frozenset(("斤", "亩", "畝", "里", "尺", "寸"))
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0E: 0x2E, 0xFF05: 0x25}
_LATIN: Final = re.compile(r"[A-Za-z]")


@lru_cache(maxsize=20_000)
def chinese_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a Chinese ``text``, in order."""
    plain = text.translate(_FULL_WIDTH)
    found = [figure for hit in _FIGURE.finditer(plain) for figure in _figures(hit, plain)]
    return tuple(_with_ranges(found, plain))


def amount(numeral: str) -> float:
    """What a Chinese numeral or a number in digits amounts to: 一万三千 is 13,000, 二〇二一 is 2021."""
    if numeral[0].isascii():
        return float(numeral.replace(",", ""))
    whole, _, fraction = numeral.partition("点")
    value = _whole(whole)
    return value + (float("0." + "".join(str(_DIGITS[char]) for char in fraction)) if fraction else 0)


def _whole(numeral: str) -> float:
    if all(char in _DIGITS for char in numeral):
        return float("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[char]
            section = digit = 0
    return float(total + section + digit)


def _figures(hit: re.Match[str], text: str) -> Iterator[Figure]:
    start, end = hit.span()
    if hit["number"]:
        yield _number(hit, text)
    elif hit["share"]:
        yield from _share(hit)
    elif hit["fold"]:
        yield Figure(start, end, NUMBER, (2.0 ** amount(hit["fold"][1]),), sure=False)
    elif hit["ordinal"]:
        yield Figure(start, end, ORDINAL, (amount(hit["ordinal"]),), hit["ordinal"][0].isascii())
    elif hit["tenths"]:
        more = 5 if hit["more"] == "半" else _DIGITS.get(hit["more"], 0)
        yield Figure(start, end, PERCENT, (10 * amount(hit["tenths"]) + more,), sure=False)
    else:
        yield from _date(hit)


def _share(hit: re.Match[str]) -> Iterator[Figure]:
    """百分之三十, 三分之二."""
    below, _, above = hit["share"].partition("分之")
    whole, part = amount(below), amount(above)
    if whole == 100:
        yield Figure(*hit.span(), PERCENT, (part,), above[0].isascii())
    elif whole:
        yield Figure(*hit.span(), SHARE, (part / whole, 100 * part / whole), sure=False)


def _date(hit: re.Match[str]) -> Iterator[Figure]:
    start, end = hit.span()
    if hit["year"]:
        yield Figure(start, end, YEAR, (amount(hit["year"]),), hit["year"][0].isascii())
    elif hit["month"]:
        yield Figure(start, hit.end("month") + 1, MONTH, (amount(hit["month"]),), sure=False)
        if hit["day"]:
            yield Figure(hit.start("day"), end, DAY, (amount(hit["day"]),), sure=False)
    else:
        yield Figure(start, end, DAY, (amount(hit["only_day"]),), sure=False)


def _number(hit: re.Match[str], text: str) -> Figure:
    written, unit = hit["number"], hit["unit"] or ""
    value = amount(written)
    for char in hit["scale"].lstrip() + hit["late"]:
        value *= _MULTIPLIERS[char]
    kind = POINTS if "百" in unit else PERCENT if unit in ("%", "％") else NUMBER
    start, end = hit.span()
    touches_latin = _LATIN.match(text[start - 1 : start]) or _LATIN.match(text[end : end + 1])
    part_of_code = start > 1 and text[start - 1] in "-:：/." and text[start - 2].isalnum()
    sure = written[0].isascii() and not touches_latin and not part_of_code and unit not in _CONVERTED
    sure = sure and unit not in ("年代", "世纪", "世紀", "倍") and text[end : end + 1] not in (":", "：", "/")
    values = (value, value / 2, value / 2000, value / 15) if unit in _CONVERTED else (value,)
    return Figure(start, end, kind, values, sure)


def _with_ranges(found: list[Figure], text: str) -> list[Figure]:
    """In a range such as 3至5万 the first figure may count in the unit of the second."""
    for number in range(len(found) - 1):
        first, second = found[number], found[number + 1]
        if 0 < second.start - first.end <= 2 and _RANGE.search(text[first.end : second.start]):
            written = _FIGURE.match(text, second.start)
            base = amount(written["number"]) if written and written["number"] else 0
            scale = second.values[0] / base if base else 1
            found[number] = first._replace(
                kind=second.kind if first.kind == NUMBER else first.kind,
                values=(*first.values, *(value * scale for value in first.values if scale > 1)),
                sure=False,
            )
    return found
