"""A concept as text that people edit: TOML with the names of the term model, as ``zhengming edit`` shows it."""

import os
import shlex
import subprocess
import tempfile
import tomllib
from pathlib import Path
from typing import Final

from glossary.errors import UsageError
from glossary.report.json import ESCAPES
from termbase.codec import from_plain, to_plain
from termbase.concepts import Concept
from termbase.errors import InvalidValue

_HEAD: Final = """\
# {id}. Save and close to store it; leave it as it is to change nothing.
# status: preferred, admitted, deprecated, superseded; work_state: proposed, approved. docs/curation.md has the fields.

"""
_EDITORS: Final = ("VISUAL", "EDITOR")


def form_of(concept: Concept) -> str:
    """The concept as a form, in which nothing can steer a terminal: TOML has the escapes that JSON has."""
    import tomli_w  # only editing needs it

    plain = to_plain(concept)
    plain.pop("provenance", None)
    return _HEAD.format(id=concept.id) + tomli_w.dumps(plain, multiline_strings=True).translate(ESCAPES)


def concept_from(form: str, place: str) -> Concept:
    """The concept that a form holds. Raises ``UsageError`` for ``place`` with the line or field that is wrong."""
    try:
        return from_plain(tomllib.loads(form))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(place, f"is no TOML: {error}", "mend it there") from error
    except InvalidValue as error:
        raise UsageError(place, f"{error.place}: {error.problem}", error.cure) from error


def edited(form: str, name: str) -> str:
    """What the user's editor makes of a form: VISUAL, else EDITOR, else vi. Raises ``UsageError`` if it fails."""
    command = next((value for it in _EDITORS if (value := os.environ.get(it))), "vi")
    with tempfile.TemporaryDirectory(prefix="zhengming-") as folder:
        path = Path(folder, f"{name}.toml")
        path.write_text(form, encoding="utf-8")
        try:
            status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603
        except OSError as error:
            raise UsageError(command, f"cannot be run ({error.strerror})", "name your editor in EDITOR") from error
        if status:
            raise UsageError(command, f"ended with status {status}", "nothing was changed")
        return path.read_text(encoding="utf-8")
