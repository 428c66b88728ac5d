"""After a change of the term base ``lint`` makes its index from the earlier one, and finds what a new one finds."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from glossary.cli import lint
from glossary.index import cache
from termbase.folders import cache_folder

from .running import run

ARTICLE = "China will stabilize the industrial chain supply chain, and chains of supplies, with great toughness.\n"
FEW = ("--select", "deprecated-term,misspelt-name")
"""Rules that ask for a few parts of the index only."""
NEW = (
    "zh,preferred_en,deprecated_en,deprecated_reason,deprecated_evidence\n"
    "供应链韧性,supply chain resilience,great toughness,Word for word.,always\n"
)


@pytest.fixture
def own(request: pytest.FixtureRequest, terms: Path) -> Iterator[str]:
    """A term base that was linted with before it was changed."""
    shutil.copy(terms, "terms.db")
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    Path("new.csv").write_text(NEW, encoding="utf-8")
    with patch.object(cache, "_FEW", 0):
        findings("terms.db", *(FEW if "damage" in request.fixturenames else ()))
        assert run("import", "new.csv", "--termbase", "terms.db").status == 0
        yield "terms.db"


def findings(termbase: str, *options: str) -> list[object]:
    ran = run("lint", "a.txt", "--termbase", termbase, "--format", "json", *options)
    assert ran.status in (0, 1), ran.stderr
    found: list[object] = json.loads(ran.stdout)["findings"]
    return found


def refuse(*_: object) -> None:
    raise AssertionError("all concepts are read although few were changed")


def test_only_what_was_changed_is_read(own: str) -> None:
    with patch.object(lint, "concepts_of", refuse):
        found = findings(own)
        assert any("great toughness" in str(finding) for finding in found)
        assert run("undo", "--termbase", own).status == 0
        before = findings(own)
    assert before != found
    shutil.rmtree(cache_folder())
    assert before == findings(own)
    assert run("undo", "3", "--termbase", own).status == 0
    assert found == findings(own)


@pytest.mark.parametrize(
    ("ending", "damage"), [("zmdraft", "cut"), ("zmdraft", "garbage"), ("zmindex", "empty"), ("zmindex", "gone")]
)
def test_what_is_damaged_is_made_anew(own: str, ending: str, damage: str) -> None:
    for file in Path(cache_folder(), "index").glob(f"*.{ending}"):
        content = file.read_bytes()
        file.unlink()
        if damage != "gone":
            kept = {"empty": b"", "garbage": b"garbage" * 999, "cut": content[: len(content) // 2]}[damage]
            file.write_bytes(kept)
    found = findings(own, *FEW)
    assert found
    shutil.rmtree(cache_folder())
    assert findings(own, *FEW) == found
