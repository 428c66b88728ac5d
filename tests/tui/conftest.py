"""What the tests of the screens share."""

import pytest
from textual import _wait
from textual.css.stylesheet import Stylesheet

from tests.tui import picture

# Textual waits in such steps until the process rests, several times a key. Shorter ones find the rest sooner.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20


_parsed: dict[tuple[object, ...], object] = {}
_parse = Stylesheet._parse_rules


def _parse_once(self: Stylesheet, *css: object, **more: object) -> object:
    """Every app parses the same sheets for itself, a tenth of a second each; what they say is the same in all tests."""
    key = (css, tuple(more.items()), tuple(sorted(self._variables.items())))
    if key not in _parsed:
        _parsed[key] = _parse(self, *css, **more)
    return _parsed[key]


Stylesheet._parse_rules = _parse_once


@pytest.fixture(autouse=True)
def _drawing(request: pytest.FixtureRequest) -> None:
    """Let ``--draw`` reach the pictures, in every process of the run."""
    picture.draws = request.config.getoption("--draw")
