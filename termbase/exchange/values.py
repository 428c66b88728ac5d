"""What the exchange formats take and give besides concepts: problems, options, losses."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from termbase.errors import InvalidValue
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, language_tag
from termbase.history.values import HistoryRecord

_LANGUAGE_CODE: Final = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")
_REGION_CODES: Final = {CHINESE_SIMPLIFIED: "zh-CN", CHINESE_TRADITIONAL: "zh-TW"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One record of a file that was not taken, or not wholly; the records around it are unharmed.

    ``place`` is the file's name, ``line`` the line, counted from 1, on which the record begins.
    """

    place: str
    line: int
    problem: str
    cure: str = ""

    def __str__(self) -> str:
        text = f"{self.place}:{self.line}: {self.problem}"
        return f"{text}; {self.cure}" if self.cure else text


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user may choose when terms are read; a format ignores what does not concern it.

    ``columns`` pairs headings of a sheet with the columns that docs/formats.md describes, an empty one for a heading to
    be passed over. ``encoding`` and ``delimiter`` hold for text files that would be read otherwise, ``sheet`` for
    workbooks. ``source_language`` and ``target_language`` are those of a file that does not tell its languages.
    ``profile`` is the tool whose habits the file follows. Ill-formed or equal languages are ``InvalidValue``.
    """

    columns: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    source_language: str = CHINESE_SIMPLIFIED
    target_language: str = ENGLISH
    profile: str = ""

    def __post_init__(self) -> None:
        for name in ("source_language", "target_language"):
            object.__setattr__(self, name, _canonical(getattr(self, name), name.replace("_", " ")))
        if self.source_language == self.target_language:
            raise InvalidValue("target language", "is the source language", "choose two languages")


class Order(StrEnum):
    """How a glossary for people is sorted."""

    PINYIN = "pinyin"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What the user may choose when terms are written; a format ignores what does not concern it.

    ``source_language`` and ``target_language`` are the two languages of a bilingual file, as BCP 47 tags of the term
    base; ``source_code`` and ``target_code`` are the codes written for them, by default those that translation tools
    look for (``zh-CN`` for ``zh-Hans``). ``deprecated`` says whether a bilingual file holds the deprecated and
    superseded terms, which some tools offer to the translator like any other; None leaves that to the format, which
    knows its tool. ``profile`` is the tool whose habits the file follows; ``order`` sorts a glossary for people.
    ``history`` is what ``termbase.history.transfer.recorded`` gives, for the formats that carry it; it is read after
    the concepts. Ill-formed or equal languages are ``InvalidValue``.
    """

    source_language: str = CHINESE_SIMPLIFIED
    target_language: str = ENGLISH
    source_code: str = ""
    target_code: str = ""
    deprecated: bool | None = None
    title: str = "Term base"
    profile: str = ""
    order: Order = Order.PINYIN
    history: Iterable[HistoryRecord] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("source_language", "target_language"):
            object.__setattr__(self, name, _canonical(getattr(self, name), name.replace("_", " ")))
        for code in self.codes:
            if not _LANGUAGE_CODE.fullmatch(code):
                raise InvalidValue("language code", f"{code!r} is none", "use codes such as zh-CN or en")
        if self.source_language == self.target_language or len({code.casefold() for code in self.codes}) == 1:
            raise InvalidValue("target language", "is the source language", "choose two languages")

    @property
    def codes(self) -> tuple[str, str]:
        """The codes written for the source and the target language."""
        return (
            self.source_code or region_code(self.source_language),
            self.target_code or region_code(self.target_language),
        )


def region_code(language: str) -> str:
    """The code that translation tools look for, which name Chinese by region: ``zh-CN`` for ``zh-Hans``."""
    return _REGION_CODES.get(language, language)


def _canonical(language: str, place: str) -> str:
    return language if language in (*_REGION_CODES, ENGLISH) else language_tag(language, place)


@dataclass(frozen=True, slots=True)
class Loss:
    """One field that a format could not carry: of how many concepts, and what was done instead."""

    field: str
    concepts: int
    remedy: str


@dataclass(frozen=True, slots=True)
class LossReport:
    """How many concepts were written, and what their file cannot give back. Empty ``losses``: everything is in it."""

    written: int
    losses: tuple[Loss, ...] = ()


class LossLedger:
    """Counts losses while concepts are written, each field once a concept."""

    def __init__(self) -> None:
        self._concepts = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._of_concept: set[tuple[str, str]] = set()

    def lose(self, field: str, remedy: str) -> None:
        """Note that ``field`` of the concept at hand is not carried as it is."""
        self._of_concept.add((field, remedy))

    def close_concept(self, *, written: bool = True) -> None:
        """End the concept at hand: its losses count, and so does the concept if it was ``written``."""
        self._concepts += written
        self._counts.update(self._of_concept)
        self._of_concept.clear()

    def report(self) -> LossReport:
        """The losses so far, the most frequent first."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return LossReport(self._concepts, tuple(Loss(field, n, remedy) for (field, remedy), n in ordered))
