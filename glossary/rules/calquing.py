"""The literal renderings that the rules on listed and on predicted ones both look at."""

from functools import lru_cache
from typing import Final

from glossary.articles.article import Article
from glossary.calques.judging import Judge, JudgedText
from glossary.calques.weighing import Scales
from glossary.index.calques import Calques
from glossary.prediction.scoring import forest
from glossary.rules.rule import Circumstances

_SUBJECT: Final = tuple(
    word.encode()
    for word in (
        "china", "chinese", "beijing", "jinping", "cpc", "communist party", "party committee", "yuan", "renminbi",
        "hong kong", "macao", "taiwan", "general secretary", "my country", "state council", "province", "provincial",
        "xinhua",
    )
)  # fmt: skip
"""What an article on Chinese affairs is known by."""


def concerns_china(article: Article) -> bool:
    """Whether an article seems to be on Chinese affairs."""
    folded = article.shadow.folded
    return any(word in folded for word in _SUBJECT)


def judged_text(article: Article, circumstances: Circumstances) -> JudgedText:
    """The likely literal renderings of an article, each judged by itself."""
    return _judged(article, circumstances.terms.calques)


@lru_cache(maxsize=2)
def _judged(article: Article, tables: Calques) -> JudgedText:
    return _judge(tables).judged(article.shadow.folded)


@lru_cache(maxsize=1)
def _judge(tables: Calques) -> Judge:
    """The judge for these tables, who remembers from article to article."""
    return Judge(tables, Scales(tables, forest()))
