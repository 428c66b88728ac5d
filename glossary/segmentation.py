"""Where Chinese words begin and end, by jieba, which is loaded when a doubtful term first asks for it.

The tokenizer is private, so that no other use of jieba is disturbed, and keeps what it has read of its dictionary in
the user's own cache folder instead of the shared temporary one.
"""

from functools import cache
from typing import Any, Final

from termbase.folders import cache_folder

_AROUND: Final = 24
"""Characters on each side of a term that are segmented with it."""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the characters from ``start`` to ``end`` are whole words of the Chinese ``text``."""
    opening = max(0, start - _AROUND)
    position, edges = opening, {opening}
    for word in _tokenizer().cut(text[opening : end + _AROUND], HMM=False):
        position += len(word)
        edges.add(position)
    return start in edges and end in edges


@cache
def _tokenizer() -> Any:
    """A tokenizer of its own, quiet and with its cache in the user's folder."""
    import logging
    import os
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    folder = os.path.join(cache_folder(), "jieba")  # noqa: PTH118 - pathlib is not loaded otherwise
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    except OSError:
        return tokenizer
    tokenizer.tmp_dir = folder
    return tokenizer
