"""The site of China News Service at the end of a headline, under one of the names that translators make up for it.

Chinese news sites put their name behind the headline. 中新网 is short for the site of China News Service; read by
characters it is *China New Network*, *Zhongxin Net*, or the address of some firm whose name begins with *Sino*.
"""

import re
from typing import Final

_MASTHEAD: Final = re.compile(
    rb"[-|_] ?((?:china|chinese) news? (?:net|network|web|site|website)"
    rb"|(?:sino|china)-singapore (?:net|network|news)"
    rb"|zhongxin ?(?:net|network|wang|web)|zhongxin[a-z]*\.(?:com|cn|net)(?:\.cn)?"
    rb"|(?:sino|china|chinese)[a-z]*\.(?:com|cn|net)(?:\.cn)?) ?\Z"
)
_REAL: Final = frozenset(
    b"china.com china.com.cn chinanews.com chinanews.com.cn chinadaily.com chinadaily.com.cn chinatoday.com.cn"
    b" chinanet.com chinaso.com chinacourt.com chinatax.cn chinamoney.com.cn".split()
)
"""Addresses that there are."""

OFFICIAL: Final = "China News Service"


def made_up_masthead(headline: bytes) -> tuple[int, int] | None:
    """Where in a folded headline a made-up name of the site stands; None where there is none."""
    found = _MASTHEAD.search(headline)
    return found.span(1) if found and found[1] not in _REAL else None
