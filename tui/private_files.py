"""Files that a user's programs keep for themselves: readable to nobody else, and whole or not there."""

import os
from pathlib import Path


def replace_private(path: Path, content: bytes, *, unfinished: Path) -> None:
    """Put ``content`` in the place of ``path``; a kill leaves this file or the one before. Raises ``OSError``.

    ``unfinished`` is the name until all is written, beside ``path`` and of nobody else's use.
    """
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 - private
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
