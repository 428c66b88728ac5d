"""Examine several files at a time, in processes of their own; what comes of them keeps the order of the files."""

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Final

from glossary.articles.article import Article
from glossary.articles.reading import parse_article
from glossary.articles.shadow import Shadow
from glossary.checker import check
from glossary.current_index import current_index
from glossary.errors import UsageError
from glossary.examining import Examined, Terms, examine
from glossary.index.term_index import TermIndex
from glossary.rules.rule import Circumstances
from termbase.locations import Location

_AHEAD: Final = 4
"""How many files a process may be ahead of what is reported, so that a slow reader does not fill the memory."""

_worker: list[tuple[Terms, TermIndex]] = []
"""What this process examines by, once it has begun to work for another."""


def examined_in_parallel(
    paths: list[str], terms: Terms, index: TermIndex, location: Location, jobs: int
) -> Iterator[Examined]:
    """What comes of each file; standard input is examined here, the files by ``jobs`` processes."""
    _warm(terms, index)
    begin = (location, terms)
    with ProcessPoolExecutor(jobs, _context(), initializer=_begin, initargs=begin) as pool:
        waiting: list[tuple[str, Future[Examined] | None]] = []
        rest = iter(paths)
        try:
            while True:
                more = islice(rest, _AHEAD * jobs - len(waiting))
                waiting += [(path, None if path == "-" else pool.submit(_examine, path)) for path in more]
                if not waiting:
                    return
                path, future = waiting.pop(0)
                yield future.result() if future else examine(path, terms, index)
        except BrokenProcessPool:
            raise UsageError(
                f"--jobs {jobs}", "a process was ended from outside", "give fewer, so that they need less memory"
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _context() -> multiprocessing.context.BaseContext:
    """Processes that inherit what is loaded, where the system has such."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else None)


def _warm(terms: Terms, index: TermIndex) -> None:
    """Let the rules ask for their parts of the index once, so that not every process compiles them."""
    check(parse_article("-", "A word of China."), Circumstances(index, terms.today), terms.rules)


def _begin(location: Location, terms: Terms) -> None:
    """Prepare a process; an interruption is for the one that asked to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker[:] = [(terms, current_index(location))]


def _examine(path: str) -> Examined:
    """Examine a file; its shadow stays here, as no report needs it."""
    ((terms, index),) = _worker
    item = examine(path, terms, index)
    if not item.checked:
        return item
    article = item.checked.article
    plain = Article(article.path, article.text, Shadow(b"", b"", []), comments=article.comments, dated=article.dated)
    return item._replace(checked=item.checked._replace(article=plain))
