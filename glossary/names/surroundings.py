"""What stands around a near miss: whether the name goes on, and whose it is."""

import re
from typing import Final

_CHINESE: Final = tuple(
    word.replace(b"_", b" ")
    for word in (
        b"china chinese beijing hong_kong shanghai cpc communist_party jinping state_council renminbi xinhua yuan macao"
        b" macau taiwan my_country guangdong shenzhen chongqing tianjin anhui fujian gansu guizhou hainan hebei"
        b" heilongjiang henan hubei hunan jiangsu jiangxi jilin liaoning qinghai shaanxi shandong shanxi sichuan yunnan"
        b" zhejiang guangxi ningxia xinjiang inner_mongolia tibet xizang"
    ).split()
)
_BEFORE: Final = re.compile(rb"([A-Za-z\xc0-\xff][\w'.\xc0-\xff]*)[ \n]{1,2}[\"']?$")
_AFTER: Final = re.compile(rb"[\"']?(?:[ \n]{1,2}|-)[\"']?(&|[A-Za-z\xc0-\xff][\w'\xc0-\xff]*)")
_OWNER: Final = re.compile(
    rb"(?:[ \n]{1,2}of[ \n](?:the[ \n])?|[ \n]{1,2}in[ \n](?:the[ \n])?|,[ \n]|[ \n]\()([A-Z\xc0-\xde][\w.\xc0-\xff]*)"
)
_AND: Final = re.compile(rb",?[ \n]{1,2}(?:and|&)[ \n]{1,2}[A-Z]")
_OWN: Final = frozenset(
    "china china's chinese prc prc's people's cpc communist party central national state beijing country country's"
    " nation's the a an and of for in at by from to with under as but while when after before since if on that this its"
    " their our however meanwhile according both whereas because where although also whether or against between"
    " through via into over during about among minister ministers director head chief deputy vice former senior"
    " chairman chairwoman chairperson president premier governor secretary spokesperson spokesman spokeswoman official"
    " officials commissioner mr ms hong macao macau sar hksar".split()
)
_LOCAL: Final = frozenset(
    "provincial municipal county city district regional prefectural local state's township".split()
)
_TITLES: Final = frozenset(
    "minister director head chief deputy vice chairman chairwoman chairperson president premier governor secretary"
    " spokesperson spokesman spokeswoman official officials commissioner general".split()
)


def speaks_of_china(folded: bytes) -> bool:
    """Whether a text mentions China or a part of it, so that its bodies may be Chinese ones."""
    return any(word in folded for word in _CHINESE)


def goes_on(raw: bytes, start: int, end: int) -> bool:
    """Whether the capitalized words go on before or behind a span, so that it is a part of a longer name."""
    before = _BEFORE.search(raw, max(0, start - 40), start)
    if before and before[1][:1].isupper() and _folded(before[1]) not in _OWN:
        return True
    after = _AFTER.match(raw, end)
    return after is not None and after[1][:1].isupper() and _folded(after[1]) not in _TITLES


def goes_on_with_and(raw: bytes, end: int) -> bool:
    """Whether *and* and another capitalized word follow a span, which may then be the first half of a name."""
    return bool(_AND.match(raw, end))


def is_someone_elses(raw: bytes, start: int, end: int) -> bool:
    """Whether a span is the name of a local or foreign body: *Vietnam's*, *Provincial*, *of Vietnam*."""
    before = _BEFORE.search(raw, max(0, start - 40), start)
    if before:
        word = _folded(before[1])
        if word in _LOCAL or (word.endswith("'s") and before[1][:1].isupper() and word not in _OWN):
            return True
    owner = _OWNER.match(raw, end)
    return owner is not None and _folded(owner[1]) not in _OWN


def _folded(word: bytes) -> str:
    return word.lower().rstrip(b".").decode("latin-1")
