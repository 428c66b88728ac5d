"""Whether a text holds anything Chinese, told without looking at every character."""

from typing import Final

from glossary.articles.article import Article

_FIRST_WIDE: Final = "\u2e80"
"""The first character of the East Asian blocks of Unicode; full-width forms lie behind it."""


def holds_wide_characters(article: Article) -> bool:
    """Whether Chinese characters or full-width punctuation stand in the prose of an article."""
    text, raw = article.text, article.shadow.raw
    # A shadow has a question mark for each of them, and for few others.
    place = raw.find(b"?")
    while place >= 0:
        if text[place] >= _FIRST_WIDE:
            return True
        place = raw.find(b"?", place + 1)
    return False
