"""A concept as text that people edit: TOML with the names of the term model, as ``zhengming edit`` shows it."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from glossary.errors import UsageError
from glossary.report.json import ESCAPES
from glossary.report.terminal import printable
from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept
from termbase.errors import InvalidValue

_HEAD: Final = """\
# {id}. Save and close to store it; leave it as it is to change nothing.
# version: the one that you edit. status: preferred, admitted, deprecated, superseded; work_state: proposed, approved.
# docs/curation.md has the fields.

"""
_VERSION: Final = "version"
_EDITORS: Final = ("VISUAL", "EDITOR")


def form_of(concept: Concept, version: int) -> str:
    """The concept in this version as a form, in which nothing can steer a terminal: TOML has the escapes of JSON."""
    import tomli_w  # only editing needs it

    plain = to_plain(concept)
    plain.pop("provenance", None)
    form = tomli_w.dumps({_VERSION: version} | plain, multiline_strings=True)
    return _HEAD.format(id=concept.id) + form.translate(ESCAPES)


def concept_from(form: str, place: str) -> tuple[Concept, int | None]:
    """The concept that a form holds, and the version that it was made from, if it says so.

    Raises ``UsageError`` for ``place`` with the line or field that is wrong.
    """
    try:
        plain = tomllib.loads(form)
        version = _checked_version(plain.pop(_VERSION, None))
        return from_plain(plain), version
    except tomllib.TOMLDecodeError as error:
        raise UsageError(place, f"is no TOML: {error}", "mend it there") from error
    except InvalidValue as error:
        raise UsageError(place, f"{error.place}: {error.problem}", error.cure) from error


def _checked_version(version: object) -> int | None:
    if version is None or type(version) is int:
        return version
    raise InvalidValue(_VERSION, "is no whole number", "leave it as it was")


class Draft:
    """A form in a file of its own, in which an editor changes it; made by ``drafted``."""

    def __init__(self, path: Path, form: str) -> None:
        self.path = path
        self._first = form
        path.write_text(form, encoding="utf-8")

    @property
    def is_changed(self) -> bool:
        """Whether anything was written that could be lost."""
        try:
            return self.path.read_text(encoding="utf-8", errors="replace") != self._first
        except OSError:
            return False

    def edited(self) -> str:
        """What the user's editor makes of it: VISUAL, else EDITOR, else vi. Raises ``UsageError`` if it fails."""
        command = next((value for it in _EDITORS if (value := os.environ.get(it))), "vi")
        try:
            status = subprocess.run([*shlex.split(command), str(self.path)], check=False).returncode  # noqa: S603
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(command, f"cannot be run ({reason})", "name your editor in EDITOR") from error
        if status:
            raise UsageError(command, f"ended with status {status}", "nothing was changed")
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no UTF-8"
            raise UsageError(str(self.path), f"cannot be read ({reason})", "nothing was changed") from error


@contextmanager
def drafted(form: str, name: str) -> Iterator[Draft]:
    """A draft that goes when the block ends well; when it fails, what the user wrote stays, and where is told."""
    folder = Path(tempfile.mkdtemp(prefix="zhengming-"))
    draft = Draft(folder / f"{name}.toml", form)
    try:
        yield draft
    except BaseException:
        if draft.is_changed:
            print(f"zhengming: {printable(str(draft.path))}: your form is kept there", file=sys.stderr)
        else:
            shutil.rmtree(folder)
        raise
    shutil.rmtree(folder)
