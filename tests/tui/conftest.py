"""What the tests of the screens share."""

import pytest

from tests.tui import picture


@pytest.fixture(autouse=True)
def _drawing(request: pytest.FixtureRequest) -> None:
    """Let ``--draw`` reach the pictures, in every process of the run."""
    picture.draws = request.config.getoption("--draw")
