"""Words of names: how a name is cut into them, and which of them translators take for one another.

A *family* holds the English words that one Chinese word of a name gives: 监管 is *regulation* in the name of one body
and *supervision* in that of another. Words of one family are no synonyms; each official name has made its choice.
"""

import re
from functools import cache
from typing import Final

WORD: Final = re.compile(rb"[A-Za-z0-9\xc0-\xd6\xd8-\xf6\xf8-\xff]+(?:['.][A-Za-z0-9\xc0-\xff]+)*'?")
"""A word of a shadow; a hyphen parts two of them."""

CONNECTIVES: Final = frozenset("of for and the on in to with at by from under & or a an against toward towards".split())
"""Words that hold a name together and do not tell names apart."""

LIGHT: Final = frozenset("china chinese prc national state central people country cpc party republic".split())
"""Words that many names have in common: they prove nothing alone."""

_FAMILIES: Final = (
    "regulation regulatory regulator regulating supervision supervisory supervising management oversight control"
    " administration governance",
    "committee commission",
    "bureau administration office agency authority",
    "state national nation",
    "information informatization informationization informatisation informational informatics",
    "stock security share equity",
    "exchange bourse",
    "procuratorate prosecutor prosecutorate procuratorial prosecution procurator",
    "court tribunal",
    "congress conference assembly convention",
    "conference meeting session plenum forum summit symposium",
    "construction building development",
    "medical healthcare health medicine hygiene sanitation",
    "insurance security guarantee protection safety safeguard assurance",
    "personnel human manpower",
    "law act statute legislation code",
    "regulation rule ordinance provision measure",
    "plan planning program programme project scheme blueprint",
    "academy institute institution",
    "college university school",
    "alliance league federation union association society confederation",
    "publicity propaganda",
    "supervision inspection examination investigation",
    "region district zone area",
    "belt zone corridor channel passage",
    "food grain",
    "taxation tax revenue",
    "heritage relic",
    "railway rail railroad",
    "transport transportation traffic communication",
    "aviation aeronautics",
    "meteorological meteorology weather",
    "earthquake seismological seismology",
    "emergency contingency",
    "labor labour",
    "trade commerce business commercial",
    "affair matter service work",
    "ethnic nationality minority",
    "sport physical",
    "standard standardization",
    "press news",
    "press publication publishing",
    "radio broadcasting broadcast",
    "film movie cinema",
    "fund foundation",
    "daily newspaper",
    "network internet net web online",
    "cyberspace network internet",
    "monetary currency money",
    "financial finance fiscal",
    "resource source",
    "reform restructuring",
    "revitalization rejuvenation vitalization",
    "rural village countryside",
    "disciplinary discipline",
    "procurement purchasing",
    "overseas foreign",
    "veteran serviceman soldier ex",
    "forestry forest",
    "grassland prairie steppe",
    "ecological ecology environment environmental eco",
    "strategic strategy",
    "initiative proposal",
    "cooperation collaboration",
    "corps force troop army",
    "general main",
    "bank banking",
    "joint combined united",
    "leading leadership leader",
    "group team",
    "thought idea thinking ideology",
    "new modern",
    "scientific science",
    "technological technology technical tech",
    "industrial industry",
    "agricultural agriculture",
    "educational education",
    "cultural culture",
    "economic economy economics",
    "political politics",
    "socialism socialist",
    "statistical statistics statistic",
    "environmental environment",
    "constitutional constitution",
    "legal law legislative",
    "tourist tourism travel",
    "organizational organization organisation organising organizing",
    "international global world",
    "europe european",
    "asia asian",
    "africa african",
    "arab arabian arabic",
)


@cache
def stem(word: str) -> str:
    """A folded word without the endings of plural and possessive."""
    word = word.removesuffix("'").removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _memberships() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, family in enumerate(_FAMILIES):
        for word in family.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_MEMBERSHIPS: Final = _memberships()
_NONE: Final[frozenset[int]] = frozenset()


def families(word: str) -> frozenset[int]:
    """The families of a stem."""
    return _MEMBERSHIPS.get(word, _NONE)


def related(one: str, other: str) -> bool:
    """Whether two stems belong to one family."""
    return not families(one).isdisjoint(families(other))


def words_of(folded: bytes) -> list[str]:
    """The words of a folded name, connectives included, with their endings."""
    return [word.decode("latin-1") for word in encoded_words(folded)]


def encoded_words(folded: bytes) -> list[bytes]:
    """The same, as they are in a shadow."""
    return WORD.findall(folded.replace(b"&", b" and "))


def content(words: list[str]) -> list[str]:
    """The stems that tell names apart."""
    return [stem(word) for word in words if word not in CONNECTIVES]
