"""The exchange formats, by name and by file suffix. Importing this loads no format; reading and writing do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.values import LossReport, Problem, ReadOptions, WriteOptions
from termbase.history.values import HistoryRecord

Item = Concept | Problem | HistoryRecord
"""What a file gives: concepts, problems, and after these what the formats with a history know of it."""

if TYPE_CHECKING:
    from termbase.exchange.sheet.preview import Preview


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format.

    ``reader`` is the module that holds ``read(stream, name, options)``, ``writer`` the one that holds
    ``write(concepts, stream, options)``; either is empty where the format cannot be read or written. ``previewer``
    holds ``preview(stream, name, options)`` where the format is a sheet whose columns can be chosen. ``suffixes`` are
    lower-case; a suffix belongs to the first format of the table that lists it. ``roots`` are the names that the
    outermost element of an XML file may have, or names with the ``type`` that it has, in lower case: where formats
    share a suffix, they tell which one a file is of. ``profile`` is the tool whose habits the format follows, or the
    dialect that it is written in, where a module serves several. ``carries_history`` says whether the history of a term
    base can go with it. ``companion`` is the suffix of a second file that some program wants beside the export, and
    ``companion_writer`` the module that holds its ``write(concepts, stream, options)``. ``read_by`` names what of the
    ``ReadOptions`` decides how a file is read, ``encoding``, ``delimiter``, ``sheet`` and ``languages``, and
    ``written_by`` what of the ``WriteOptions`` decides how one is written: ``direction``, ``deprecated``, ``order``.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    reader: str = ""
    writer: str = ""
    previewer: str = ""
    profile: str = ""
    carries_history: bool = False
    companion: str = ""
    companion_writer: str = ""
    roots: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()
    written_by: tuple[str, ...] = ()

    @property
    def can_read(self) -> bool:
        """Whether there is a reader."""
        return bool(self.reader)

    @property
    def can_write(self) -> bool:
        """Whether there is a writer."""
        return bool(self.writer)

    def read(self, stream: BinaryIO, name: str, options: ReadOptions | None = None) -> Iterator[Item]:
        """Yield what the stream holds; ``name`` stands for the file in messages.

        A bad record is a ``Problem`` and the rest is read. Raises ``ExchangeError`` if the format cannot be read, and
        while iterating if the file cannot: then nothing of it should be kept.
        """
        if not self.can_read:
            raise ExchangeError(name, f"{self.name} cannot be read", _choices(writing=False))
        chosen = replace(options or ReadOptions(), profile=self.profile)
        return cast("Iterator[Item]", import_module(self.reader).read(stream, name, chosen))

    def preview(self, stream: BinaryIO, name: str, options: ReadOptions | None = None) -> "Preview":
        """What the columns of a sheet would be taken for; ``ExchangeError`` for a format without columns too."""
        if not self.previewer:
            sheets = ", ".join(entry.name for entry in FORMATS if entry.previewer)
            raise ExchangeError(name, f"{self.name} has no columns to preview", f"these have: {sheets}")
        chosen = replace(options or ReadOptions(), profile=self.profile)
        return cast("Preview", import_module(self.previewer).preview(stream, name, chosen))

    def write(self, concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
        """Write the concepts, in their order, and say what the file cannot carry. Raises ``ExchangeError``."""
        if not self.can_write:
            raise ExchangeError(self.name, "cannot be written", _choices(writing=True))
        chosen = replace(options, profile=self.profile)
        return cast("LossReport", import_module(self.writer).write(concepts, stream, chosen))

    def write_companion(self, concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> None:
        """Write the second file for an export of the same concepts with the same options."""
        chosen = replace(options, profile=self.profile)
        import_module(self.companion_writer).write(concepts, stream, chosen)


FORMATS: Final = (
    Format(
        name="csv",
        description="Comma-separated values, one concept a row, for spreadsheets",
        suffixes=(".csv",),
        reader="termbase.exchange.csv_sheet",
        writer="termbase.exchange.csv_sheet",
        previewer="termbase.exchange.csv_sheet",
        read_by=("encoding", "delimiter", "languages"),
    ),
    Format(
        name="tsv",
        description="Tab-separated values, the same sheet with tabs",
        suffixes=(".tsv", ".tab"),
        reader="termbase.exchange.csv_sheet",
        writer="termbase.exchange.csv_sheet",
        previewer="termbase.exchange.csv_sheet",
        profile="tsv",
        read_by=("encoding", "delimiter", "languages"),
    ),
    Format(
        name="xlsx",
        description="Workbooks of spreadsheet programs, the same sheet",
        suffixes=(".xlsx", ".xlsm"),
        reader="termbase.exchange.xlsx_sheet",
        writer="termbase.exchange.xlsx_sheet",
        previewer="termbase.exchange.xlsx_sheet",
        read_by=("sheet", "languages"),
    ),
    Format(
        name="omegat",
        description="OmegaT glossary: text with tabs between source, target and comment",
        suffixes=(".txt", ".utf8"),
        reader="termbase.exchange.pair_list",
        writer="termbase.exchange.pair_list",
        read_by=("encoding", "languages"),
        written_by=("direction",),
    ),
    Format(
        name="xbench",
        description="Key terms for Xbench: text with tabs between source, target and comment",
        suffixes=(".txt",),
        reader="termbase.exchange.pair_list",
        writer="termbase.exchange.pair_list",
        profile="xbench",
        read_by=("encoding", "languages"),
        written_by=("direction",),
    ),
    Format(
        name="memoq",
        description="CSV as memoQ imports and exports term bases",
        suffixes=(".csv",),
        reader="termbase.exchange.memoq.reading",
        writer="termbase.exchange.memoq.writing",
        read_by=("encoding", "delimiter"),
        written_by=("deprecated",),
    ),
    Format(
        name="phrase",
        description="Workbooks as Phrase TMS imports and exports term bases",
        suffixes=(".xlsx",),
        reader="termbase.exchange.phrase_sheet.reading",
        writer="termbase.exchange.phrase_sheet.writing",
        read_by=("sheet", "languages"),
        written_by=("deprecated",),
    ),
    Format(
        name="multiterm",
        description="MultiTerm XML, for MultiTerm, Trados Studio and memoQ",
        suffixes=(".xml", ".mtf"),
        roots=("mtf",),
        reader="termbase.exchange.multiterm.reading",
        writer="termbase.exchange.multiterm.writing",
        companion=".xdt",
        companion_writer="termbase.exchange.multiterm.definition",
    ),
    Format(
        name="tbx-basic",
        description="TBX v3 (ISO 30042:2019), dialect TBX-Basic, style DCA",
        suffixes=(".tbx", ".xml"),
        roots=("tbx", "martif"),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v3",
        profile="basic",
        read_by=("encoding",),
    ),
    Format(
        name="tbx-basic-dct",
        description="TBX v3, dialect TBX-Basic, style DCT",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v3",
        profile="basic-dct",
        read_by=("encoding",),
    ),
    Format(
        name="tbx-min",
        description="TBX v3, dialect TBX-Min, style DCA: terms with status, part of speech and subject field",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v3",
        profile="min",
        read_by=("encoding",),
    ),
    Format(
        name="tbx-min-dct",
        description="TBX v3, dialect TBX-Min, style DCT",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v3",
        profile="min-dct",
        read_by=("encoding",),
    ),
    Format(
        name="tbx-core",
        description="TBX v3, dialect TBX-Core: terms and notes",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v3",
        profile="core",
        read_by=("encoding",),
    ),
    Format(
        name="tbx-full",
        description="TBX v3, our own dialect: TBX-Basic with every field, and the history",
        suffixes=(".tbx",),
        roots=("tbx tbx-zhengming",),
        reader="termbase.exchange.tbx_full",
        writer="termbase.exchange.tbx_full",
        carries_history=True,
        read_by=("encoding",),
    ),
    Format(
        name="tbx-v2",
        description="TBX v2 (martif), bilingual, for any tool that says TBX without a version",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v2",
        read_by=("encoding",),
        written_by=("direction", "deprecated"),
    ),
    Format(
        name="lokalize",
        description="TBX v2 as Lokalize reads it",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v2",
        profile="lokalize",
        read_by=("encoding",),
        written_by=("direction", "deprecated"),
    ),
    Format(
        name="weblate",
        description="TBX v2 as Weblate reads it",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v2",
        profile="weblate",
        read_by=("encoding",),
        written_by=("direction", "deprecated"),
    ),
    Format(
        name="omegat-tbx",
        description="TBX v2 as OmegaT reads it",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_v2",
        profile="omegat",
        read_by=("encoding",),
        written_by=("direction", "deprecated"),
    ),
    Format(
        name="phrase-tbx",
        description="TBX as Phrase TMS reads it, all languages",
        suffixes=(".tbx",),
        reader="termbase.exchange.tbx.reading.documents",
        writer="termbase.exchange.tbx_phrase",
        read_by=("encoding",),
        written_by=("deprecated",),
    ),
    Format(
        name="jsonl",
        description="JSON Lines: every field, and the history",
        suffixes=(".jsonl",),
        reader="termbase.exchange.json_lines",
        writer="termbase.exchange.json_lines",
        carries_history=True,
    ),
    Format(
        name="utx",
        description="UTX, a tab-delimited glossary of two languages",
        suffixes=(".utx",),
        reader="termbase.exchange.utx.reading",
        writer="termbase.exchange.utx.writing",
        read_by=("encoding", "languages"),
        written_by=("direction", "deprecated"),
    ),
    Format(
        name="tmx",
        description="TMX, the short units of a translation memory as proposals",
        suffixes=(".tmx",),
        roots=("tmx",),
        reader="termbase.exchange.tmx",
    ),
    Format(
        name="skos-turtle",
        description="SKOS in Turtle, for linked data",
        suffixes=(".ttl",),
        reader="termbase.exchange.skos.reading",
        writer="termbase.exchange.skos.writing",
        profile="turtle",
    ),
    Format(
        name="skos-jsonld",
        description="SKOS in JSON-LD, for linked data",
        suffixes=(".jsonld",),
        reader="termbase.exchange.skos.reading",
        writer="termbase.exchange.skos.writing",
        profile="json-ld",
    ),
    Format(
        name="markdown",
        description="A glossary for people in Markdown",
        suffixes=(".md",),
        writer="termbase.exchange.markdown",
        written_by=("order",),
    ),
    Format(
        name="html",
        description="A glossary for people as one HTML page",
        suffixes=(".html", ".htm"),
        writer="termbase.exchange.html",
        written_by=("order",),
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
    """The format that a file's suffix stands for; ``ExchangeError`` if none does, or none that can be used so.

    A file that is to be read is looked into where its suffix, such as ``.xml``, leaves several to choose from.
    """
    suffix = PurePath(path).suffix.casefold()
    known = [candidate for candidate in FORMATS if suffix in candidate.suffixes]
    usable = [candidate for candidate in known if (candidate.can_write if writing else candidate.can_read)]
    if usable:
        rooted = not writing and len({candidate.roots for candidate in usable if candidate.roots}) > 1
        return (_by_root(path, usable) if rooted else None) or usable[0]
    if known:
        verb = "written" if writing else "read"
        raise ExchangeError(str(path), f"{known[0].name} cannot be {verb}", _choices(writing=writing))
    problem = f"the suffix {suffix!r} stands for no format" if suffix else "has no suffix that tells its format"
    raise ExchangeError(str(path), problem, f"name the format; {_choices(writing=writing)}")


def _by_root(path: str | PurePath, candidates: Iterable[Format]) -> Format | None:
    """The first of the formats whose files begin with the element that this one begins with."""
    root: str = import_module("termbase.exchange.xml.reading").root_name(path).casefold()
    by_name = {name: candidate for candidate in reversed(list(candidates)) for name in candidate.roots}
    return by_name.get(root) or by_name.get(root.partition(" ")[0])


def _choices(*, writing: bool) -> str:
    names = [f.name for f in FORMATS if (f.can_write if writing else f.can_read)]
    return f"formats that can be {'written' if writing else 'read'}: {', '.join(names)}"
