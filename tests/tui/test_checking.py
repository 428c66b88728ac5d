"""What the check screen asks for, over real files, a real term base and the real process that checks."""

import asyncio
import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from glossary.cli.main import main
from glossary.errors import ArticleChanged, ArticleError
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.errors import StepNotUndoable, StoreError, TermbaseMissing, TermbaseReadOnly
from termbase.locations import BUILTIN, Location, locate
from termbase.store import create_termbase, open_store
from tests.tui.plain import press, settled, shown
from tests.tui.plain_checking import steps, written
from tui.app import TermApp
from tui.articles.desk import Desk, News
from tui.bench import Bench
from tui.screens.check import CheckScreen
from tui.services.checking.checker import Checker, Outdated
from tui.services.checking.files import open_article
from tui.services.checking.process import CheckerProcess
from tui.services.checking.service import TermbaseChecking
from tui.services.checking.values import CheckFailed, Job
from tui.termbase import Termbase

ADMITTED, DEPRECATED = AdministrativeStatus.ADMITTED, AdministrativeStatus.DEPRECATED

ENGLISH = """\
Pilot cities strengthen the chain supply system

The ministry said that the chain supply system has great toughness.

Twelve cities will build it.
"""
CHINESE = "试点城市加强供应链\n\n该部表示，供应链具有很强的韧性。\n\n十二个城市将建设供应链。\n"

CONCEPTS = (
    Concept(
        "supply-chain",
        sections=(
            LanguageSection("zh-Hans", (Term("供应链"),)),
            LanguageSection("en", (Term("supply chain"), Term("chain supply system", DEPRECATED, reason="Garbled."))),
        ),
    ),
    Concept(
        "resilience",
        sections=(LanguageSection("zh-Hans", (Term("韧性"),)), LanguageSection("en", (Term("resilience"),))),
    ),
)


@pytest.fixture
def location():
    place = locate("terms.db")
    create_termbase(place, CONCEPTS)
    Path("zhengming.toml").write_text('termbase = "terms.db"\nselect = ["deprecated-term", "missing-rendering"]\n')
    return place


@pytest.fixture
def article():
    Path("a.txt").write_text(ENGLISH, encoding="utf-8")
    return str(Path("a.txt").absolute())


@pytest.fixture
def chinese(article):
    Path("a.zh.txt").write_text(CHINESE, encoding="utf-8")
    return str(Path("a.zh.txt").absolute())


@pytest.fixture
async def service(location):
    made = TermbaseChecking(Termbase(location, user="tester"))
    yield made
    made.close()
    made._termbase.close()


@pytest.fixture
async def desk(service, article):
    made = Desk(service)
    await made.open(article)
    return made


def words(desk):
    return [finding.text for finding in desk.draft.findings]


def linted(*arguments):
    """What the command line finds."""
    assert main(["lint", "--format", "json", "--output", "out.json", *arguments]) in (0, 1)
    return [it["text"] for it in json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"]]


async def test_the_screen_finds_what_lint_finds(desk):
    assert await desk.check()
    assert words(desk) == ["chain supply system"] * 2 == linted("a.txt")
    assert desk.draft.findings[0].suggestions[0] == "supply chain"


async def test_a_corrected_article_is_saved_as_it_was_but_for_that(desk, article):
    raw = ("\ufeff" + ENGLISH.replace("\n", "\r\n")).encode()
    Path(article).write_bytes(raw)
    await desk.open(article)
    await desk.check()
    desk.correct(desk.draft.findings[0], "supply chain")
    assert len(desk.draft.findings) == 1
    await desk.check()
    assert words(desk) == ["chain supply system"]
    await desk.save()
    assert Path(article).read_bytes() == raw.replace(b"chain supply system", b"supply chain", 1)
    assert await desk.look() is News.NOTHING


async def test_with_its_chinese_an_article_is_aligned_and_held_against_it(desk, chinese):
    await desk.open(desk.opened.path)
    await desk.check()
    assert desk.source.startswith("试点城市加强供应链")
    assert len(desk.draft.paragraphs) == 3
    (second,) = (pair for pair in desk.draft.sentences if desk.draft.text[pair.target.start :].startswith("The min"))
    assert desk.source[second.source.start : second.source.end] == "该部表示，供应链具有很强的韧性。"
    assert sorted(words(desk)) == sorted(linted("a.txt", "--source", "a.zh.txt"))


@pytest.mark.parametrize(
    ("chinese", "settings", "found"),
    [
        ("zh/a.txt", "", True),
        ("a_zh.txt", "", True),
        ("sources/a.cn", 'source = "sources/{stem}.cn"\n', True),
        ("b.zh.txt", "", False),
    ],
)
def test_the_chinese_is_found_where_it_usually_lies(article, chinese, settings, found):
    Path("zhengming.toml").write_text(settings)
    Path(chinese).parent.mkdir(exist_ok=True)
    Path(chinese).write_text(CHINESE, encoding="utf-8")
    opened = open_article("a.txt")
    assert bool(opened.source) == found
    assert open_article("a.txt", "").source is None
    assert open_article("a.txt", chinese).source.path == str(Path(chinese).absolute())


async def test_a_waiver_in_the_article_or_in_the_settings_is_honoured_by_lint(desk, article):
    await desk.check()
    first = desk.draft.findings[0]
    desk.comment(first, "their own word")
    await desk.check()
    assert len(desk.draft.findings) == len(desk.checked.waived) == 1
    await desk.save()
    assert linted(article) == ["chain supply system"]
    settings = Path("zhengming.toml").read_text()
    await desk.list_waiver(desk.draft.findings[0], "their own word", everywhere=False)
    await desk.check()
    assert words(desk) == linted(article) == []
    deed = await desk.undo()
    assert deed.amended
    assert Path("zhengming.toml").read_text() == settings
    assert linted(article) == ["chain supply system"]
    await desk.redo()
    assert linted(article) == []


async def test_settings_that_were_not_there_are_made_and_taken_back(article):
    Path("b").mkdir()
    Path("b/b.txt").write_text(ENGLISH)
    place = locate("terms.db")
    create_termbase(place, CONCEPTS)
    service = TermbaseChecking(Termbase(place))
    desk = Desk(service)
    await desk.open("b/b.txt")
    await desk.check()
    await desk.list_waiver(desk.draft.findings[0], "why", everywhere=True)
    assert "reason" in Path("zhengming.toml").read_text()
    await desk.undo()
    assert not Path("zhengming.toml").exists()
    service.close()


async def test_what_stands_there_is_ruled_on_and_that_is_undone(desk, location):
    await desk.check()
    first = desk.draft.findings[0]
    assert await desk.rule(first, "supply-chain", "chain supply system", ADMITTED, "")
    await desk.check()
    assert words(desk) == []
    assert not await desk.rule(first, "supply-chain", "chain supply system", ADMITTED, "")
    with open_store(location, read_only=True) as store:
        step = next(iter(store.history.steps())).step
        assert (step.what, step.by) == ("admit", "tester")
    await desk.undo()
    await desk.check()
    assert words(desk) == ["chain supply system"] * 2
    await desk.redo()
    await desk.check()
    assert words(desk) == []
    assert await desk.rule(first, "resilience", "great toughness", DEPRECATED, "A calque.")
    await desk.check()
    assert words(desk) == ["great toughness"]
    with open_store(location) as store:
        store.replace(replace(store.get("resilience"), notes=("changed since",)))
    with pytest.raises(StepNotUndoable):
        await desk.undo()
    assert desk.draft.latest.step


async def test_read_only_term_bases_are_checked_by_and_not_changed(location, article):
    service = TermbaseChecking(Termbase(location, read_only=True))
    desk = Desk(service)
    await desk.open(article)
    await desk.check()
    assert words(desk) == ["chain supply system"] * 2
    assert not service.writable
    with pytest.raises(TermbaseReadOnly):
        await desk.rule(desk.draft.findings[0], "supply-chain", "x", ADMITTED, "")
    service.close()


async def test_the_built_in_glossary_checks(article):
    Path("zhengming.toml").write_text('select = ["first-person-state"]\n')
    Path(article).write_text("The industrial chain of my country grows.\n")
    service = TermbaseChecking(Termbase(Location(BUILTIN)))
    desk = Desk(service)
    await desk.open(article)
    await desk.check()
    assert words(desk) == ["my country"]
    service.close()


async def test_the_concepts_are_found(service):
    assert [row.id for row in await service.find("韧性")] == ["resilience"]


async def test_a_term_base_that_vanishes_is_one_line_and_works_when_it_is_back(desk, location):
    await desk.check()
    location.path.rename("elsewhere.db")
    with pytest.raises(TermbaseMissing):
        await desk.check()
    Path("elsewhere.db").rename(location.path)
    assert await desk.check()
    location.path.write_bytes(b"no term base at all")
    with pytest.raises(StoreError):
        await desk.check()


async def test_a_process_that_is_killed_is_one_line_and_started_again(desk, service):
    await desk.check()
    process = service._checker._process
    os.kill(process._process.pid, signal.SIGKILL)
    with pytest.raises(CheckFailed, match=r"its process ended \(signal 9\); the next check starts it again"):
        await desk.check()
    assert await desk.check()


async def test_a_process_that_talks_nonsense_or_stumbles_is_one_line(location):
    checker = Checker(CheckerProcess("this"))
    with pytest.raises(CheckFailed, match="its process ended"):
        await checker.check(Job(location, ".", "a.txt", "text"))
    checker.close()
    checker = Checker()
    with pytest.raises(CheckFailed, match="could not be checked"):
        await checker.check(Job(location, None, None, None))
    assert (await checker.check(Job(location, ".", "a.txt", ENGLISH))).findings
    checker.close()


async def test_only_the_latest_of_several_texts_is_checked(desk, service):
    await desk.check()
    opened = desk.opened
    answers = await asyncio.gather(
        *(service.check(opened, f"{number} chain supply system") for number in range(6)), return_exceptions=True
    )
    assert [type(it) for it in answers[1:-1]] == [Outdated] * 4
    assert [it.start for it in answers[-1].findings] == [2]
    waiting = asyncio.ensure_future(service.check(opened, ENGLISH * 60_000))
    await asyncio.sleep(0)
    service.cancel()
    with pytest.raises(Outdated):
        await waiting
    assert (await service.check(opened, ENGLISH)).findings


async def test_a_text_that_takes_long_gives_way_to_a_newer_one(desk, service, monkeypatch):
    monkeypatch.setattr("tui.services.checking.checker._PATIENCE", 0.1)
    await desk.check()
    long = asyncio.ensure_future(service.check(desk.opened, ENGLISH * 60_000))
    await asyncio.sleep(0.5)
    start = time.perf_counter()
    assert (await service.check(desk.opened, ENGLISH)).findings
    assert time.perf_counter() - start < 8
    with pytest.raises(Outdated):
        await long


async def test_many_findings_are_told_in_part(desk, service):
    checked = await service.check(desk.opened, "chain supply system.\n" * 10_050)
    assert (len(checked.findings), checked.left_out) == (10_000, 50)


async def test_the_process_ends_with_the_program(service, desk):
    await desk.check()
    child = service._checker._process._process
    child.stdin.close()
    assert child.wait(5) == 0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"\x00\x01\x02"), "is a binary file"),
        (lambda path: path.write_bytes("Grüße".encode("latin-1")), "is not UTF-8"),
        (lambda path: path.write_bytes(ENGLISH.encode("utf-16")), "is UTF-16, not UTF-8"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b" \n"), "is empty"),
        (lambda _: None, "there is no such file"),
        (os.mkfifo, "is no ordinary file"),
    ],
)
def test_what_is_no_article_is_one_line(make, said):
    make(Path("odd.txt"))
    with pytest.raises(ArticleError, match=said):
        open_article("odd.txt")


def test_a_file_that_is_too_large_is_one_line():
    with Path("large.txt").open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(ArticleError, match="too large to be shown"):
        open_article("large.txt")
    with pytest.raises(ArticleError, match="names no file"):
        open_article("nul\0.txt")


async def test_what_others_do_to_the_files_is_noticed(desk, article, chinese):
    await desk.open(article)
    assert await desk.look() is News.NOTHING
    Path(article).write_text("Shorter.\n")
    assert await desk.look() is News.READ_AGAIN
    assert desk.draft.text == "Shorter.\n"
    Path(chinese).write_text("短。\n", encoding="utf-8")
    assert await desk.look() is News.SOURCE
    assert desk.source == "短。\n"
    Path("zhengming.toml").write_text("")
    assert await desk.look() is News.SETTINGS
    assert await desk.look() is News.NOTHING
    desk.draft.write("Mine.\n", desk.draft.text)
    Path(article).write_text("Theirs.\n")
    assert await desk.look() is News.CONFLICT
    assert await desk.look() is News.NOTHING
    with pytest.raises(ArticleChanged):
        await desk.save()
    assert Path(article).read_text() == "Theirs.\n"
    await desk.save(over_others=True)
    assert Path(article).read_text() == "Mine.\n"
    assert await desk.look() is News.NOTHING
    Path(chinese).unlink()
    with pytest.raises(ArticleError, match="no such file"):
        await desk.look()
    assert await desk.look() is News.NOTHING
    Path(article).unlink()
    assert await desk.look() is News.GONE
    assert await desk.look() is News.NOTHING
    await desk.save()
    assert Path(article).read_text() == "Mine.\n"
    await desk.save(path="b.txt")
    assert desk.name == "b.txt"


async def test_the_same_words_written_by_others_are_no_conflict(desk, article):
    desk.draft.write("Mine.\n", desk.draft.text)
    Path(article).write_text("Mine.\n")
    assert await desk.look() is News.READ_AGAIN
    assert not desk.draft.changed


async def test_an_article_is_checked_corrected_waived_and_saved_by_keys(location, article, chinese):
    termbase = Termbase(location)
    app = TermApp(Bench("terms.db", {"browse": lambda: CheckScreen(TermbaseChecking(termbase))}, writable=True))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await settled(pilot)
        app.screen.show_article(article)
        await settled(pilot)
        assert "chain supply system → supply chain" in shown(pilot)
        assert "供应链" in shown(pilot)
        await press(pilot, "a")
        start = time.perf_counter()
        await press(pilot, "e")
        await pilot.press("N", "o", "w", "space")
        await written(pilot)
        await press(pilot, "escape")
        assert time.perf_counter() - start < 10
        await steps(pilot, "w", "enter")
        app.screen.query_one(Input).value = "their word"
        await pilot.press("enter")
        await settled(pilot)
        assert "1 waived" in shown(pilot)
        await press(pilot, "ctrl+s")
    saved = Path(article).read_text(encoding="utf-8")
    assert "strengthen the supply chain\n" in saved
    assert "Now " in saved
    assert ": their word\n" in saved
    assert linted(article) == []
