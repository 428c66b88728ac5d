"""Which encoding a text file is in, told from its bytes.

A byte order mark decides, and so does text that is valid UTF-8. Else every reading of the bytes is weighed as Chinese,
or as a language of Latin, Cyrillic or Greek letters. A reading is taken only if no other one that says something
different is likely as well: a wrong guess would fill a term base with rubbish, a refusal costs one option.
"""

import codecs
from dataclasses import dataclass
from typing import Final

from termbase.exchange.likelihood import chinese_evidence, has_words_of_letters, is_cyrillic, is_greek, is_latin

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
    (b"\x84\x31\x95\x33", "gb18030", "GB18030"),
)
_WIDE: Final = (("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE"))
_CHINESE: Final = (("gb18030", "GB18030"), ("cp950", "Big5"), ("big5hkscs", "Big5-HKSCS"))
_LETTERS: Final = (
    *((f"cp{number}", f"windows-{number}", is_latin) for number in (1252, 1250, 1254, 1257)),
    ("cp1251", "windows-1251", is_cyrillic),
    ("cp1253", "windows-1253", is_greek),
)
_ENOUGH: Final = 6.0
"""Evidence that a text is Chinese from which on it may be taken for it; three common characters give as much."""
_PLENTY: Final = 40.0
"""Evidence from which on one byte that does not fit is a fault of the file and not of the guess."""
_BEFORE: Final = 60
"""How many bytes before the first that is not ASCII are looked at, for the word in which it stands."""
_ASCII: Final = bytes(range(1, 128))
_SUPERSETS: Final = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "cp950"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: the name of Python's codec, the name that users know, and whether it was guessed."""

    codec: str
    name: str
    guessed: bool = False


UTF8: Final = Encoding("utf-8", "UTF-8")


class Unrecognised(Exception):
    """No encoding is certain enough; ``candidates`` are the names of those that are likely."""

    def __init__(self, candidates: tuple[str, ...]) -> None:
        super().__init__(candidates)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class _Reading:
    """The bytes as one encoding has them, up to the first that do not fit."""

    encoding: Encoding
    text: str
    whole: bool


def encoding_named(name: str) -> Encoding:
    """The encoding of this name; ``LookupError`` where there is none for text.

    What is named after a part of an encoding is read as the whole of it: GBK as GB18030.
    """
    codec = codecs.lookup(name).name
    "a".encode(codec)  # refuses codecs that are no encodings of text
    return Encoding(_SUPERSETS.get(codec, codec), name)


def marked(start: bytes) -> Encoding | None:
    """The encoding that a byte order mark at the start of a file names, if there is one."""
    return next((Encoding(codec, name) for mark, codec, name in _MARKS if start.startswith(mark)), None)


def leading_ascii(content: bytes) -> int:
    """How many bytes of ASCII a text begins with."""
    return len(content) - len(content.lstrip(_ASCII))


def recognise(sample: bytes, *, whole: bool, wide: bool = True) -> Encoding:
    """The encoding of these bytes, which hold others than ASCII; ``Unrecognised`` where it is not certain.

    ``whole`` says that nothing follows the sample, ``wide`` that it begins where the file begins, so that it may be
    UTF-16.
    """
    wide_readings = [_read(sample, codec, name, whole=whole) for codec, name in _WIDE] if wide else []
    likely = _chinese(wide_readings, wide=True)
    if b"\0" in sample:
        return _with_nul(sample, likely, whole=whole)
    sample = sample[max(leading_ascii(sample) - _BEFORE, 0) :]
    as_utf8 = _read(sample, UTF8.codec, UTF8.name, whole=whole)
    dense = [_read(sample, codec, name, whole=whole) for codec, name in _CHINESE]
    if as_utf8.whole:
        return _utf8_unless(dense, as_utf8.text)
    likely += _chinese(dense) + _of_letters(sample, whole=whole)
    if not likely and chinese_evidence(as_utf8.text) >= _PLENTY:
        return UTF8
    if not likely:
        faint = (reading for reading in dense if reading.whole and chinese_evidence(reading.text) > 0)
        raise Unrecognised(tuple(reading.encoding.name for reading in faint))
    return _decide(likely)


def _with_nul(sample: bytes, likely: list[_Reading], *, whole: bool) -> Encoding:
    """UTF-16 where the text is likely; else UTF-8 with a few stray characters, if they are not in the first line."""
    few = b"\0" not in sample.partition(b"\n")[0] and 20 * sample.count(b"\0") < len(sample)
    if not likely and few and _read(sample, "utf-8", "UTF-8", whole=whole).whole:
        return UTF8
    return _decide(likely)


def _utf8_unless(dense: list[_Reading], as_utf8: str) -> Encoding:
    """UTF-8, unless one of the other readings is as Chinese as this one: two short terms may be valid in both."""
    if has_words_of_letters(as_utf8):
        return UTF8
    bar = max(chinese_evidence(as_utf8) - _ENOUGH, 0.0)
    rivals = [reading.encoding.name for reading in dense if reading.whole and chinese_evidence(reading.text) > bar]
    if rivals:
        raise Unrecognised((UTF8.name, *rivals))
    return UTF8


def _decide(likely: list[_Reading]) -> Encoding:
    readings = [reading for reading in likely if reading.whole] or likely
    if len({reading.text for reading in readings}) == 1:
        return readings[0].encoding
    raise Unrecognised(tuple(reading.encoding.name for reading in readings))


def _chinese(readings: list[_Reading], *, wide: bool = False) -> list[_Reading]:
    """Those of the readings that are Chinese, without those against which another one speaks clearly."""
    weighed = [(chinese_evidence(reading.text, wide=wide), reading) for reading in readings]
    best = max((evidence for evidence, _ in weighed), default=0.0)
    return [
        reading
        for evidence, reading in weighed
        if evidence >= (_ENOUGH if reading.whole else _PLENTY) and evidence > best - _ENOUGH
    ]


def _of_letters(sample: bytes, *, whole: bool) -> list[_Reading]:
    readings = ((_read(sample, codec, name, whole=whole), likely) for codec, name, likely in _LETTERS)
    return [reading for reading, likely in readings if reading.whole and likely(reading.text)]


def _read(sample: bytes, codec: str, name: str, *, whole: bool) -> _Reading:
    encoding = Encoding(codec, name, guessed=True)
    try:
        return _Reading(encoding, codecs.getincrementaldecoder(codec)().decode(sample, whole), whole=True)
    except UnicodeDecodeError as error:
        text = codecs.getincrementaldecoder(codec)("ignore").decode(sample[: error.start], final=True)
        return _Reading(encoding, text, whole=False)
