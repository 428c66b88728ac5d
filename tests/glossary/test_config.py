"""Settings: where they are found, and what they become. What is refused is in cli/cases/bad-settings.toml."""

import os
from pathlib import Path

import pytest

from glossary.config import SETTINGS, Config, find_config
from glossary.errors import ConfigError
from glossary.waivers.waiver import ListedWaiver

ALL = """
termbase = "terms/own.db"
select = ["deprecated-term", "broken-spacing"]
ignore = ["broken-spacing"]
exclude = ["drafts/*"]
min-severity = "warning"
min-confidence = 0.5
quotations = "skip"
headings = "suggestion"
baseline = "known.json"
source = "zh/{stem}.txt"
waivers = [{ rule = "deprecated-term", text = "Dual  Chain", path = "old", reason = "printed", until = 2030-01-01 }]
profiles = { strict = { min-severity = "error", waivers = [{ concept = ["a", "b"], reason = "so" }] } }
"""


def write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file.absolute()


def test_without_a_file_everything_is_default() -> None:
    assert find_config() == Config()


def test_every_setting() -> None:
    path = write("zhengming.toml", ALL)
    assert find_config() == Config(
        path=str(path),
        termbase=str(path.parent / "terms/own.db"),
        select=("deprecated-term", "broken-spacing"),
        ignore=("broken-spacing",),
        exclude=("drafts/*",),
        min_severity="warning",
        min_confidence=0.5,
        quotations="skip",
        headings="suggestion",
        baseline=str(path.parent / "known.json"),
        source=str(path.parent / "zh/{stem}.txt"),
        waivers=(
            ListedWaiver(f"{path}: waivers 1", "printed", ("deprecated-term",), (), "dual chain", "old", "2030-01-01"),
        ),
    )
    assert {line.partition(" ")[0] for line in ALL.split("\n") if line} == set(SETTINGS)


def test_a_table_of_pyproject_says_the_same() -> None:
    write("own/zhengming.toml", ALL)
    write("project/pyproject.toml", f"[project]\nname = 'x'\n[tool.zhengming]{ALL}")
    one, other = find_config("project"), find_config("own")
    of_their_folders = {"path": "", "termbase": "", "baseline": "", "source": "", "waivers": ()}
    assert one._replace(**of_their_folders) == other._replace(**of_their_folders)
    assert [waiver[1:] for waiver in one.waivers] == [waiver[1:] for waiver in other.waivers]


def test_a_profile_stands_above_the_settings_and_adds_its_waivers() -> None:
    path = write("zhengming.toml", ALL)
    config = find_config(profile="strict")
    assert (config.min_severity, config.min_confidence) == ("error", 0.5)
    assert [waiver.place for waiver in config.waivers] == [f"{path}: waivers 1", f"{path}: profiles.strict: waivers 1"]
    assert config.waivers[1].concepts == ("a", "b")


def test_the_nearest_file_holds_alone() -> None:
    write("zhengming.toml", 'min-severity = "error"\nexclude = ["x"]\n')
    near = write("a/zhengming.toml", 'min-severity = "warning"\n')
    Path("a/b/c").mkdir(parents=True)
    assert find_config("a/b/c") == Config(path=str(near), min_severity="warning")


def test_zhengming_toml_stands_above_pyproject_beside_it() -> None:
    write("pyproject.toml", '[tool.zhengming]\nmin-severity = "error"\n')
    write("zhengming.toml", "")
    assert find_config().min_severity == "suggestion"


def test_a_pyproject_without_the_table_is_passed_over() -> None:
    above = write("zhengming.toml", 'min-severity = "error"\n')
    write("a/pyproject.toml", "[tool.ruff]\nselect = ['E']\n# zhengming\n")
    assert find_config("a").path == str(above)


def test_a_folder_of_that_name_is_passed_over() -> None:
    Path("a/zhengming.toml").mkdir(parents=True)
    above = write("zhengming.toml", "")
    assert find_config("a").path == str(above)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("builtin", "builtin"),
        ("postgresql://user@host/terms", "postgresql://user@host/terms"),
        ("/data/own.db", "/data/own.db"),
        ("~/own.db", "{home}/own.db"),
        ("own.db", "{folder}/own.db"),
        ("", ""),
    ],
)
def test_the_term_base_is_found_from_the_settings_own_folder(written: str, meant: str, home: Path) -> None:
    path = write("project/zhengming.toml", f'termbase = "{written}"\n')
    Path("project/deep").mkdir()
    assert find_config("project/deep").termbase == meant.format(home=home, folder=path.parent)


def test_a_byte_order_mark_is_no_mistake() -> None:
    write("zhengming.toml", '\ufeffmin-severity = "error"\n')
    assert find_config().min_severity == "error"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_cannot_be_read() -> None:
    write("zhengming.toml", "").chmod(0)
    with pytest.raises(ConfigError, match="cannot be read"):
        find_config()
