"""What is installed: exactly three packages, with their data, and the console script."""

import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = {"termbase", "glossary", "tui"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as the build back end makes it; nothing is downloaded for it."""
    pytest.importorskip("hatchling", reason="the build back end is not installed; .ci/run builds with it")
    folder = tmp_path_factory.mktemp("wheel")
    build = f"import hatchling.build as it; it.build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True, timeout=60)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def files(package: str, *patterns: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in (ROOT / package).rglob(pattern)
        if "__pycache__" not in path.parts
    }


def test_exactly_three_packages_are_named() -> None:
    assert set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == PACKAGES


def test_exactly_three_packages_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_code_and_data_are_in_the_wheel(package: str, wheel: zipfile.ZipFile) -> None:
    expected = files(package, "*.py", "*.toml", "*.css", "*.tcss", "py.typed", "LICENSE", "*.mako")
    assert f"{package}/py.typed" in expected
    assert expected <= set(wheel.namelist())


def test_glossary_and_migrations_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert "termbase/starter/sources.toml" in names
    assert "termbase/starter/LICENSE" in names
    assert any(name.startswith("termbase/starter/concepts/") for name in names)
    assert "termbase/migrations/env.py" in names
    assert any(name.startswith("termbase/migrations/versions/schema_") for name in names)


POINTS = PROJECT["project"]["entry-points"]["zhengming.commands"] | PROJECT["project"]["scripts"]


def test_the_console_script_and_the_offered_commands_exist() -> None:
    for target in POINTS.values():
        module, _, name = target.partition(":")
        assert hasattr(import_module(module), name)


def test_the_console_script_and_the_offered_commands_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    (listed,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    assert all(target in wheel.read(listed).decode() for target in POINTS.values())


def test_both_licences_are_declared(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode())
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    assert set(metadata.get_all("License-File", [])) == {"LICENSE", "termbase/starter/LICENSE"}
    assert metadata["Requires-Python"] == ">=3.11"


def test_every_dependency_has_a_reason_and_a_pinned_version() -> None:
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    named = [re.split(r"[<>=~!\[;]", line)[0] for line in PROJECT["project"]["dependencies"]]
    named += [re.split(r"[<>=~!\[;]", line)[0] for line in PROJECT["project"]["optional-dependencies"]["postgresql"]]
    for name in named:
        assert re.search(rf"^\| {name}\b", reasons, re.MULTILINE), name
        assert re.search(rf"^{name}==\S+$", constraints, re.MULTILINE | re.IGNORECASE), name
    assert "://" not in constraints
