"""The check screen, driven by keys over plain values."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from glossary.errors import ConfigError
from termbase.concepts import AdministrativeStatus
from tests.tui.picture import check_picture
from tests.tui.plain import CHAINS, CIRCULATION, lines, press, settled, shown, type_in
from tests.tui.plain_checking import CHINESE, ENGLISH, PlainChecking, checking, steady, steps, written
from tui.messages import ConceptWanted
from tui.services.checking.values import CheckFailed
from tui.widgets.article_editor import ArticleEditor
from tui.widgets.article_view import ArticleView, SourceView
from tui.widgets.finding_list import FindingList


def text(pilot):
    return pilot.app.screen.desk.draft.text


def current(pilot):
    """The words of the finding that one is at, and how many of them stand before."""
    finding = pilot.app.screen.query_one(ArticleView).current
    assert finding == pilot.app.screen._current
    findings = pilot.app.screen.query_one(FindingList)
    if finding is None:
        assert findings.count == 0
        return None
    assert findings.findings[findings.current] == finding
    assert text(pilot)[finding.start : finding.end] == finding.text
    return finding.text, text(pilot)[: finding.start].count(finding.text)


async def answered(pilot):
    """Wait until the questions are answered and what follows is done."""
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)])
async def test_article_chinese_findings_and_details_stand_on_one_screen(size):
    async with checking(size=size) as pilot:
        check_picture(pilot, "check")
        assert {cell_len(line) for line in lines(pilot)} == {size[0]}


async def test_without_an_article_it_says_how_to_open_one():
    async with checking(path="") as pilot:
        assert "Ctrl-O opens one" in shown(pilot)
        await press(pilot, "n", "a", "w", "x", "ctrl+s", "e", "f", "ctrl+z", "f5", "escape")
        assert "Ctrl-O opens one" in shown(pilot)


async def test_an_article_is_opened_by_key(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("b.txt").write_text(ENGLISH, encoding="utf-8")
    service = PlainChecking({str(tmp_path / "b.txt"): ENGLISH})
    async with checking(service, path="") as pilot:
        await steps(pilot, "ctrl+o")
        await type_in_question(pilot, "b.txt")
        await steps(pilot, "enter")
        await answered(pilot)
        assert current(pilot) == ("dual chain", 0)
        assert not pilot.app.screen.query_one(SourceView).region.width


async def type_in_question(pilot, typed):
    """Type into the question that is open, over what stands there."""
    await steady(pilot)
    line = pilot.app.screen.query_one(Input)
    line.focus()
    line.value = typed
    line.cursor_position = len(typed)
    await steady(pilot)


async def test_one_goes_from_finding_to_finding_everywhere_at_once():
    async with checking() as pilot:
        assert current(pilot) == ("dual chain", 0)
        await press(pilot, "n", "n")
        assert current(pilot) == ("12 cities", 0)
        assert "number-mismatch" in shown(pilot)
        await press(pilot, "p")
        assert current(pilot) == ("dual chain", 1)
        await press(pilot, "p", "p", "p")
        assert current(pilot) == ("dual chain", 0)
        await press(pilot, *"nnnnnnn")
        assert current(pilot) == ("toughness", 1)


async def test_one_goes_along_in_the_list_and_by_mouse():
    async with checking() as pilot:
        await press(pilot, "tab", "tab")
        pilot.app.screen.query_one(FindingList).focus()
        await press(pilot, "down", "down", "end", "up")
        assert current(pilot) == ("toughness", 0)
        await pilot.click(ArticleView, offset=(10, 2))
        await settled(pilot)
        assert current(pilot) == ("dual chain", 1)
        await pilot.click(FindingList, offset=(10, 3))
        await settled(pilot)
        assert current(pilot) == ("toughness", 0)


async def test_the_chinese_of_a_finding_is_marked_and_scrolls_along():
    body = "".join(f"Paragraph {number} about the dual chain.\n\n" for number in range(20))
    chinese = "".join(f"第{number}段讲双链。\n\n" for number in range(20))
    async with checking(PlainChecking({"/texts/a.txt": body, "/texts/a.zh.txt": chinese})) as pilot:
        article, source = pilot.app.screen.query_one(ArticleView), pilot.app.screen.query_one(SourceView)
        await press(pilot, *"n" * 14)
        assert article.scroll_offset.y == source.scroll_offset.y > 0
        assert "第14段讲双链" in shown(pilot)
        (passage,) = source._passages
        assert "第14段" in chinese[passage.start : passage.end]
        assert article.rows.row_of(article.current.start) == source.rows.row_of(passage.start)
        source.focus()
        await press(pilot, "home")
        assert article.scroll_offset.y == source.scroll_offset.y == 0


@pytest.mark.parametrize("key", ["a", "enter", "1"])
async def test_the_suggestion_is_applied_and_the_next_finding_comes(key):
    async with checking() as pilot:
        await press(pilot, key)
        assert text(pilot) == ENGLISH.replace("dual chain", "industrial and supply chains", 1)
        assert current(pilot) == ("dual chain", 0)
        assert "* a.txt" in shown(pilot)
        await press(pilot, "ctrl+z")
        assert text(pilot) == ENGLISH
        assert "Took back: “dual chain” →" in shown(pilot)
        assert current(pilot) == ("dual chain", 0)
        await press(pilot, "ctrl+y")
        assert "industrial and supply chains" in text(pilot)


async def test_enter_in_the_list_applies_and_another_suggestion_has_its_number():
    async with checking() as pilot:
        pilot.app.screen.query_one(FindingList).focus()
        await press(pilot, "down", "enter")
        assert text(pilot).count("industrial and supply chains") == 1
        assert text(pilot).index("industrial") > text(pilot).index("dual chain")
        await press(pilot, "p", "2")
        assert "stabilises the chains" in text(pilot)
        await press(pilot, "n", "3")
        assert "There is no suggestion" in shown(pilot) or "Nothing is suggested" in shown(pilot)


async def test_findings_keep_their_places_until_the_new_ones_come():
    service = PlainChecking()
    async with checking(service) as pilot:
        service.gate.clear()
        await pilot.press("a")
        await pilot.pause(0.05)
        found = pilot.app.screen.query_one(FindingList).findings
        assert [it.text for it in found] == ["dual chain", "12 cities", "toughness", "toughness"]
        assert all(text(pilot)[it.start : it.end] == it.text for it in found)
        await pilot.press("a")
        await pilot.pause(0.05)
        assert "dual chain" not in text(pilot)
        service.gate.set()
        await settled(pilot)
        assert service.checks >= 3
        assert current(pilot) == ("12 cities", 0)


async def test_own_words_are_written():
    async with checking() as pilot:
        await steps(pilot, "c")
        assert pilot.app.screen.query_one(Input).value == "industrial and supply chains"
        await type_in_question(pilot, "产业链 chains")
        await steps(pilot, "enter")
        await answered(pilot)
        assert text(pilot).startswith("China stabilises the 产业链 chains\n")
        await steps(pilot, "c", "escape")
        await answered(pilot)
        assert text(pilot).count("dual chain") == 1


async def test_a_finding_is_waived_in_the_article():
    async with checking() as pilot:
        await steps(pilot, "w", "enter")
        await type_in_question(pilot, "the paper's own word")
        await steps(pilot, "enter")
        await answered(pilot)
        comment = f"# zhengming-ignore deprecated-term concept={CHAINS.id}: the paper's own word\n"
        assert text(pilot) == comment + ENGLISH
        assert current(pilot) == ("dual chain", 1)
        await press(pilot, "ctrl+z")
        assert text(pilot) == ENGLISH
        await steps(pilot, "w", "escape", "w", "enter", "enter", "escape")
        await answered(pilot)
        assert text(pilot) == ENGLISH


@pytest.mark.parametrize(("keys", "everywhere"), [(("down",), False), (("down", "down"), True)])
async def test_a_finding_is_waived_in_the_settings(keys, everywhere):
    service = PlainChecking()
    async with checking(service) as pilot:
        await steps(pilot, "w", *keys, "enter")
        await type_in_question(pilot, "our word")
        await steps(pilot, "enter")
        await answered(pilot)
        assert ("waive", "dual chain", "our word", everywhere) in service.done
        assert "2 waived" in shown(pilot)
        assert current(pilot) == ("12 cities", 0)
        assert not pilot.app.screen.unsaved()
        await press(pilot, "ctrl+z")
        assert service.done[-1] == "take back"
        assert current(pilot) == ("dual chain", 0)
        await press(pilot, "ctrl+y")
        assert "2 waived" in shown(pilot)


async def test_settings_that_take_no_waiver_are_told_in_one_line():
    service = PlainChecking()

    async def refuse(*_, **__):
        raise ConfigError("zhengming.toml", "takes no further waiver", "write it there yourself")

    service.list_waiver = refuse
    async with checking(service) as pilot:
        await steps(pilot, "w", "down", "enter")
        await type_in_question(pilot, "our word")
        await steps(pilot, "enter")
        await answered(pilot)
        assert "! zhengming.toml: takes no further waiver" in shown(pilot)


async def test_what_stands_there_is_admitted():
    service = PlainChecking()
    async with checking(service) as pilot:
        await steps(pilot, "plus", "enter")
        await answered(pilot)
        assert (CHAINS.id, "dual chain", AdministrativeStatus.ADMITTED, "") in service.done
        assert "“dual chain” is admitted" in shown(pilot)
        assert current(pilot) == ("12 cities", 0)
        await press(pilot, "ctrl+z")
        assert ("undo", 1) in service.done
        assert current(pilot) == ("dual chain", 0)
        await press(pilot, "ctrl+y")
        assert ("undo", 2) in service.done


async def test_what_stands_there_is_deprecated_with_a_reason_for_a_concept_that_is_chosen():
    service = PlainChecking()
    async with checking(service, (140, 40)) as pilot:
        await press(pilot, "n", "n", "n")
        assert current(pilot) == ("toughness", 0)
        await steps(pilot, "x")
        await steady(pilot)
        await steps(pilot, "enter")
        await type_in_question(pilot, "toughness of chains")
        await steps(pilot, "enter")
        await type_in_question(pilot, "a calque")
        await steps(pilot, "enter")
        await answered(pilot)
        wanted = CIRCULATION.id, "toughness of chains", AdministrativeStatus.DEPRECATED, "a calque"
        assert wanted in service.done
        await steps(pilot, "x", "escape")
        await answered(pilot)
        await steps(pilot, "x")
        await steady(pilot)
        await steps(pilot, "enter")
        await type_in_question(pilot, "toughness of chains")
        await steps(pilot, "enter")
        await type_in_question(pilot, "a calque")
        await steps(pilot, "enter")
        await answered(pilot)
        assert service.done.count(wanted) == 1
        assert "is deprecated already" in shown(pilot)


async def test_what_cannot_be_changed_offers_no_rulings():
    service = PlainChecking(writable=False)
    async with checking(service, (200, 60)) as pilot:
        assert "Admit" not in shown(pilot)
        assert "Waive" in shown(pilot)
        await press(pilot, "plus", "x")
        assert service.step == 0


async def test_the_concept_is_asked_for():
    heard = []
    async with checking(heard=heard) as pilot:
        await press(pilot, "o")
        assert {it.concept_id for it in heard if isinstance(it, ConceptWanted)} == {CHAINS.id}


async def test_a_finding_without_a_concept_says_so():
    async with checking() as pilot:
        await press(pilot, "n", "n", "o")
        assert "This finding is of no concept" in shown(pilot)


async def test_a_finding_is_ignored_for_now():
    service = PlainChecking()
    async with checking(service) as pilot:
        await press(pilot, "i", "i")
        assert current(pilot) == ("12 cities", 0)
        assert "2 ignored" in shown(pilot)
        await press(pilot, "n", "a")
        assert "2 ignored" in shown(pilot)
        assert text(pilot).count("resilience") == 1
        await press(pilot, "ctrl+z", "ctrl+z")
        assert "1 ignored" in shown(pilot)
        assert not pilot.app.screen.unsaved()


async def test_findings_are_filtered_and_all_come_back_by_escape():
    async with checking() as pilot:
        await steps(pilot, "f", "down", "down", "down", "down", "enter")
        await answered(pilot)
        assert current(pilot) == ("toughness", 0)
        assert "2 of 5 shown (f)" in shown(pilot)
        await press(pilot, "n", "n")
        assert current(pilot) == ("toughness", 1)
        await press(pilot, "escape")
        assert "of 5 shown" not in shown(pilot)
        await press(pilot, "p", "p")
        assert current(pilot) == ("12 cities", 0)


async def test_the_text_is_edited_freely_and_checked_while_one_writes():
    service = PlainChecking()
    async with checking(service) as pilot:
        await press(pilot, "n", "e")
        assert pilot.app.focused is pilot.app.screen.query_one(ArticleEditor)
        await type_in(pilot, "so-called 双链 ")
        await press(pilot, "n", "i", "x")
        await written(pilot)
        assert "The so-called 双链 nixdual chain" in text(pilot)
        found = pilot.app.screen.query_one(FindingList).findings
        assert [it.text for it in found][:2] == ["dual chain", "dual chain"]
        assert all(text(pilot)[it.start : it.end] == it.text for it in found)
        await press(pilot, "escape")
        assert pilot.app.focused is pilot.app.screen.query_one(ArticleView)
        assert "* a.txt" in shown(pilot)
        await press(pilot, "ctrl+z")
        assert text(pilot) == ENGLISH
        await press(pilot, "ctrl+y")
        assert "双链 nix" in text(pilot)


async def test_while_editing_undo_is_the_editors_and_nothing_steers_the_terminal():
    async with checking() as pilot:
        await press(pilot, "e")
        await type_in(pilot, "red\x1b[31m\r\nline")
        await written(pilot)
        assert text(pilot).startswith("China stabilises the red␛[31m\nline")
        await press(pilot, "ctrl+z")
        await written(pilot)
        assert text(pilot) == ENGLISH
        await press(pilot, "escape")
        assert not pilot.app.screen.unsaved()


async def test_the_corrected_article_is_saved():
    service = PlainChecking()
    async with checking(service) as pilot:
        await press(pilot, "a", "ctrl+s")
        assert service.files["/texts/a.txt"] == text(pilot) != ENGLISH
        assert "Saved a.txt" in shown(pilot)
        assert "* a.txt" not in shown(pilot)
        await press(pilot, "e")
        await type_in(pilot, "Now: ")
        await press(pilot, "ctrl+s")
        assert "Now: " in service.files["/texts/a.txt"]
        await press(pilot, "escape", "ctrl+z")
        assert "Now: " not in text(pilot)
        assert pilot.app.screen.unsaved() == "a.txt"


@pytest.mark.parametrize(
    ("keys", "on_disk", "here"),
    [
        ((), "mine", "mine"),
        (("down", "down"), "theirs", "theirs"),
        (("escape",), "theirs", "mine"),
    ],
)
async def test_what_somebody_else_wrote_is_not_written_over_without_a_question(keys, on_disk, here):
    service = PlainChecking()
    async with checking(service) as pilot:
        await press(pilot, "a")
        mine, theirs = text(pilot), "Theirs: the dual chain.\n"
        service.files["/texts/a.txt"] = theirs
        await steps(pilot, "ctrl+s")
        assert "was changed on disk by somebody else" in shown(pilot)
        await steps(pilot, *keys, *(() if "escape" in keys else ("enter",)))
        await answered(pilot)
        texts = {"mine": mine, "theirs": theirs}
        assert service.files["/texts/a.txt"] == texts[on_disk]
        assert text(pilot) == texts[here]


async def test_both_versions_are_kept_under_two_names(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    service = PlainChecking({str(path): ENGLISH})
    async with checking(service, path=str(path)) as pilot:
        await press(pilot, "a")
        mine = text(pilot)
        service.files[str(path)] = "Theirs.\n"
        await steps(pilot, "ctrl+s", "down", "enter")
        await steps(pilot, "enter")
        await answered(pilot)
        assert service.files == {str(path): "Theirs.\n", str(tmp_path / "a.corrected.txt"): mine}
        assert "a.corrected.txt" in shown(pilot)
        assert not pilot.app.screen.unsaved()


async def looked(pilot):
    pilot.app.screen._look()
    await settled(pilot)


async def test_a_file_that_changes_on_disk_is_read_again_and_one_stays_where_one_was():
    service = PlainChecking()
    async with checking(service) as pilot:
        await press(pilot, "n", "n")
        service.write("/texts/a.txt", "A new line.\n\n" + ENGLISH)
        await looked(pilot)
        assert text(pilot).startswith("A new line.")
        assert current(pilot) == ("12 cities", 0)
        assert any("is read again" in it.message for it in pilot.app._notifications)
        service.write("/texts/a.zh.txt", "新的\n\n" + CHINESE)
        await looked(pilot)
        assert "新的" in shown(pilot)


async def test_a_change_on_disk_is_noticed_within_two_seconds():
    service = PlainChecking()
    async with checking(service) as pilot:
        service.write("/texts/a.txt", "Nothing wrong here.\n")
        for _ in range(20):
            await pilot.pause(0.1)
            if text(pilot).startswith("Nothing"):
                break
        await settled(pilot)
        assert text(pilot) == "Nothing wrong here.\n"
        assert current(pilot) is None
        assert "Nothing found." in shown(pilot)


async def test_with_unsaved_changes_a_change_on_disk_is_only_told():
    service = PlainChecking()
    async with checking(service) as pilot:
        await press(pilot, "a")
        mine = text(pilot)
        service.write("/texts/a.txt", "Theirs.\n")
        await looked(pilot)
        assert text(pilot) == mine
        assert "! a.txt was changed on disk, and you have changed it too" in shown(pilot)
        await steps(pilot, "f5")
        assert "has changes that are not saved" in shown(pilot)
        await steps(pilot, "down", "enter")
        await answered(pilot)
        assert text(pilot) == "Theirs.\n"


async def test_a_file_that_vanishes_is_told_once_and_can_be_written_again():
    service = PlainChecking()
    async with checking(service) as pilot:
        service.write("/texts/a.txt", None)
        await looked(pilot)
        assert "! a.txt is gone from the disk" in shown(pilot)
        pilot.app.screen.all_well()
        await looked(pilot)
        assert "! a.txt" not in shown(pilot)
        await press(pilot, "ctrl+s")
        assert service.files["/texts/a.txt"] == ENGLISH


async def test_another_article_is_opened_only_after_a_question():
    service = PlainChecking({"/texts/a.txt": ENGLISH, "/texts/b.txt": "Toughness of chains: toughness.\n"})
    async with checking(service) as pilot:
        await press(pilot, "a")
        for keys, opened, saved in ((("escape",), "a", False), (("enter",), "b", True)):
            pilot.app.screen.show_article("/texts/b.txt")
            await steady(pilot)
            assert "a.txt has changes that are not saved" in shown(pilot)
            await steps(pilot, *keys)
            await answered(pilot)
            assert pilot.app.screen.desk.opened.path == f"/texts/{opened}.txt"
            assert (service.files["/texts/a.txt"] != ENGLISH) == saved
        assert current(pilot) == ("toughness", 0)


@pytest.mark.parametrize(
    ("keys", "goes_on", "stays"),
    [(("enter",), True, True), (("down", "enter"), False, False), (("escape",), False, True)],
)
async def test_what_a_killed_program_left_is_offered(keys, goes_on, stays, monkeypatch):
    service = PlainChecking()
    with monkeypatch.context() as patch:
        patch.setattr("os.getpid", lambda: 2**22 + 1)  # more than any process has
        async with checking(service) as pilot:
            await press(pilot, "a")
            mine = text(pilot)
    async with checking(service, path="") as pilot:
        pilot.app.screen.show_article("/texts/a.txt")
        await steady(pilot)
        assert "a.txt has unsaved changes of" in shown(pilot)
        await steps(pilot, *keys)
        await answered(pilot)
        assert text(pilot) == (mine if goes_on else ENGLISH)
        assert [it.suffix for it in Path("drafts").iterdir()] == [".json"] * stays
        if goes_on:
            await press(pilot, "ctrl+s")
            assert service.files["/texts/a.txt"] == mine
            assert not list(Path("drafts").iterdir())


@pytest.mark.parametrize("content", [b"", b"[]", b'{"path": 1}', b"\xff", b"[" * 100_000])
async def test_drafts_that_make_no_sense_are_passed_over(content):
    service = PlainChecking()
    service.drafts.keep("/texts/a.txt", "mine", ENGLISH)
    (file,) = Path("drafts").iterdir()
    file.write_bytes(content)
    file.rename(Path("drafts") / f"{file.name.split('.')[0]}.4194305.json")
    async with checking(service) as pilot:
        assert text(pilot) == ENGLISH
        assert current(pilot) == ("dual chain", 0)


async def test_quitting_asks_about_unsaved_changes():
    async with checking() as pilot:
        await press(pilot, "a")
        await steps(pilot, "ctrl+q")
        assert "Not saved: a.txt" in shown(pilot)
        await steps(pilot, "n")
        assert pilot.app.is_running


async def test_the_chinese_is_chosen(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.txt").write_text(CHINESE, encoding="utf-8")
    article = str(tmp_path / "a.txt")
    service = PlainChecking({article: ENGLISH, str(tmp_path / "other.txt"): "另一篇。\n"})
    async with checking(service, path=article) as pilot:
        await steps(pilot, "s")
        await type_in_question(pilot, str(tmp_path / "other.txt"))
        await steps(pilot, "enter")
        await answered(pilot)
        assert "另一篇。" in shown(pilot)


async def test_a_check_that_fails_is_one_line_and_the_next_one_starts_anew():
    service = PlainChecking()
    service.failure = CheckFailed("checking", "its process ended (signal 9)", "the next check starts it again")
    async with checking(service) as pilot:
        assert "! checking: its process ended (signal 9)" in shown(pilot)
        service.failure = None
        await press(pilot, "f5")
        assert "! checking" not in shown(pilot)
        assert current(pilot) == ("dual chain", 0)


async def test_a_file_that_cannot_be_opened_is_one_line_and_the_article_stays():
    async with checking() as pilot:
        pilot.app.screen.show_article("/texts/no \x1b[31m such.txt")
        await settled(pilot)
        assert "there is no such file; check the path" in shown(pilot)
        assert "\x1b" not in shown(pilot)
        assert current(pilot) == ("dual chain", 0)


async def test_preparing_the_term_base_is_told_and_can_be_stopped():
    service = PlainChecking()
    service.gate.clear()
    service.preparing = True
    async with checking(service, path="") as pilot:
        pilot.app.screen.show_article("/texts/a.txt")
        await pilot.pause(0.4)
        assert "preparing the term base" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause(0.05)
        assert "cancel" in service.done
        service.gate.set()


async def test_a_change_of_the_term_base_checks_again():
    service = PlainChecking()
    async with checking(service) as pilot:
        service.ruled.add(("dual chain", AdministrativeStatus.ADMITTED))
        pilot.app.screen.note_change()
        await settled(pilot)
        assert current(pilot) == ("12 cities", 0)


HOSTILE = (
    "[bold]x[/bold] \x1b[31m red \u202eright\u2066 👨\u200d👩\u200d👧 全角ＡＢＣ dual chain\r\n\x0b\x85\u2028 e\u0301 "
    + "链" * 300
)


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24), (140, 40), (200, 60)])
async def test_no_text_steers_the_terminal_or_breaks_a_line(size):
    service = PlainChecking({"/texts/a.txt": HOSTILE, "/texts/a.zh.txt": HOSTILE})
    async with checking(service, size) as pilot:
        await press(pilot, "n")
        assert not set(shown(pilot)) & set("\u202e\u2066\u200d\x1b\x0b\x85\u2028\r")
        assert [cell_len(line) for line in lines(pilot)] == [size[0]] * size[1]
        await press(pilot, "e", "right")
        assert not set(shown(pilot)) & set("\u202e\u2066\u200d\x1b\x0b\x85\u2028\r")
        assert [cell_len(line) for line in lines(pilot)] == [size[0]] * size[1]
        await press(pilot, "escape")
        assert text(pilot) == HOSTILE


async def test_help_names_every_key_and_mark():
    async with checking(size=(140, 60)) as pilot:
        await press(pilot, "question_mark")
        text = shown(pilot)
        for part in ("Write the first suggestion", "Take back what was done last to the article", "E  ", "suggestion"):
            assert part in text


async def test_a_long_article_opens_at_once_and_is_edited_in_parts():
    body = "The dual chain. " * 20 + f"\n\nA paragraph about nothing, and then some. {'x' * 80}" * 80_000
    async with checking(PlainChecking({"/texts/a.txt": body})) as pilot:
        view = pilot.app.screen.query_one(ArticleView)
        assert len(view.rows) > 160_000
        view.scroll_to(y=100_000, animate=False)
        await settled(pilot)
        assert "A paragraph" in shown(pilot)
        await press(pilot, *"nnn", "e")
        assert len(pilot.app.screen.query_one(ArticleEditor).text) < 200_000
        await type_in(pilot, "NEW ")
        await press(pilot, "escape")
        assert "NEW dual chain" in text(pilot)
        assert len(text(pilot)) == len(body) + 4
