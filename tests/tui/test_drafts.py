"""Drafts: what was typed lies there when its program is gone, and only then; no hostile file does harm."""

import json
import multiprocessing
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given

from termbase.concepts import Concept
from tests.strategies import concepts
from tui.forms.concepts import form_of, new_concept, new_form
from tui.forms.parts import with_text
from tui.services.drafts import Draft, DraftNotKept, Drafts

from .plain import CHAINS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def draft(concept: Concept = CHAINS, text: str = "trade", version: int | None = 3) -> Draft:
    return Draft(concept, version, with_text(form_of(concept), ("subject_field",), text), NOON)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts("terms.db", tmp_path / "state")


def files(tmp_path: Path) -> list[Path]:
    return sorted(it for it in (tmp_path / "state").rglob("*") if it.is_file())


def test_a_draft_is_offered_when_its_program_is_gone(drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.begin(CHAINS.id)
    kept.write(draft())
    assert drafts.left() == [], "its program lives"
    kept.leave()
    (left,) = Drafts("terms.db", tmp_path / "state").left()
    assert (left.base, left.version, left.form, left.saved_at) == (CHAINS, 3, draft().form, NOON)
    assert (left.concept_id, left.name, left.key) == (CHAINS.id, "产业链供应链", CHAINS.id)
    assert Drafts("other.db", tmp_path / "state").left() == []


def test_two_programs_do_not_write_one_file(drafts: Drafts) -> None:
    first, second = drafts.begin("chain"), drafts.begin("chain")
    first.write(draft(text="one"))
    second.write(draft(text="two"))
    first.leave()
    assert [it.form.texts["subject_field"] for it in drafts.left()] == ["one"]
    third = drafts.begin("chain")  # what was left is not written over either
    third.write(draft(text="three"))
    second.leave()
    third.leave()
    assert sorted(it.form.texts["subject_field"] for it in drafts.left()) == ["one", "three", "two"]


def test_what_is_saved_or_discarded_leaves_nothing(drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.begin("chain")
    kept.write(draft())
    kept.drop()
    assert files(tmp_path) == []
    kept = drafts.begin("chain")
    kept.write(draft())
    kept.leave()
    (left,) = drafts.left()
    resumed = drafts.resume(left)
    assert resumed is not None
    assert drafts.resume(left) is None, "somebody already goes on with it"
    drafts.discard(left)
    resumed.write(draft(text="more"))
    resumed.leave()
    (left,) = drafts.left()
    assert left.form.texts["subject_field"] == "more"
    drafts.discard(left)
    assert drafts.left() == []
    assert drafts.resume(left) is None
    assert files(tmp_path) == []


def test_only_the_user_can_read_them(drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.begin("chain")
    kept.write(draft())
    for file in files(tmp_path):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    kept.leave()


def test_the_latest_comes_first(drafts: Drafts) -> None:
    for hour in (9, 12, 10):
        kept = drafts.begin("chain")
        kept.write(Draft(CHAINS, 1, form_of(CHAINS), NOON.replace(hour=hour)))
        kept.leave()
    assert [it.saved_at.hour for it in drafts.left()] == [12, 10, 9]


def test_a_new_concept_has_a_draft_without_an_id(drafts: Drafts) -> None:
    form = new_form(new_concept())
    kept = drafts.begin()
    kept.write(Draft(new_concept(), None, form, NOON))
    kept.leave()
    (left,) = drafts.left()
    assert (left.concept_id, left.name, left.version) == ("", "a new concept", None)


@given(concepts())
def test_whatever_is_typed_comes_back(concept: Concept) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        drafts = Drafts("terms.db", Path(folder))
        kept = drafts.begin(concept.id)
        typed = with_text(form_of(concept), ("subject_field",), "\x00\x1b[2J\u202e\u2028\n\t")
        kept.write(Draft(concept, 1, typed, NOON))
        kept.leave()
        (left,) = drafts.left()
        assert (left.base, left.form) == (concept, typed)


HOSTILE = {
    "empty": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"format": "\xff"}',
    "a list": b"[]",
    "a number": b"7",
    "deep": b"[" * 100_000,
    "other format": b'{"format": 99, "version": 1, "stores": true}',
    "long number": b'{"format": ' + b"1" * 10_000 + b"}",
    "binary": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_told_in_a_line(kind: str, drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.begin("sound")
    kept.write(draft())
    kept.leave()
    file = files(tmp_path)[0].with_name("hostile.json")
    file.write_bytes(HOSTILE[kind])
    assert len(drafts.left()) == 1
    assert drafts.unreadable == (f"{file}: is no draft and was left alone",)
    assert file.read_bytes() == HOSTILE[kind]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", "three"), ("version", True), ("stores", 1), ("saved_at", 7), ("saved_at", "noon"), ("base", {}),
        ("base", {"id": "No Id"}), ("form", []), ("form", {"texts": {"id": 3}}), ("form", {"texts": {"id": "\ud800"}}),
        ("form", {"parts": {"sections": [{"parts": {"terms": "x"}}]}}), ("format", None),
    ],
)  # fmt: skip
def test_a_draft_with_something_wrong_in_it_is_told(name: str, value: object, drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.begin("chain")
    kept.write(draft())
    kept.leave()
    (file,) = files(tmp_path)
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | {name: value}), encoding="utf-8")
    assert drafts.left() == []
    assert len(drafts.unreadable) == 1


def test_neither_huge_files_nor_pipes_nor_links_are_read(drafts: Drafts, tmp_path: Path) -> None:
    drafts.begin("chain").drop()
    (folder,) = (tmp_path / "state").iterdir()
    with (folder / "huge.json").open("wb") as file:
        file.truncate(1 << 40)
    os.mkfifo(folder / "pipe.json")
    (folder / "link.json").symlink_to("/dev/zero")
    (folder / "folder.json").mkdir()
    assert drafts.left() == []
    assert len(drafts.unreadable) == 4


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    drafts = Drafts("terms.db", tmp_path / "state")
    assert drafts.left() == []
    with pytest.raises(DraftNotKept, match="cannot be kept"):
        drafts.begin("chain")


def test_a_full_disk_is_told_and_the_last_draft_stays(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = drafts.begin("chain")
    kept.write(draft(text="before"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DraftNotKept, match="No space left on device"):
        kept.write(draft(text="after"))
    kept.leave()
    assert [it.form.texts["subject_field"] for it in drafts.left()] == ["before"]


def _claims(folder: str, number: int) -> list[str]:
    drafts = Drafts("terms.db", Path(folder))
    names = []
    for _ in range(number):
        kept = drafts.begin("chain")
        kept.write(draft(text=f"{os.getpid()}"))
        names.append(kept._path.name)
        kept.leave()
    return names


def test_many_programs_at_once_never_share_a_file(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        names = pool.starmap(_claims, [(str(tmp_path), 15)] * 3)
    taken = [name for mine in names for name in mine]
    assert len(set(taken)) == len(taken) == len(Drafts("terms.db", tmp_path).left()) == 45
