"""What is told of waivers that waive nothing any more."""

import os
from collections.abc import Iterator

from glossary.config import nearest
from glossary.errors import ConfigError, UsageError
from glossary.examining import Examined
from glossary.index.term_index import TermIndex
from glossary.waivers.sieve import Sieve
from glossary.waivers.waiver import ListedWaiver
from termbase.errors import ZhengmingError


def watched(
    examined: Iterator[Examined], sieve: Sieve, index: TermIndex, searched: list[str], notes: list[ZhengmingError]
) -> Iterator[Examined]:
    """What was examined, and, when all is done, notes on waivers that have ended or that covered nothing.

    Whether a waiver of the settings covers nothing is known only where their whole folder was ``searched``. Raises
    ``ConfigError`` for one that names a concept that does not exist.
    """
    for waiver in sieve.listed:
        _check_concepts(waiver, index)
    return _watched(examined, sieve, searched, notes)


def _watched(
    examined: Iterator[Examined], sieve: Sieve, searched: list[str], notes: list[ZhengmingError]
) -> Iterator[Examined]:
    used: set[str] = set()
    stale = 0
    for item in examined:
        used |= item.used
        stale += item.stale
        yield item
    notes += [
        ConfigError(waiver.place, f"held until {waiver.until}", "take it out, or renew its date")
        for waiver in sieve.expired
    ]
    if _holds_all(searched, sieve.folder):
        notes += [
            ConfigError(waiver.place, "covers no finding", "take it out")
            for waiver in sieve.listed
            if waiver.place not in used
        ]
    if sieve.baseline and stale:
        problem = f"{stale} of the findings it knows occur no more"
        notes.append(UsageError(sieve.baseline.path, problem, "renew it with --write-baseline"))


def _holds_all(searched: list[str], folder: str) -> bool:
    """Whether the folder of the settings lies in one of the folders that were searched."""
    places = [os.path.abspath(path) for path in searched if os.path.isdir(path)]  # noqa: PTH100, PTH112 - as lint does
    return any(folder == place or folder.startswith(os.path.join(place, "")) for place in places)  # noqa: PTH118


def _check_concepts(waiver: ListedWaiver, index: TermIndex) -> None:
    for concept in waiver.concepts:
        if concept not in index.concept_ids:
            cure = nearest(concept, sorted(index.concept_ids)) if len(index.concept_ids) < 20_000 else ""
            cure = cure if cure.startswith("did") else "zhengming search finds its id"
            raise ConfigError(f"{waiver.place}: concept", f"there is no concept {concept!r}", cure)
