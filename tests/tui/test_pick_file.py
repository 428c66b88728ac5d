"""The dialog that chooses a file, and what it knows of folders."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.plain import lines, press, settled, shown, type_in
from tui.dialogs.pick_file import PickFile
from tui.services.folders import begun_anew, completed, list_folder, meant, split_path
from tui.widgets.file_list import FileList, size_text


class _Asking(App[None]):
    """An app that asks for a file, and keeps the answers."""

    def __init__(self, dialog: PickFile) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[Path | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)


@asynccontextmanager
async def _asked(
    dialog: PickFile, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], list[Path | None]]]:
    app = _Asking(dialog)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot, app.answers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with terms, an article, a hidden file and a folder."""
    for name in ("terms.csv", "terms.tbx", "产业链.csv", "article.md", ".hidden.csv"):
        (tmp_path / name).write_text("zh,preferred\n", encoding="utf-8")
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "terms-2020.csv").write_text("zh\n", encoding="utf-8")
    return tmp_path


async def _open(pilot: Pilot[None], *keys: str) -> None:
    """Press keys that lead to a question, for which a worker waits."""
    await pilot.press(*keys)
    for _ in range(5):
        await pilot.pause()


def _names(pilot: Pilot[None]) -> list[str]:
    return [entry.shown if entry else ".." for entry in pilot.app.screen.query_one(FileList).entries]


def _line(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Input).value


async def test_typing_chooses_among_the_files_and_enter_takes_one(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        assert _names(pilot) == ["..", "older", "article.md", "terms.csv", "terms.tbx", "产业链.csv"]
        await type_in(pilot, "产业")
        assert _names(pilot) == ["..", "产业链.csv"]
        await press(pilot, "enter")
        assert answers == [folder / "产业链.csv"]


async def test_only_suitable_files_are_listed_until_all_are_asked_for(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder, suffixes=(".csv",))) as (pilot, _):
        assert _names(pilot) == ["..", "older", "terms.csv", "产业链.csv"]
        assert "3 of 6 · .csv" in shown(pilot)
        await press(pilot, "ctrl+l")
        assert "article.md" in _names(pilot)
        await press(pilot, "ctrl+o")
        assert ".hidden.csv" in _names(pilot)
        await press(pilot, "ctrl+o", "ctrl+l")
        await type_in(pilot, ".hid")
        assert _names(pilot) == ["..", ".hidden.csv"], "what is typed like a hidden file finds it"


async def test_the_arrows_go_through_the_list_and_into_folders(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        await press(pilot, "enter")
        assert _line(pilot) == f"{folder}/older/"
        await press(pilot, "alt+up", "down", "up", "up", "enter")
        assert _line(pilot) == f"{folder.parent}/", "the first line leads out of the folder"
        await type_in(pilot, folder.name)
        await press(pilot, "enter", "end", "pagedown", "enter")
        assert answers == [folder / "产业链.csv"]


async def test_tab_completes_names_and_goes_into_folders(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        await type_in(pilot, "te")
        await press(pilot, "tab")
        assert _line(pilot) == f"{folder}/terms."
        await type_in(pilot, "t")
        await press(pilot, "tab")
        assert _line(pilot) == f"{folder}/terms.tbx"
        await press(pilot, *["backspace"] * len("terms.tbx"))
        await type_in(pilot, "OL")
        await press(pilot, "tab")
        assert _line(pilot) == f"{folder}/older/"
        await press(pilot, "tab", "enter")
        assert answers == [folder / "older" / "terms-2020.csv"]


@pytest.mark.parametrize("given", ["'{}'", '"{}"', "file://{}", "{}\n", "  {}  "])
async def test_a_pasted_path_is_taken_as_it_is_meant(folder: Path, given: str) -> None:
    async with _asked(PickFile("Import", start=Path("/"))) as (pilot, answers):
        await type_in(pilot, given.format(folder / "terms.csv"))
        assert _line(pilot) == f"{folder}/terms.csv"
        await press(pilot, "enter")
        assert answers == [folder / "terms.csv"]


async def test_the_mouse_chooses_and_a_second_click_takes(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        await pilot.click(FileList, offset=(5, 3))
        await settled(pilot)
        assert pilot.app.screen.query_one(FileList).current == 3
        assert answers == []
        await pilot.click(FileList, offset=(5, 3), times=2)
        await settled(pilot)
        assert answers == [folder / "terms.csv"]


async def test_a_file_that_is_not_there_is_not_taken(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        await type_in(pilot, "nothing.csv")
        await press(pilot, "enter")
        assert "There is no nothing.csv here" in shown(pilot)
        await press(pilot, "escape")
        assert answers == [None]


async def test_saving_takes_a_new_name_and_asks_before_it_writes_over_a_file(folder: Path) -> None:
    async with _asked(PickFile("Export", start=folder, saving=True, name="terms.csv")) as (pilot, answers):
        assert _line(pilot) == f"{folder}/terms.csv"
        assert "article.md" in _names(pilot), "a name to be given does not choose among the files"
    async with _asked(PickFile("Export", start=folder, saving=True, name="terms.csv")) as (pilot, answers):
        for answer in ("enter", "n", "y"):
            await _open(pilot, "enter")
            assert "is there already, 13 B. Write over it?" in shown(pilot)
            assert answers == []
            await press(pilot, answer)
        assert answers == [folder / "terms.csv"]
    async with _asked(PickFile("Export", start=folder, saving=True, name="terms.csv")) as (pilot, answers):
        await press(pilot, "x", "enter")
        assert answers == [folder / "terms.csvx"], "another name needs no question"


async def test_saving_goes_into_a_folder_with_the_name(folder: Path) -> None:
    async with _asked(PickFile("Export", start=folder, saving=True, name="new.tbx")) as (pilot, answers):
        await press(pilot, "down", "enter")
        assert _line(pilot) == f"{folder}/older/new.tbx"
        await press(pilot, "enter")
        assert answers == [folder / "older" / "new.tbx"]


async def test_a_folder_that_cannot_be_read_says_so(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir()
    locked.chmod(0)
    is_root = os.access(locked, os.R_OK)
    async with _asked(PickFile("Import", start=folder)) as (pilot, _):
        await type_in(pilot, "missing/" if is_root else "locked/")
        reason = "No such file" if is_root else "Permission denied"
        assert reason in shown(pilot)
        await press(pilot, "alt+up")
        assert "older" in _names(pilot), "and one gets out of it"
    locked.chmod(0o700)


async def test_names_cannot_steer_the_terminal(folder: Path) -> None:
    odd = os.fsdecode(b"\x1b[2J\xff.csv")
    (folder / odd).write_text("zh\n")
    async with _asked(PickFile("Import", start=folder, suffixes=(".csv",))) as (pilot, answers):
        assert "\x1b" not in shown(pilot)
        assert "\\xff.csv" in shown(pilot)
        shown(pilot).encode("utf-8")
        await type_in(pilot, "ff.csv")
        await press(pilot, "enter")
        assert answers == [folder / odd]


async def test_what_is_no_file_is_not_taken(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    (folder / "lost.csv").symlink_to(folder / "nowhere")
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        for name in ("pipe", "lost"):
            await type_in(pilot, f"{folder}/{name}")
            await press(pilot, "enter")
            assert f"{name}.csv is no ordinary file" in shown(pilot)
        assert answers == []


async def test_ten_thousand_files_are_listed_at_once(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"file-{number:05}.csv").touch()
    async with _asked(PickFile("Import", start=tmp_path)) as (pilot, _):
        assert len(_names(pilot)) == 10_001
        began = perf_counter()
        await press(pilot, *"99")
        assert perf_counter() - began < 2
        assert "of 10,000" in shown(pilot)
        assert all("99" in name for name in _names(pilot)[1:])


async def test_wide_names_keep_the_columns(folder: Path) -> None:
    (folder / ("中" * 60 + ".csv")).write_text("x" * 1500)
    async with _asked(PickFile("Import", start=folder)) as (pilot, _):
        await type_in(pilot, "中中")
        row = next(line for line in lines(pilot) if "中中" in line and "…" in line)
        assert "1.5 kB" in row


async def test_a_narrow_terminal_shows_names(folder: Path) -> None:
    async with _asked(PickFile("Import", start=folder), (20, 10)) as (pilot, _):
        assert "older/" in shown(pilot)


def test_a_listing_has_folders_first_then_names_in_any_case(tmp_path: Path) -> None:
    for name in ("b", "A", "c"):
        (tmp_path / name).touch()
    (tmp_path / "z").mkdir()
    assert [entry.name for entry in list_folder(tmp_path).entries] == ["z", "A", "b", "c"]
    assert "cannot be read" in list_folder(tmp_path / "none").problem
    assert list_folder(Path("a\0b")).problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/tmp/x//dev/a.txt", "/dev/a.txt"),
        ("/tmp/x/~/a.txt", "~/a.txt"),
        ("/tmp/x//", "/"),
        ("//", "/"),
        ("/tmp//x/~/a", "~/a"),
        ("/tmp/~/a//b", "/b"),
        ("~/a", "~/a"),
        ("/tmp/x/~old", "/tmp/x/~old"),
        ("/tmp/x", "/tmp/x"),
        ("", ""),
    ],
)
def test_a_path_behind_another_begins_anew(text: str, expected: str) -> None:
    assert begun_anew(text) == expected


async def test_a_path_typed_behind_the_folder_begins_anew(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").touch()
    async with _asked(PickFile("Import", start=folder)) as (pilot, answers):
        await pilot.press(*f"{tmp_path}/elsewhere.csv")
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == f"{tmp_path}/elsewhere.csv"
        await press(pilot, "enter")
        assert answers == [tmp_path / "elsewhere.csv"]


async def test_a_folder_called_like_home_can_be_entered(tmp_path: Path) -> None:
    (tmp_path / "~").mkdir()
    (tmp_path / "~" / "in.csv").touch()
    async with _asked(PickFile("Import", start=tmp_path)) as (pilot, answers):
        await press(pilot, "~", "enter")
        await type_in(pilot, "in.csv")
        await press(pilot, "enter")
        assert answers == [tmp_path / "~" / "in.csv"]


@pytest.mark.parametrize(
    ("typed", "names", "expected"),
    [
        ("te", ["terms.csv", "Terms.tbx"], "terms."),
        ("x", ["terms.csv"], "x"),
        ("TER", ["terms.csv"], "terms.csv"),
        ("", ["abc", "abd"], "ab"),
        ("", [], ""),
    ],
)
def test_completion(typed: str, names: Sequence[str], expected: str) -> None:
    assert completed(typed, names) == expected


def test_paths_are_meant_from_home_and_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert split_path("~/a") == (tmp_path, "a")
    assert split_path("~") == (tmp_path, "")
    assert split_path("a") == (tmp_path, "a")
    assert split_path("/x/../y/a") == (Path("/y"), "a")
    assert split_path("~nobody-has-this-name/a")[1] == "a"
    assert meant("/a/with\\ space") == "/a/with space"
    assert meant("/a/it's\\ so") == "/a/it's\\ so"


@pytest.mark.parametrize(("size", "text"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (123_456_789, "123 MB")])
def test_sizes_are_short(size: int, text: str) -> None:
    assert size_text(size) == text
