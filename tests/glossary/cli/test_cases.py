"""The command line on its cases: ``cases/*.toml``.

A case names its ``files`` (text by path; ``hex`` for bytes that are no text), the ``run`` (arguments), and what has to
come out: ``status`` (0 unless given), ``stdout`` and ``stderr`` (exact), or ``stdout-has``, ``stdout-lacks``,
``stderr-has``, ``stderr-lacks`` (lists of parts). ``before`` are runs that have to succeed first. ``writes`` are files
that have to be there afterwards, with their text (or its parts, in a list); ``leaves`` is the exact list of all files.

``terms.db`` is laid for every case: a term base made by ``init --empty`` and ``import`` from ``terms.csv``. To add a
case, copy one.
"""

import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .running import Ran, run

CASES = Path(__file__).parent / "cases"
KEYS = set(
    "name files hex folders stdin before run environment status stdout stderr stdout-has stdout-lacks stderr-has"
    " stderr-lacks writes leaves unless-root".split()
)


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert set(case) <= KEYS, (path.name, set(case) - KEYS)
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any], terms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if case.get("unless-root") and hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("nothing is unreadable to root")
    for variable, value in case.get("environment", {}).items():
        monkeypatch.setenv(variable, value)
    lay(case, terms)
    for arguments in case.get("before", []):
        assert run(*arguments).status == 0, arguments

    ran = run(*case["run"], stdin=case.get("stdin", "").encode())

    told = f"stdout:\n{ran.stdout}\nstderr:\n{ran.stderr}"
    assert ran.status == case.get("status", 0), told
    compare(case, ran)
    if ran.status == 2:
        is_one_clear_line(ran.stderr)
    for name, content in case.get("writes", {}).items():
        written = Path(name).read_text(encoding="utf-8")
        assert written == content if isinstance(content, str) else all(part in written for part in content)
    if "leaves" in case:
        assert sorted(str(path) for path in Path().rglob("*") if path.is_file()) == sorted(case["leaves"])


def lay(case: dict[str, Any], terms: Path) -> None:
    shutil.copy(terms, "terms.db")
    for name in case.get("folders", []):
        Path(name).mkdir(parents=True)
    contents = {name: text.encode() for name, text in case.get("files", {}).items()}
    contents |= {name: bytes.fromhex(digits) for name, digits in case.get("hex", {}).items()}
    for name, content in contents.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if case.get("unless-root") == name:
            path.chmod(0)


def compare(case: dict[str, Any], ran: Ran) -> None:
    for stream, text in (("stdout", ran.stdout), ("stderr", ran.stderr)):
        if stream in case:
            assert text == case[stream]
        for part in case.get(f"{stream}-has", []):
            assert part in text
        for part in case.get(f"{stream}-lacks", []):
            assert part not in text


def is_one_clear_line(stderr: str) -> None:
    """Each complaint is one line of the form ``zhengming: PLACE: PROBLEM; CURE``, with no raw control character."""
    lines = stderr.splitlines()
    complaints = [line for line in lines if line.startswith("zhengming: ")]
    assert complaints, stderr
    assert "Traceback" not in stderr
    for line in complaints:
        assert re.fullmatch(r"zhengming: \S.*: \S.*; \S.*", line), line
    summary = [line for line in lines if line not in complaints]
    assert len(summary) <= 1, stderr
    assert all("checked" in line for line in summary)
