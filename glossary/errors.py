"""Errors of checking; they hang on the tree of ``termbase.errors``.

ZhengmingError
├── ArticleError     an article that cannot be read as text
│   └── ArticleChanged   somebody else wrote it meanwhile
├── ConfigError      a setting that is unknown or has a wrong value
└── UsageError       a command line that makes no sense
"""

from termbase.errors import ZhengmingError


class ArticleError(ZhengmingError):
    """An article cannot be read as text; ``place`` is its path."""


class ArticleChanged(ArticleError):
    """The file of an article is no longer what it was when it was read; nothing was written."""


class ConfigError(ZhengmingError):
    """A setting is unknown or has a wrong value; ``place`` is the file, with the key where there is one."""


class UsageError(ZhengmingError):
    """The options of a command contradict each other or name something that does not exist."""
