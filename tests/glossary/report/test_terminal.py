"""What may reach a terminal, and how wide it is there."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.report.terminal import Palette, printable, wants_colour, width


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for char in shown
    )
    assert printable(shown) == shown


@pytest.mark.parametrize(
    "text", ["plain", "产业链", "chǎn yè liàn", "don\u2019t \u2014 50\u00a0%", "\U0001f600", "e\u0301"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("chain", 5), ("产业链", 6), ("（A）", 5), ("e\u0301", 1), ("chǎn", 4), ("，", 2)]
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())


@pytest.mark.parametrize(
    ("variable", "value", "colour"), [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)]
)
def test_the_user_can_turn_colour_off(variable: str, value: str, colour: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    assert wants_colour(Terminal()) is colour


@pytest.mark.parametrize("paint", ["place", "span", "good", "dim"])
def test_every_colour_is_ended(paint: str) -> None:
    assert getattr(Palette(colour=True), paint)("x").endswith("x\x1b[0m")
    assert getattr(Palette(colour=True), paint)("") == ""
    assert getattr(Palette(colour=False), paint)("x") == "x"
