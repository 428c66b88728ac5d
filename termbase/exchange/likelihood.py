"""How likely it is that a text is what it looks like, and not the bytes of another one read wrongly."""

import re
import unicodedata
from collections import Counter
from typing import Final

_COMMON: Final = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多你着部能市等业"
    "全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又"
    "制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路"
    "被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权"
    "话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五京河接条规式县白它改风光运信受什组听布百"
    "济党指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住商即步认车台林必死游举线言皇土团收考"
    "求德叫近备研争非具李众连调感转笑革该持始英克士尔让拉思根格造较际亲单朝红型价校约器字段周亚深候则功属积快图火千准究往极育装许参半"
    "令吃观鱼精办像帝八复影告远群包整构料随划算象容示投势热值夫网望源息语股铁断派速怎需片爱律纪支早况病境证编"
    "並亞來個們備傳價兒內兩別則劃動務勢區卻參員問喫單國圖團報場學實將專對導屬師帶幹幾廣張強後從復愛應戰據數斷於時書會東條業極構樣機權歷"
    "氣決沒況準漢濟無熱爭爲為爾現產當發種稱積紀約紅級組結給統經網線編縣總羣群義聯聲職聽臺與舉華萬處號衆眾術裏裡裝見規親觀計記設許話該認"
    "語說調論證議變讓資質車軍較轉辦農這連進遊運過達遠選還邊鐵長門開間關陽隊際隨難電領頭題類風馬體魚麼黃點黨"
)
"""The five hundred characters that are most frequent in Chinese, Simplified and Traditional."""
_PUNCTUATION: Final = frozenset("，。、；：？！“”‘’「」『』（）《》〈〉【】〔〕—…·％＋－／～　")
_TONES: Final = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹ")
_TYPOGRAPHY: Final = frozenset("‘’“”‚„–—…•·«»§©®™€£°±×\u00a0")
_COMMON_WEIGHT: Final = 2.0
_USUAL_WEIGHT: Final = 0.6
_RARE_WEIGHT: Final = -2.5
_PUNCTUATION_WEIGHT: Final = 1.0
_STRANGE_WEIGHT: Final = -5.0
_AT_MOST: Final = 20_000
_CYRILLIC: Final = frozenset("оеаинтсрвлкмдпуыя")
_GREEK: Final = frozenset("αοιετσνηυρπκμλς")
_WORD: Final = re.compile(r"[^\W\d_]+")


def chinese_evidence(text: str, *, wide: bool = False) -> float:
    """How much speaks for a text being Chinese, in steps of which a common character is worth two; less than 0 against.

    Of a long text its beginning is weighed. Plain ASCII says nothing, unless ``wide`` says that the bytes of another
    text would not give any.
    """
    counts = Counter(text[: 4 * _AT_MOST])
    if wide:
        return sum(count * _weight_of_any(char) for char, count in counts.items())
    return sum(count * _weight(char) for char, count in counts.items() if char > "\x7f")


def has_words_of_letters(text: str) -> bool:
    """Whether what is not ASCII makes words of Latin, Cyrillic or Greek letters."""
    return is_latin(text) or is_cyrillic(text) or is_greek(text)


def is_latin(text: str) -> bool:
    """Whether the letters that are not ASCII stand among letters that are, as in French, with nothing strange there."""
    sample = text[:_AT_MOST]
    if not all(char < "\x80" or char in _TYPOGRAPHY or _is_latin_letter(char) for char in sample):
        return False
    if 3 * sum(char in _TYPOGRAPHY for char in sample) > len(sample):
        return False
    words = [word for word in _WORD.findall(sample) if not word.isascii() and len(word) > 1]
    return all(2 * sum(char < "\x80" for char in word) >= len(word) and not _jumps_to_capital(word) for word in words)


def is_cyrillic(text: str) -> bool:
    """Whether the letters that are not ASCII make words of Russian or a language like it."""
    return _is_of(text, "CYRILLIC", _CYRILLIC)


def is_greek(text: str) -> bool:
    """Whether the letters that are not ASCII make Greek words."""
    return _is_of(text, "GREEK", _GREEK)


def _weight(char: str) -> float:
    if char in _COMMON:
        return _COMMON_WEIGHT
    if char in _PUNCTUATION or "\uff10" <= char <= "\uff5a":
        return _PUNCTUATION_WEIGHT
    if "\u3400" <= char <= "\u9fff":
        return _USUAL_WEIGHT if _is_usual(char) else _RARE_WEIGHT
    return 0.0 if char in _TONES or char in _TYPOGRAPHY else _STRANGE_WEIGHT


def _weight_of_any(char: str) -> float:
    if char > "\x7f":
        return _weight(char)
    return _PUNCTUATION_WEIGHT if char.isprintable() or char in "\t\r\n" else _STRANGE_WEIGHT


def _is_usual(char: str) -> bool:
    """Whether a character is of the first level of GB 2312, or of Big5, which are sorted by how usual they are."""
    simplified = char.encode("gb2312", "ignore")
    traditional = char.encode("big5", "ignore")
    return b"\xb0" <= simplified[:1] <= b"\xd7" or b"\xa4\x40" <= traditional <= b"\xc6\x7e"


def _is_latin_letter(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _jumps_to_capital(word: str) -> bool:
    return not word.isupper() and any(char.isupper() for char in word[1:])


def _is_of(text: str, script: str, usual: frozenset[str]) -> bool:
    sample = text[:_AT_MOST]
    foreign = [char for char in sample if char > "\x7f" and char not in _TYPOGRAPHY]
    if len(foreign) < 4 or not all(unicodedata.name(char, "").startswith(script) for char in set(foreign)):
        return False
    words = [word for word in _WORD.findall(sample) if not word.isascii()]
    if any(min(word) <= "\x7f" or _jumps_to_capital(word) for word in words):
        return False
    small = [char for char in foreign if char.islower()]
    return len(small) > len(foreign) / 2 and sum(char in usual for char in small) >= 0.6 * len(small)
