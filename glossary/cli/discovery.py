"""Find the articles in a folder."""

import os
from typing import Final

from glossary.articles.reading import MARKDOWN_SUFFIXES, PLAIN_SUFFIXES
from glossary.config import Config
from glossary.errors import ArticleError
from termbase.errors import ZhengmingError

_SUFFIXES: Final = PLAIN_SUFFIXES + MARKDOWN_SUFFIXES


def articles_in(folder: str, config: Config, problems: list[ZhengmingError]) -> list[str]:
    """The articles in a folder and below; one that cannot be searched, or holds none, is a problem."""
    found, known = [], len(problems)

    def report(error: OSError) -> None:
        reason = os.strerror(error.errno or 0)
        problems.append(ArticleError(error.filename, f"cannot be searched ({reason})", "check its permissions"))

    for parent, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if _is_wanted(parent, name, config))
        articles = (name for name in sorted(files) if name.lower().endswith(_SUFFIXES))
        # Without the dot that stands for where one is.
        found += [
            os.path.join(parent, name) if parent != "." else name
            for name in articles
            if _is_wanted(parent, name, config)
        ]
    if not found and len(problems) == known:
        problems.append(ArticleError(folder, "holds no articles", f"their names end in {', '.join(_SUFFIXES)}"))
    return found


def _is_wanted(parent: str, name: str, config: Config) -> bool:
    """Whether a file or folder is neither hidden nor excluded by the settings, whose patterns begin at their folder."""
    if name.startswith("."):
        return False
    if not config.exclude:
        return True
    from fnmatch import fnmatch

    base = os.path.dirname(config.path) or os.curdir
    relative = os.path.relpath(os.path.join(parent, name), base).replace(os.sep, "/")
    return not any(fnmatch(relative, pattern.rstrip("/")) for pattern in config.exclude)
