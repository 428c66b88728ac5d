"""What is asked of the process that checks, and what it answers: plain values that can be sent."""

from dataclasses import dataclass
from typing import Final

from glossary.alignment.bilingual import AlignedPair
from glossary.findings import Finding
from glossary.waivers.waiver import Waived
from termbase.errors import ZhengmingError
from termbase.locations import Location

MOST: Final = 10_000
"""How many findings of a text are told; nobody goes through more at a time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A text to check as the article ``path``, against the term base and by the settings that hold in ``folder``.

    ``source`` is its Chinese, read from ``source_path``; empty for none.
    """

    location: Location
    folder: str
    path: str
    text: str
    source_path: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text: findings by their place, those that are waived, and how it goes with its Chinese.

    ``left_out`` counts findings behind the first ``MOST``. Offsets of ``paragraphs`` and ``sentences`` count the text,
    and on the side of the source the prose of the Chinese article. ``notes`` are worth telling and stop nothing.
    """

    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    paragraphs: tuple[AlignedPair, ...] = ()
    sentences: tuple[AlignedPair, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Amended:
    """A file that was amended: what stood in it, None for no file, and what stands in it now."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Preparing:
    """The process compiles the term base first, which takes seconds."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The text could not be checked: for a reason that the user can cure, or else, without ``error``, by a mistake."""

    error: ZhengmingError | None
    said: str = ""


Reply = Checked | Preparing | Failure


class CheckFailed(ZhengmingError):
    """The process that checks came to an end, or did not know what to do; ``place`` says what was checked."""
