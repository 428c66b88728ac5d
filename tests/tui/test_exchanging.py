"""Import and export over a real term base: the plan, the import, the export, and what cancelling leaves."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from glossary.exporting import Export
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.errors import ExchangeError, TermbaseReadOnly
from termbase.exchange.choosing import Choice
from termbase.exchange.formats import format_named
from termbase.history.undoing import undo
from termbase.importing.planning import Planner
from termbase.importing.values import Action, ImportPolicy, ImportSummary, Verdict
from termbase.locations import Location, locate
from termbase.store import create_termbase, open_store
from tests.tui.exchanging import press_and_see, see, until
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, shown
from tui.app import TermApp
from tui.bench import bench_over
from tui.screens.exchange.screen import ExchangeScreen
from tui.services.exchanging import IncomingFile, TermbaseExchanging
from tui.services.import_plan import ImportPlan
from tui.settings import Settings
from tui.termbase import Cancelled, Termbase, Watch

SHEET = "zh,preferred_en,domain\n产业链,industrial chain,industry\n双循环,two circulations,industry\n韧性,resilience,\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A term base with three concepts, to copy."""
    path = tmp_path_factory.mktemp("made") / "terms.db"
    create_termbase(locate(str(path)))
    with open_store(locate(str(path))) as store:
        store.add_all([CHAIN, CHAINS, CIRCULATION])
    return path


@pytest.fixture
def location(made: Path, tmp_path: Path) -> Location:
    """A term base with three concepts."""
    return locate(str(shutil.copyfile(made, tmp_path / "terms.db")))


@pytest.fixture
def sheet(tmp_path: Path) -> IncomingFile:
    """A sheet with a concept that is the same, one in conflict, and one that is new."""
    path = tmp_path / "terms.csv"
    path.write_text(SHEET, encoding="utf-8")
    return IncomingFile(path, format_named("csv"))


@pytest.fixture
def service(location: Location):
    """Import and export over the term base."""
    termbase = Termbase(location, user="li")
    yield TermbaseExchanging(termbase)
    termbase.close()


def counted(location: Location) -> tuple[int, int]:
    """How many concepts there are, and how many proposals wait."""
    with open_store(location, read_only=True) as store:
        return store.count(), store.proposals.count()


async def test_the_plan_says_of_every_policy_what_it_does(service, sheet, location):
    plan, watch = ImportPlan(), Watch()
    assert await service.plan(sheet, plan, watch) == ()
    assert len(plan) == 3
    assert plan.verdicts(ImportPolicy.SKIP) == {Verdict.SAME: 1, Verdict.CONFLICT: 1, Verdict.NEW: 1}
    assert list(plan.numbers(ImportPolicy.MERGE, [Verdict.NEW, Verdict.SAME])) == [0, 2]
    row = plan.row(1, ImportPolicy.REPLACE)
    assert (row.id, row.chinese, row.english, row.action) == (
        CIRCULATION.id,
        "双循环",
        "two circulations",
        Action.REPLACE,
    )
    assert ("en > preferred term", "dual circulation", "two circulations") in {
        (it.place, it.stored, it.incoming) for it in plan.row(1, ImportPolicy.MERGE).conflicts
    }
    with open_store(location, read_only=True) as store:
        for policy in ImportPolicy:
            planned = [it for batch in Planner(store, policy).plan(_concepts(sheet)) for it in batch]
            assert plan.summaries[policy] == ImportSummary.of(planned)
            assert [plan.row(number, policy).action for number in range(3)] == [it.action for it in planned]
    assert 0 < watch.total == sheet.path.stat().st_size


def _concepts(sheet: IncomingFile) -> list[Concept]:
    with sheet.path.open("rb") as stream:
        return [it for it in sheet.source.read(stream, "terms.csv") if isinstance(it, Concept)]


@pytest.mark.parametrize(
    ("policy", "concepts", "proposals"), [("skip", 4, 0), ("replace", 4, 0), ("merge", 4, 0), ("review", 3, 2)]
)
async def test_an_import_is_one_step_that_can_be_undone(service, sheet, location, policy, concepts, proposals):
    await service.bring_in(sheet, ImportPolicy(policy), Watch())
    assert counted(location) == (concepts, proposals)
    with open_store(location) as store:
        (latest, *_) = store.history.steps()
        assert (latest.step.what, latest.step.by) == ("import", "li")
        undo(store)
    assert counted(location) == (3, 0)


async def test_a_cancelled_import_leaves_nothing(service, location, tmp_path):
    path = tmp_path / "many.csv"
    rows = "".join(f"术语{number:05},term {number}\n" for number in range(20_000))
    path.write_text(f"zh,preferred_en\n{rows}", encoding="utf-8")
    file = IncomingFile(path, format_named("csv"))

    class Impatient(Watch):
        """Cancels itself when the file was read and some batches are done."""

        calls = 0

        def __call__(self, done: int, total: int = 0) -> None:
            self.calls += 1
            if self.calls == 15:
                self.cancel()
            super().__call__(done, total)

    with pytest.raises(Cancelled):
        await service.bring_in(file, ImportPolicy.SKIP, Impatient())
    assert counted(location) == (3, 0)
    plan = ImportPlan()
    with pytest.raises(Cancelled):
        await service.plan(file, plan, Impatient())
    assert 0 < len(plan) < 20_000
    assert plan.row(len(plan) - 1, ImportPolicy.SKIP).verdict is Verdict.NEW


@pytest.mark.parametrize("name", ["omegat", "xlsx", "jsonl"])
async def test_a_cancelled_export_leaves_what_was_there(service, location, tmp_path, name):
    class Stopped(Watch):
        """Cancels itself at the second concept."""

        def __call__(self, done: int, total: int = 0) -> None:
            if done == 2:
                self.cancel()
            super().__call__(done, total)

    path = tmp_path / "out"
    path.write_text("before")
    with pytest.raises(Cancelled):
        await service.write(Export(format_named(name)), path, Stopped())
    assert path.read_text() == "before"
    assert {it.name for it in tmp_path.iterdir()} == {"out", "terms.db"}


async def test_what_is_exported_comes_back_the_same(service, tmp_path):
    path = tmp_path / "terms.jsonl"
    report = await service.write(Export(format_named("jsonl")), path, Watch())
    assert (report.written, report.losses) == (3, ())
    plan = ImportPlan()
    await service.plan(IncomingFile(path, format_named("jsonl")), plan, Watch())
    assert plan.verdicts(ImportPolicy.REPLACE) == {Verdict.SAME: 3}
    outcome = await service.bring_in(IncomingFile(path, format_named("jsonl")), ImportPolicy.MERGE, Watch())
    assert outcome.history_left_out


async def test_losses_are_those_of_the_choice(service):
    everything = await service.losses(Export(format_named("omegat")), Watch())
    chosen = Choice(statuses=frozenset({AdministrativeStatus.PREFERRED}))
    some = await service.losses(Export(format_named("omegat"), chosen), Watch())
    lost = "deprecated and superseded terms"
    assert lost in {it.field for it in everything.losses}
    assert lost not in {it.field for it in some.losses}


async def test_the_choices_are_those_of_the_term_base(service, location):
    with open_store(location) as store:
        store.add(Concept("a", subject_field="", sections=(LanguageSection("fr", (Term("chaîne"),)),)))
    offers = await service.offers()
    assert offers.subject_fields == (("", 1), ("industry", 3))
    assert set(offers.languages) == {"zh-Hans", "en", "fr"}


async def test_what_may_not_be_changed_takes_no_import_but_a_plan(location, sheet):
    service = TermbaseExchanging(Termbase(location, read_only=True))
    assert not service.writable
    await service.plan(sheet, plan := ImportPlan(), Watch())
    assert len(plan) == 3
    with pytest.raises(TermbaseReadOnly):
        await service.bring_in(sheet, ImportPolicy.SKIP, Watch())


async def test_a_sheet_is_looked_at_with_what_was_chosen(service, sheet):
    assert [use.column.name for use in (await service.look(sheet)).columns] == ["zh", "preferred_en", "domain"]
    other = sheet.taking("domain", "note").taking("preferred_en", "").taking("domain", None)
    assert other.options.columns == (("preferred_en", ""),)
    assert (await service.look(other)).missing == ("preferred_en",)
    with pytest.raises(ExchangeError, match="cannot be read"):
        await service.look(replace(sheet, path=sheet.path.with_name("none.csv")))
    assert (await service.recognised(sheet.path)).name == "csv"


async def test_the_screen_imports_and_exports(location, sheet, tmp_path):
    settings = Settings()
    settings.keep("exchange folder", str(tmp_path))
    app = TermApp(bench_over(Termbase(location), settings))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, ExchangeScreen) and app.focused is not None)
        await press_and_see(pilot, "o", "Import a file", "terms.csv")
        await pilot.press(*"terms.csv")
        await press_and_see(pilot, "enter", "1 concept would be added, 1 skipped, 1 the same")
        await pilot.press("p", "p")
        await press_and_see(pilot, "i", "Import terms.csv?")
        await press_and_see(pilot, "y", "[Result]", "1 concept added, 1 merged, 1 the same")
        await see(pilot, "Plan: 1 of 3")
        await press_and_see(pilot, "f9", "[Export]")
        await pilot.press("slash", *"omegat")
        await press_and_see(pilot, "enter", "OmegaT glossary")
        await press_and_see(pilot, "x", "Export as omegat")
        await press_and_see(pilot, "enter", "4 concepts written")
        assert "Traceback" not in shown(pilot)
    assert counted(location) == (4, 0)
    assert "韧性\tresilience" in (tmp_path / "terms.txt").read_text(encoding="utf-8")
