"""The reading of Chinese text in pinyin, by pypinyin."""

from functools import cache
from itertools import chain


def readings(text: str) -> list[str]:
    """The reading of each character without its tone; none for what has no reading."""
    from pypinyin.seg.mmseg import seg

    return list(chain.from_iterable(map(_of_word, seg.cut(text))))


@cache
def _of_word(word: str) -> list[str]:
    """The reading of one of the words that pypinyin cuts a text into: terms have many words in common."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin([word], errors="ignore")
