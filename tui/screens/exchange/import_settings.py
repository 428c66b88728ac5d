"""The settings of an import as they are shown, and what there is to choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from glossary.report.importing import POLICIES
from termbase.exchange.formats import FORMATS
from termbase.exchange.sheet.preview import Preview
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH
from termbase.importing.values import ImportPolicy
from tui.services.exchanging import IncomingFile
from tui.services.folders import printable_path, short_path
from tui.widgets.setting_list import Setting

OTHER: Final = "\0other"
"""The choice of what is not listed."""

ENCODINGS: Final = (
    ("", "recognise it"),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030, and GBK and GB 2312"),
    ("big5", "Big5"),
    ("big5hkscs", "Big5-HKSCS"),
    ("utf-16", "UTF-16"),
    ("windows-1252", "windows-1252"),
    (OTHER, "another one …"),
)
DELIMITERS: Final = (
    ("", "recognise it"),
    (",", "commas"),
    (";", "semicolons"),
    ("\t", "tabs"),
    ("|", "bars |"),
    (OTHER, "another one …"),
)
DIRECTIONS: Final = (
    ((CHINESE_SIMPLIFIED, ENGLISH), "Chinese (Simplified) to English"),
    ((ENGLISH, CHINESE_SIMPLIFIED), "English to Chinese (Simplified)"),
    ((CHINESE_TRADITIONAL, ENGLISH), "Chinese (Traditional) to English"),
    ((ENGLISH, CHINESE_TRADITIONAL), "English to Chinese (Traditional)"),
    ((OTHER, OTHER), "other languages …"),
)
POLICY_CHOICES: Final = tuple((policy, f"{policy}: {meaning}") for policy, meaning in POLICIES.items())


def readable() -> Sequence[tuple[str, str]]:
    """The names of the formats that can be read, with their descriptions."""
    return [(it.name, f"{it.name}  {it.description}") for it in FORMATS if it.can_read]


def settings(file: IncomingFile | None, preview: Preview | None, policy: ImportPolicy) -> Iterator[Setting]:
    """A line for the file, and for everything that decides how it is read."""
    if not file:
        yield Setting("file", "File", "none yet", "enter, or o: choose the file to import")
        return
    yield Setting("file", "File", printable_path(file.path.name), f"in {short_path(file.path.parent)}")
    yield Setting("policy", "Known ones", str(policy), POLICIES[policy])
    yield Setting("format", "Format", file.source.name, file.source.description)
    if "encoding" in file.source.read_by:
        yield _encoding(file, preview)
    if "delimiter" in file.source.read_by:
        yield _delimiter(file, preview)
    if "sheet" in file.source.read_by:
        others = len(preview.sheets) - 1 if preview else 0
        hint = f"{others} more in the workbook" if others > 0 else "the only one"
        yield Setting("sheet", "Sheet", (preview.sheet if preview else "") or file.options.sheet or "the first", hint)
    if "languages" in file.source.read_by:
        languages = f"{file.options.source_language} → {file.options.target_language}"
        yield Setting("languages", "Languages", languages, "where the file does not tell its own")


def with_option(file: IncomingFile, name: str, value: str) -> IncomingFile:
    """The file read with another encoding, delimiter or sheet; another sheet has other columns."""
    columns = () if name == "sheet" else file.options.columns
    return replace(file, options=replace(file.options, columns=columns, **{name: value}))


def _encoding(file: IncomingFile, preview: Preview | None) -> Setting:
    found = preview.encoding if preview else ""
    if file.options.encoding:
        return Setting("encoding", "Encoding", found or file.options.encoding, "as chosen")
    told = "told from the text" if preview and preview.guessed else ""
    return Setting("encoding", "Encoding", found or "recognised", told)


def _delimiter(file: IncomingFile, preview: Preview | None) -> Setting:
    chosen = file.options.delimiter or (preview.delimiter if preview else "")
    names = dict(DELIMITERS)
    hint = "as chosen" if file.options.delimiter else ""
    return Setting("delimiter", "Cells between", names.get(chosen, chosen) if chosen else "recognised", hint)
