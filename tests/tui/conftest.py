"""What the tests of the screens share."""

import pytest
from textual import _wait

from tests.tui import picture

# Textual waits in such steps until the process rests, several times a key. Shorter ones find the rest sooner.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20


@pytest.fixture(autouse=True)
def _drawing(request: pytest.FixtureRequest) -> None:
    """Let ``--draw`` reach the pictures, in every process of the run."""
    picture.draws = request.config.getoption("--draw")
