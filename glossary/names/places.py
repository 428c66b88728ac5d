"""Places of China whose level translators mistake: not every first-level division is a province.

The names and levels are those of the Constitution (Article 30) and of the State Council's list of administrative
divisions.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.articles.shadow import WORD_BYTES

_REGION: Final = b"autonomous region"
_MUNICIPALITY: Final = b"municipality"
_SPECIAL: Final = b"special administrative region"
_DESCRIPTIONS: Final = {
    _REGION: "an autonomous region",
    _MUNICIPALITY: "a municipality directly under the central government",
    _SPECIAL: "a special administrative region",
}
_PLACES: Final[dict[bytes, tuple[bytes, str, str]]] = {
    b"guangxi": (_REGION, "Guangxi Zhuang Autonomous Region", "广西壮族自治区"),
    b"inner mongolia": (_REGION, "Inner Mongolia Autonomous Region", "内蒙古自治区"),
    b"ningxia": (_REGION, "Ningxia Hui Autonomous Region", "宁夏回族自治区"),
    b"xinjiang": (_REGION, "Xinjiang Uygur Autonomous Region", "新疆维吾尔自治区"),
    b"xizang": (_REGION, "Xizang Autonomous Region", "西藏自治区"),
    b"tibet": (_REGION, "Xizang Autonomous Region", "西藏自治区"),
    b"beijing": (_MUNICIPALITY, "Beijing", "北京市"),
    b"chongqing": (_MUNICIPALITY, "Chongqing", "重庆市"),
    b"shanghai": (_MUNICIPALITY, "Shanghai", "上海市"),
    b"tianjin": (_MUNICIPALITY, "Tianjin", "天津市"),
    b"hong kong": (_SPECIAL, "Hong Kong Special Administrative Region", "香港特别行政区"),
    b"macao": (_SPECIAL, "Macao Special Administrative Region", "澳门特别行政区"),
    b"macau": (_SPECIAL, "Macao Special Administrative Region", "澳门特别行政区"),
}
_WRONG: Final = re.compile(rb" (provinc(?:e|ial)|autonomous region|special administrative region)")
_ADJECTIVES: Final = {_REGION: "regional", _MUNICIPALITY: "municipal"}
_LONGEST: Final = max(map(len, _PLACES))


class WrongLevel(NamedTuple):
    """A span of a folded text that puts a place at a level that is not its own.

    ``adjective`` is what stands for *provincial*, where that is the span's last word and the level has one; ``short``
    is where the name of the place ends.
    """

    start: int
    end: int
    short: int
    description: str
    official: str
    zh: str
    adjective: str = ""


def wrong_levels(folded: bytes) -> Iterator[WrongLevel]:
    """The places in a text that are called province, or region, and are none."""
    for named in _WRONG.finditer(folded):
        before = folded[max(0, named.start() - _LONGEST) : named.start()]
        place = next((place for place in _PLACES if before.endswith(place)), None)
        start = named.start() - len(place or b"")
        if place is None or (start and folded[start - 1] in WORD_BYTES):
            continue
        level, official, zh = _PLACES[place]
        if level != named[1] and not _is_contrasted(folded, named.end()):
            adjective = _ADJECTIVES.get(level, "") if named[1] == b"provincial" else ""
            yield WrongLevel(start, named.end(), named.start(), _DESCRIPTIONS[level], official, zh, adjective)


def _is_contrasted(folded: bytes, end: int) -> bool:
    """Whether the word goes on (*provinces*) or belongs to a longer phrase (*province-level*)."""
    return end < len(folded) and (folded[end] in WORD_BYTES or folded[end : end + 1] == b"-")
