"""The process that checks: it keeps the index of the term base, and answers one job after the other.

It reads jobs from standard input and writes replies to standard output, both pickled by this program for itself, and
ends with the end of its input.
"""

import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import BinaryIO

from glossary.alignment.bilingual import Bilingual
from glossary.articles.article import Article
from glossary.articles.reading import parse_article
from glossary.config import find_config
from glossary.current_index import current_index
from glossary.examining import Terms, asked_for, judge, settled_terms
from glossary.index.term_index import TermIndex
from glossary.stored import concepts_of
from termbase.concepts import Concept
from termbase.errors import ZhengmingError
from termbase.fingerprints import fingerprint
from termbase.locations import Location
from tui.services.checking.values import MOST, Checked, Failure, Job, Preparing, Reply

Send = Callable[[Reply], None]


class Desk:
    """What is kept between one job and the next: the compiled index, and the Chinese as it was parsed."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._index: TermIndex | None = None
        self._identity: tuple[str, str] = ("", "")
        self._source: tuple[str, str, Article] | None = None

    def check(self, job: Job) -> Checked:
        """Check the text of a job. Raises ``ZhengmingError``."""
        terms = settled_terms(find_config(job.folder), time.strftime("%Y-%m-%d"))
        index = self._indexed(job.location, terms, with_source=bool(job.source))
        article = parse_article(job.path, job.text)
        source = self._aligned(job, article, index)
        examined = judge(article, job.path, terms, index, source)
        checked = examined.checked
        found = checked.findings if checked else []
        return Checked(
            tuple(found[:MOST]),
            checked.waived[:MOST] if checked else (),
            source.paragraphs if source else (),
            source.pairs if source else (),
            tuple(str(note) for note in examined.notes),
            max(0, len(found) - MOST),
        )

    def _indexed(self, location: Location, terms: Terms, *, with_source: bool) -> TermIndex:
        identity = location.url, fingerprint(location)
        if self._index is None or identity != self._identity:
            together = asked_for(terms, with_source=with_source)
            self._index = current_index(location, together, lambda: self._to_compile(location))
            self._identity = identity
        return self._index

    def _to_compile(self, location: Location) -> Iterable[Concept]:
        self._send(Preparing())
        return concepts_of(location)

    def _aligned(self, job: Job, article: Article, index: TermIndex) -> Bilingual | None:
        if not job.source:
            return None
        from glossary.alignment.aligning import align

        if self._source is None or self._source[:2] != (job.source_path, job.source):
            self._source = job.source_path, job.source, parse_article(job.source_path, job.source)
        return align(article, self._source[2], index.source_terms)


def reply_to(job: Job, desk: Desk) -> Reply:
    """What comes of a job, whatever happens to it."""
    try:
        return desk.check(job)
    except ZhengmingError as error:
        return Failure(error)
    except Exception as error:  # noqa: BLE001 - what a rule stumbles over is told, and does not end the process
        return Failure(None, f"{type(error).__name__}: {error}")


def serve(jobs: BinaryIO, replies: BinaryIO) -> None:
    """Answer jobs until there are no more."""

    def send(reply: Reply) -> None:
        pickle.dump(reply, replies, protocol=pickle.HIGHEST_PROTOCOL)
        replies.flush()

    desk = Desk(send)
    while True:
        try:
            job = pickle.load(jobs)  # noqa: S301 - the pipe is this program's own
        except EOFError:
            return
        gc.disable()  # the values of a job are many and hardly in cycles; what is left is collected when it is answered
        send(reply_to(job, desk))
        del job
        gc.collect()
        gc.freeze()


def main() -> None:
    """Serve over standard input and output; whatever else is printed goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the one that asks
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        serve(sys.stdin.buffer, replies)
    except BrokenPipeError:
        os._exit(0)  # nobody waits for the answer


if __name__ == "__main__":
    main()
