"""Pictures of screens: the text that stands on them, kept beside the tests and compared.

``pytest --draw`` writes them anew; what changed is then read in the diff.
"""

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.plain import lines

_FOLDER = Path(__file__).parent / "pictures"

draws = False
"""Whether pictures are written instead of compared; ``conftest.py`` sets it."""


def check_picture(pilot: Pilot[None], name: str) -> None:
    """Compare the screen with the picture of this name in its size."""
    size = pilot.app.size
    file = _FOLDER / f"{name}.{size.width}x{size.height}.txt"
    drawn = "".join(f"{line.rstrip()}\n" for line in lines(pilot))
    if draws:
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert file.exists(), f"there is no picture {file.name}; pytest --draw makes it"
    assert drawn == file.read_text(encoding="utf-8"), f"{file.name} shows another screen; pytest --draw draws it anew"
