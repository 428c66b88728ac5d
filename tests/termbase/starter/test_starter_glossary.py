"""The built-in glossary as content: complete, and silent on good English."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from glossary.articles.reading import parse_article
from glossary.index.term_index import TermIndex
from glossary.rules import deprecated_term
from glossary.rules.rule import Circumstances
from termbase.concepts import Concept, SourceMark, WorkState
from termbase.errors import ExchangeError
from termbase.fields import ENGLISH
from termbase.fingerprints import fingerprint
from termbase.locations import BUILTIN, Location
from termbase.starter.loader import concepts_in, starter_files
from termbase.store import open_store

ROOT = Path(__file__).parents[3]


def test_every_entry_is_complete() -> None:
    for name, content in starter_files():
        for concept_id, entry in tomllib.loads(content.decode()).items():
            if name == "sources.toml" or concept_id == "subject-field":
                continue
            where = f"{name} [{concept_id}]"
            for key in ("zh", "traditional", "pinyin", "en", "pos", "definition", "source"):
                assert key in entry, f"{where} has no {key}"
            for term in entry.get("deprecated", ()):
                assert term.get("reason"), f"{where}: {term}"
                assert term.get("evidence"), f"{where}: {term}"


def test_ids_are_unique_over_all_files(glossary: tuple[Concept, ...]) -> None:
    ids = [concept.id for concept in glossary]
    assert len(ids) == len(set(ids))


def test_what_is_checked_is_approved_and_nothing_else(glossary: tuple[Concept, ...]) -> None:
    for concept in glossary:
        section = concept.section(ENGLISH)
        assert section
        assert section.preferred
        checked = any(source.mark is SourceMark.CHECKED for source in section.preferred.sources)
        assert (section.work_state is WorkState.APPROVED) is checked, concept.id


def test_no_accepted_rendering_and_no_definition_is_reported(
    glossary: tuple[Concept, ...], glossary_index: TermIndex
) -> None:
    circumstances = Circumstances(glossary_index, "2026-01-01")
    for concept in glossary:
        section = concept.section(ENGLISH)
        assert section
        texts = [term.text for term in section.terms if term.status.accepted]
        texts += [definition.text for definition in section.definitions]
        for text in texts:
            found = [finding.text for finding in deprecated_term.check(parse_article("a.txt", text), circumstances)]
            assert not found, f"{concept.id}: {text!r}"


def test_opened_as_a_term_base_it_holds_every_concept(glossary: tuple[Concept, ...]) -> None:
    with open_store(BUILTIN) as store:
        assert list(store.concepts()) == sorted(glossary, key=lambda concept: concept.id)
        assert store.revision == fingerprint(Location(BUILTIN))
        assert store.find("chanye")


def test_the_counts_in_the_documentation_are_current() -> None:
    code = (
        "import sys; sys.path[:0] = ['docs']; import make_counts as m;"
        "page = m.PAGE.read_text(encoding='utf-8'); sys.exit(m.renewed(page) != page)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python docs/make_counts.py"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"en": "resilience"}, "has no zh"),
        ({"zh": "韧性", "en": "resilience", "colour": "red"}, "unknown colour"),
        ({"zh": "韧性", "en": "resilience", "source": "no-such-key"}, "not in sources.toml"),
        ({"zh": "韧性", "en": "resilience", "pos": "gerundive"}, "use one of"),
        ({"zh": "韧性", "en": "resilience", "deprecated": [{"term": "toughness", "evidence": "context"}]}, "context"),
    ],
)
def test_a_mistake_names_file_and_concept(entry: dict[str, object], problem: str) -> None:
    with pytest.raises(ExchangeError, match=problem) as caught:
        list(concepts_in({"resilience": entry}, name="economy.toml"))
    assert caught.value.place == "economy.toml [resilience]"
