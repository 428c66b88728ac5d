"""The documentation says what the program does: every command, option, rule and setting, and no dead link."""

import json
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from glossary.cli.main import commands
from glossary.config import SETTINGS, find_config
from glossary.rules.registry import RULES
from termbase.exchange.formats import FORMATS
from tui.app import TermApp
from tui.screens.browse import BrowseScreen
from tui.screens.check import CheckScreen
from tui.screens.curating import CuratingScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.edit import EditScreen
from tui.screens.exchange.export_pane import ExportPane
from tui.screens.exchange.import_pane import ImportPane
from tui.screens.history import HistoryScreen
from tui.screens.review import ReviewScreen
from tui.screens.undoing import UndoingScreen
from tui.screens.versions import VersionsScreen
from tui.screens.working import bindings_of
from tui.widgets.comparison import Comparison
from tui.widgets.exchange.column_list import ColumnList
from tui.widgets.form_pane import FormPane

from .glossary.cli.running import run
from .glossary.report.test_json import FINDING, SHAPE, SUMMARY

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
CODE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!`)\[[^\]\n]+\]\(([^)\s]+)\)")
TYPES = {int: "integer", str: "string", dict: "object", list: "array", float: "number", bool: "boolean"}


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["commands", "rules"])
def test_a_generated_page_is_up_to_date(page: str) -> None:
    script = DOCS / f"make_{page}.py"
    assert read(f"{page}.md") == runpy.run_path(str(script))["page"](), f"renew it: python docs/{script.name}"


def test_every_command_and_every_option_is_documented() -> None:
    sections = {part.partition("\n")[0]: part for part in read("commands.md").split("\n## ")[1:]}
    assert list(sections) == [name for name, _ in commands()]
    for name, section in sections.items():
        for option in re.findall(r"--[a-z-]+", run(name, "--help").stdout.replace("--help", "")):
            assert f"`{option}" in section, (name, option)


def test_every_rule_is_documented() -> None:
    page = read("rules.md")
    for rule in RULES:
        assert f"\n## {rule.name}\n" in page
        assert f"| [{rule.name}](#{rule.name}) | {rule.severity} |" in page


def test_every_setting_is_documented_with_type_and_default() -> None:
    sections = {part.partition("\n")[0]: part for part in read("configuration.md").split("\n### ")[1:]}
    assert list(sections) == list(SETTINGS)
    for key, section in sections.items():
        assert re.match(rf"{key}\n\nA {re.match('[a-z]+', SETTINGS[key])[0]}\b", section), key
        assert re.search(r'\n\nDefault: `(""|\[\]|\{\}|0|"suggestion"|"check")`', section), key


def test_the_examples_of_settings_are_valid_and_show_every_setting() -> None:
    shown: set[str] = set()
    for _, example in (block for block in CODE.findall(read("configuration.md")) if block[0] == "toml"):
        name = example.partition("\n")[0].removeprefix("# ")
        Path(name).write_text(example, encoding="utf-8")
        assert find_config().path == str(Path(name).absolute())
        table: dict[str, Any] = tomllib.loads(example)
        shown |= set(table["tool"]["zhengming"] if name == "pyproject.toml" else table)
        Path(name).unlink()
    assert shown == set(SETTINGS)


def test_every_exchange_format_is_documented() -> None:
    page = read("formats.md")
    for entry in FORMATS:
        assert f"`{entry.name}`" in page
        assert all(f"`{suffix}`" in page for suffix in entry.suffixes)


@pytest.mark.parametrize(
    ("heading", "shape"), [("The report", SHAPE), ("The summary", SUMMARY), ("A finding", FINDING)]
)
def test_the_json_report_is_documented_field_by_field(heading: str, shape: dict[str, type]) -> None:
    section = read("json.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+)[^|]* \| \S", section, re.MULTILINE)
    assert rows == [(key, TYPES[kind]) for key, kind in shape.items()]


def test_the_example_of_the_json_report_has_its_shape() -> None:
    (example,) = (json.loads(code) for language, code in CODE.findall(read("json.md")) if language == "json")
    (finding,) = example["findings"]
    for value, shape in ((example, SHAPE), (example["summary"], SUMMARY), (finding, FINDING)):
        assert {key: type(item) for key, item in value.items()} == shape
    assert finding["end"] - finding["start"] == len(finding["text"])


def test_the_json_of_the_history_is_documented_field_by_field() -> None:
    import_terms = ("import", str(ROOT / "tests" / "glossary" / "cli" / "cases" / "terms.csv"), "--termbase", "own.db")
    assert run("init", "--empty", "--termbase", "own.db").status == run(*import_terms).status == 0
    documented = set(re.findall(r"`(\w+)`", read("history.md").partition("\n## For programs\n")[2]))
    for arguments in (["log"], ["history", "resilience"], ["diff", "resilience"]):
        told = json.loads(run(*arguments, "--format", "json", "--termbase", "own.db").stdout)
        assert told["version"] == 1
        assert keys(told) <= documented


def keys(value: Any) -> set[str]:
    """The fields of an object and of the objects in it, but not of the values of a concept's fields."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(keys(item) for name, item in value.items() if name not in ("before", "after")))


KEYS = {
    "slash": "/", "plus": "+", "question_mark": "?", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "pageup": "PgUp", "pagedown": "PgDn",
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "owners"),
    [
        ("Everywhere", (TermApp,)),
        ("Browse", (BrowseScreen, CuratingScreen)),
        ("Edit", (EditScreen, FormPane)),
        ("Review", (ReviewScreen, Comparison)),
        ("Check", (CheckScreen,)),
        ("History and versions", (HistoryScreen, UndoingScreen, VersionsScreen)),
        ("Exchange: import and export", (ImportPane, ColumnList, ExportPane)),
        ("Dashboard", (DashboardScreen,)),
    ],
)
def test_every_key_of_the_workbench_is_documented(heading: str, owners: tuple[type[DOMNode], ...]) -> None:
    sections = {part.partition("\n")[0]: part for part in read("tui.md").split("\n## ")}
    shown = set(re.findall(r"`([^`]+)`", sections["Everywhere"] + sections[heading]))
    for owner in owners:
        for binding in bindings_of(owner):
            if binding.tooltip:
                assert key_of(binding) in shown, (owner.__name__, binding.description)


def key_of(binding: Binding) -> str:
    """The first key of a binding as the pages write it: Ctrl-S, F9, the arrow of an arrow key."""
    *with_it, key = binding.key.partition(",")[0].split("+")
    name = KEYS.get(key) or (key.title() if with_it or len(key) > 1 else key)
    return "-".join([*(it.title() for it in with_it), name])


def links() -> Iterator[Any]:
    for page in PAGES:
        text = CODE.sub("", page.read_text(encoding="utf-8")) if page.exists() else ""
        for target in dict.fromkeys(LINK.findall(text)):
            if "://" not in target:
                yield pytest.param(page, target, id=f"{page.name} -> {target}")


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_no_link_is_dead(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    path = page.parent / name if name else page
    assert path.exists()
    if anchor:
        headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_commands_that_the_pages_show_exist() -> None:
    known = {name for name, _ in commands()}
    for page in PAGES:
        for language, code in CODE.findall(page.read_text(encoding="utf-8")):
            if language == "console":
                used = set(re.findall(r"(?:^|[/ ])zhengming ([a-z]+)", code, re.MULTILINE))
                assert used <= known, page.name


def test_the_main_job_of_the_readme_finds_something() -> None:
    ran = run("lint", str(DOCS / "example" / "article.txt"))
    assert ran.status == 1
    assert "[deprecated-term]" in ran.stdout
