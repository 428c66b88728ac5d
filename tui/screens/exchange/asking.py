"""Ask for another value of a setting of the import, or for what a column is to be taken for."""

from dataclasses import replace
from typing import Any, Final

from textual.app import App

from termbase.exchange.sheet.columns import USUAL
from termbase.exchange.sheet.heading import ColumnUse
from termbase.exchange.sheet.preview import Preview
from tui.dialogs.ask_text import AskText
from tui.dialogs.choose import Choose
from tui.screens.exchange.import_settings import (
    DELIMITERS,
    DIRECTIONS,
    ENCODINGS,
    OTHER,
    POLICY_CHOICES,
    readable,
    with_option,
)
from tui.services.exchanging import IncomingFile

_AS_RECOGNISED: Final = "\0recognised"
_LANGUAGES: Final = "such as zh-Hans, en, fr"


async def ask_format(app: App[Any], current: str) -> str | None:
    """The name of a format that can be read."""
    return await app.push_screen_wait(Choose("Read it as", readable(), current=current))


async def ask_policy(app: App[Any], current: str) -> str | None:
    """What is to be done with a concept that is there already."""
    choices = [(str(policy), text) for policy, text in POLICY_CHOICES]
    return await app.push_screen_wait(Choose("A concept that is there already", choices, current=current))


async def ask_option(app: App[Any], file: IncomingFile, preview: Preview | None, name: str) -> IncomingFile | None:
    """The file read in another way."""
    if name == "languages":
        return await _ask_languages(app, file)
    if name == "sheet":
        sheets = [(sheet, sheet) for sheet in (preview.sheets if preview else ())]
        chosen = await app.push_screen_wait(Choose("Sheet of the workbook", sheets, current=file.options.sheet))
    else:
        choices, title = (ENCODINGS, "Encoding") if name == "encoding" else (DELIMITERS, "What separates the cells")
        current = getattr(file.options, name)
        chosen = await app.push_screen_wait(Choose(title, choices, current=current))
        if chosen == OTHER:
            chosen = await app.push_screen_wait(AskText(title, value=current, required=True))
    return None if chosen is None else with_option(file, name, chosen)


async def ask_column(app: App[Any], file: IncomingFile, use: ColumnUse) -> IncomingFile | None:
    """The file with one of its columns taken for another."""
    choices = [
        ("", "pass it over"),
        (_AS_RECOGNISED, "as recognised"),
        *((name, f"{name}  {meaning}") for name, meaning in USUAL),
        (OTHER, "another column …"),
    ]
    current = use.column.name if use.column else ""
    title = f"Take {use.heading or 'the column'} for"
    chosen = await app.push_screen_wait(Choose(title, choices, current=current, filterable=True))
    if chosen == OTHER:
        placeholder = "such as preferred_fr or admitted_en_source"
        chosen = await app.push_screen_wait(AskText(title, value=current, placeholder=placeholder, required=True))
    if chosen is None:
        return None
    return file.taking(use.heading, None if chosen == _AS_RECOGNISED else chosen)


async def _ask_languages(app: App[Any], file: IncomingFile) -> IncomingFile | None:
    current = (file.options.source_language, file.options.target_language)
    chosen = await app.push_screen_wait(Choose("From which language into which", DIRECTIONS, current=current))
    if chosen and chosen[0] == OTHER:
        texts = [
            await app.push_screen_wait(
                AskText(title, value=value, placeholder="such as zh-Hans, en, fr", required=True)
            )
            for title, value in zip(("Source language", "Target language"), current, strict=True)
        ]
        chosen = (texts[0], texts[1]) if texts[0] and texts[1] else None
    if not chosen:
        return None
    return replace(file, options=replace(file.options, source_language=chosen[0], target_language=chosen[1]))
