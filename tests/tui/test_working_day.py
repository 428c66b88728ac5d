"""A working day of a terminologist, from the first key to the last, over a real term base and real files."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from termbase.concepts import AdministrativeStatus, Concept, Definition, LanguageSection, Source, Term
from termbase.exchange.formats import format_named
from termbase.locations import locate
from termbase.proposals.values import Decision
from termbase.store import create_termbase, open_store
from tests.tui.plain import shown
from tui.app import TermApp
from tui.bench import bench_over
from tui.settings import Settings
from tui.termbase import Termbase

_REPORT = Source("Report to the 20th CPC National Congress", date="2022")
_PATIENCE = 1000
"""How often the screen is looked at, a fiftieth of a second apart, before something counts as not coming."""
_CHARACTERS = {"space": " ", "slash": "/"}

PROPOSED = """\
zh,preferred_en,admitted_en,deprecated_en,deprecated_reason,domain
产业链,industry chain,,,,economy
高质量发展,quality development,,,,economy
双循环,dual circulation,,two circulations,Word for word.,economy
共同富裕,common prosperity,prosperity for all,,,economy
乡村振兴,village revitalization,,,,economy
韧性,tenacity,,,,economy
先行区,pilot zone,,ahead zone,Word for word.,economy
绿色发展,green development,,,,economy
数字经济,digital economy,,,,economy
新型城镇化,new urbanization,,,,economy
专精特新,specialized and sophisticated,,,,economy
营商环境,business environment,,,,economy
获得感,sense of gain,,,,society
放管服,streamlining administration,,,,governance
供给侧改革,supply-side reform,,,,economy
底线思维,bottom-line thinking,,,,governance
两山论,two mountains theory,,,,environment
产业链条,chain of industry,,,,economy
碳达峰,carbon peaking,,,,environment
创新链,innovation chain,,,,economy
"""
ARTICLE = """\
Our city builds the toughness of its industry and supply chain. It takes the road of high quality progress.

The double circulation opens a bigger market, and village rejuvenation brings people back to the fields.
"""
CORRECTED = """\
# zhengming-ignore deprecated-term concept=high-quality-development: a title
Our city builds the resilience of its industrial and supply chains. It takes the road of high quality progress.

The double circulation opens a bigger market, and village rejuvenation brings people back to the fields.
"""


def concept(english: str, chinese: str, pinyin: str, calque: str = "") -> Concept:
    """A concept as the term base has it in the morning, with a calque that a machine would write."""
    banned = (Term(calque, AdministrativeStatus.DEPRECATED, reason="Word for word."),) if calque else ()
    return Concept(
        english.replace(" ", "-"),
        "economy",
        (
            LanguageSection("zh-Hans", (Term(chinese, pinyin=pinyin),)),
            LanguageSection(
                "en", (Term(english, sources=(_REPORT,)), *banned), (Definition(f"What {english} means."),)
            ),
        ),
    )


MORNING = (
    concept("industrial and supply chains", "产业链供应链", "chǎn yè liàn gōng yìng liàn", "industry and supply chain"),
    concept("industrial chain", "产业链", "chǎn yè liàn"),
    concept("high-quality development", "高质量发展", "gāo zhì liàng fā zhǎn", "high quality progress"),
    concept("dual circulation", "双循环", "shuāng xún huán", "double circulation"),
    concept("common prosperity", "共同富裕", "gòng tóng fù yù"),
    concept("rural revitalization", "乡村振兴", "xiāng cūn zhèn xīng", "village rejuvenation"),
    concept("resilience", "韧性", "rèn xìng", "toughness"),
    concept("pilot zone", "先行区", "xiān xíng qū"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one works in: term base, a file of terms, an article."""
    create_termbase(locate(str(tmp_path / "terms.db")))
    with open_store(locate(str(tmp_path / "terms.db")), user="li") as store:
        store.add_all(MORNING)
    (tmp_path / "new.csv").write_text(PROPOSED, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Pilot[None]]:
    """The whole workbench over the term base of the folder."""
    app = TermApp(bench_over(Termbase(locate(str(folder / "terms.db")), user="wang"), Settings()))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, "concepts")
        yield pilot


async def until(pilot: Pilot[None], text: str) -> None:
    """Wait until ``text`` stands on the screen, wherever its lines break."""
    for _ in range(_PATIENCE):
        await asyncio.sleep(0.02)
        if text in " ".join(shown(pilot).split()):
            return
    pytest.fail(f"{text!r} does not come up on\n{shown(pilot)}")


async def strike(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as fast as a terminal hands them over; ``Pilot.press`` would wait for an idle moment after each."""
    for key in keys:
        pilot.app.post_message(Key(key, _CHARACTERS.get(key, key if len(key) == 1 else None)))
        await asyncio.sleep(0.005)


async def then(pilot: Pilot[None], keys: str, text: str) -> None:
    """Press keys, words between blanks, and see what comes up."""
    await strike(pilot, *keys.split())
    await until(pilot, text)


async def write(pilot: Pilot[None], text: str, shown_then: str) -> None:
    """Write a text letter by letter, press Enter, and see what comes up."""
    await strike(pilot, *("space" if letter == " " else letter for letter in text), "enter")
    await until(pilot, shown_then)


async def import_for_review(pilot: Pilot[None]) -> None:
    """Seven concepts of the file are there already, four of them with another preferred rendering."""
    await then(pilot, "f7", "choose the file to import")
    await then(pilot, "o", "new.csv")
    await write(pilot, "new.csv", "13 concepts would be added, 7 skipped")
    await then(pilot, "p p p", "20 put into the review queue")
    await then(pilot, "i", "Import new.csv?")
    await then(pilot, "y", "20 proposals wait for a decision")


async def review_what_came_in(pilot: Pilot[None]) -> None:
    """Approve, amend, reject, merge, skip and undo."""
    await then(pilot, "g", "0 of 20 decided, 20 wait")
    await then(pilot, "left", "✓ industrial chain")
    await then(pilot, "a", "1 of 20 decided")
    await then(pilot, "right", "✓ quality development")
    await then(pilot, "a", "2 of 20 decided")
    await then(pilot, "u", "1 of 20 decided")
    await then(pilot, "left", "✓ high-quality")
    await then(pilot, "a a", "3 of 20 decided")
    await then(pilot, "s", "skipped 共同富裕")
    await then(pilot, "r", "Reject 乡村振兴")
    await write(pilot, "not used", "4 of 20 decided")
    await then(pilot, "left", "✓ resilience")
    await then(pilot, "e", "Amend proposal 6")
    await then(pilot, "end s", "economys")
    await then(pilot, "ctrl+s", "5 of 20 decided")
    await then(pilot, " ".join("a" * 11), "16 of 20 decided")
    await then(pilot, "m", "Merge 产业链条 into")
    await write(pilot, "cyl", "merge into industrial-chain")
    await then(pilot, "left", "✓ 产业链")
    await then(pilot, "left", "✓ industrial chain")
    await then(pilot, "a", "17 of 20 decided")
    await then(pilot, "a a a", "20 of 20 decided, none waits")


async def edit_a_concept(pilot: Pilot[None]) -> None:
    """Find a new concept by the initials of its pinyin, and give its subject field another letter."""
    await then(pilot, "f2", "20 concepts")
    await write(pilot, "cxl", "economy · innovation-chain")
    await then(pilot, "e", "Edit 创新链")
    await then(pilot, "end s", "economys")
    await then(pilot, "ctrl+s", "economys · innovation-chain")


async def check_the_article(pilot: Pilot[None]) -> None:
    """Apply two suggestions, waive one finding, and save."""
    await then(pilot, "f4", "No article is open")
    await then(pilot, "ctrl+o", "Open an article")
    await write(pilot, "article.txt", "5 errors")
    await then(pilot, "a", "4 errors")
    await then(pilot, "a", "3 errors")
    await then(pilot, "w", "Waive “high quality progress”")
    await then(pilot, "enter", "Why is it right here?")
    await write(pilot, "a title", "2 errors, 0 warnings, 0 suggestions · 1 waived")
    await then(pilot, "ctrl+s", "Saved article.txt")


async def export_tbx(pilot: Pilot[None]) -> None:
    """Find the format by its name, and write the file beside the term base."""
    await then(pilot, "f7", "To export")
    await then(pilot, "f9", "such as OmegaT")
    await then(pilot, "slash", "f1 Help")
    await write(pilot, "tbx-full", "? Help")
    await then(pilot, "x", "Export as tbx-full")
    await then(pilot, "enter", "20 concepts")


async def test_a_working_day(desk: Path) -> None:
    async with opened(desk) as pilot:
        await import_for_review(pilot)
        await review_what_came_in(pilot)
        await edit_a_concept(pilot)
        await check_the_article(pilot)
        await export_tbx(pilot)
        await strike(pilot, "ctrl+q")
        await pilot.pause()
        assert pilot.app.return_code == 0
    await everything_is_there(desk)


async def everything_is_there(desk: Path) -> None:
    """What was done in the day is in the term base, in the files, and on the screen of the next day."""
    with open_store(locate(str(desk / "terms.db")), read_only=True) as store:
        concepts = {it.id: it for it in store.concepts()}
        steps = Counter(summary.step.what for summary in store.history.steps() if not summary.step.undone_by)
        decisions = Counter(store.proposals.proposal(number).decision for number in range(1, 21))
        assert store.proposals.count() == 0
    assert decisions == {Decision.ACCEPTED: 15, Decision.AMENDED: 3, Decision.MERGED: 1, Decision.REJECTED: 1}
    assert steps == {"accept": 15, "amend": 3, "merge": 1, "reject": 1, "undo": 1, "edit": 1, "import": 1, "add": 1}
    renderings = {term.text for term in concepts["industrial-chain"].terms("en")}
    assert renderings == {"industrial chain", "industry chain", "chain of industry"}
    assert concepts["high-quality-development"].preferred("en") == "high-quality development"
    assert concepts["rural-revitalization"].terms("en") == MORNING[5].terms("en")
    assert (concepts["resilience"].subject_field, concepts["innovation-chain"].subject_field) == (
        "economys",
        "economys",
    )
    assert (desk / "article.txt").read_text(encoding="utf-8") == CORRECTED
    with (desk / "terms.tbx").open("rb") as stream:
        exported = {it.id: it for it in format_named("tbx-full").read(stream, "terms.tbx") if isinstance(it, Concept)}
    assert exported == concepts
    async with opened(desk) as pilot:
        await until(pilot, "20 concepts")
        await then(pilot, "f3", "Nothing waits for a decision")
