"""The exchange formats, by name and by file suffix. Importing this loads no format; reading and writing do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Final, cast

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.values import LossReport, Problem, ReadOptions, WriteOptions


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format.

    ``reader`` is the module that holds ``read(stream, name, options)``, ``writer`` the one that holds
    ``write(concepts, stream, options)``; either is empty where the format cannot be read or written. ``suffixes`` are
    lower-case; a suffix belongs to the first format of the table that lists it. ``profile`` is the tool whose habits
    the format follows where a module serves several.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    reader: str = ""
    writer: str = ""
    profile: str = ""

    @property
    def can_read(self) -> bool:
        """Whether there is a reader."""
        return bool(self.reader)

    @property
    def can_write(self) -> bool:
        """Whether there is a writer."""
        return bool(self.writer)

    def read(self, stream: BinaryIO, name: str, options: ReadOptions | None = None) -> Iterator[Concept | Problem]:
        """Yield what the stream holds; ``name`` stands for the file in messages.

        A bad record is a ``Problem`` and the rest is read. Raises ``ExchangeError`` if the format cannot be read, and
        while iterating if the file cannot: then nothing of it should be kept.
        """
        if not self.can_read:
            raise ExchangeError(name, f"{self.name} cannot be read", _choices(writing=False))
        chosen = replace(options or ReadOptions(), profile=self.profile)
        return cast("Iterator[Concept | Problem]", import_module(self.reader).read(stream, name, chosen))

    def write(self, concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
        """Write the concepts, in their order, and say what the file cannot carry. Raises ``ExchangeError``."""
        if not self.can_write:
            raise ExchangeError(self.name, "cannot be written", _choices(writing=True))
        chosen = replace(options, profile=self.profile)
        return cast("LossReport", import_module(self.writer).write(concepts, stream, chosen))


FORMATS: Final = (
    Format(
        name="csv",
        description="Comma-separated values, one concept a row, for spreadsheets",
        suffixes=(".csv",),
        reader="termbase.exchange.csv_sheet",
        writer="termbase.exchange.csv_sheet",
    ),
    Format(
        name="tbx-basic",
        description="TBX v3 (ISO 30042:2019), dialect TBX-Basic, style DCA",
        suffixes=(".tbx",),
        writer="termbase.exchange.tbx_basic",
    ),
    Format(
        name="tbx-v2",
        description="TBX v2 (martif), bilingual, for OmegaT, Weblate, Lokalize and Translate Toolkit",
        suffixes=(".tbx",),
        writer="termbase.exchange.tbx_v2",
    ),
)


def format_named(name: str) -> Format:
    """The format of this name, or ``ExchangeError`` with the nearest name."""
    wanted = name.strip().casefold()
    for candidate in FORMATS:
        if candidate.name == wanted:
            return candidate
    near = get_close_matches(wanted, [candidate.name for candidate in FORMATS], n=1, cutoff=0.5)
    cure = f"did you mean {near[0]}?" if near else f"use one of: {', '.join(f.name for f in FORMATS)}"
    raise ExchangeError("format", f"unknown format {name!r}", cure)


def format_for(path: str | PurePath, *, writing: bool) -> Format:
    """The format that a file's suffix stands for; ``ExchangeError`` if none does, or none that can be used so."""
    suffix = PurePath(path).suffix.casefold()
    known = [candidate for candidate in FORMATS if suffix in candidate.suffixes]
    for candidate in known:
        if candidate.can_write if writing else candidate.can_read:
            return candidate
    if known:
        verb = "written" if writing else "read"
        raise ExchangeError(str(path), f"{known[0].name} cannot be {verb}", _choices(writing=writing))
    problem = f"the suffix {suffix!r} stands for no format" if suffix else "has no suffix that tells its format"
    raise ExchangeError(str(path), problem, f"name the format; {_choices(writing=writing)}")


def _choices(*, writing: bool) -> str:
    names = [f.name for f in FORMATS if (f.can_write if writing else f.can_read)]
    return f"formats that can be {'written' if writing else 'read'}: {', '.join(names)}"
