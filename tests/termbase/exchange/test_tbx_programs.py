"""The programs for which profiles of TBX are made read every pair; each is skipped where it is not installed."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.concepts import Concept
from termbase.exchange.values import WriteOptions
from tests.termbase.exchange.format_suite import builtin_concepts, written

OMEGAT = Path(os.environ.get("OMEGAT_JAR", "/usr/share/omegat/OmegaT.jar"))
READER = Path(__file__).with_name("programs") / "OmegaTGlossary.java"
CODES = {"tbx-v2": "zh-CN", "lokalize": "zh-CN", "weblate": "zh-Hans", "omegat-tbx": "zh-CN"}


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return builtin_concepts()


def pairs(concepts: tuple[Concept, ...]) -> Iterator[tuple[str, str]]:
    """The preferred terms of each concept."""
    return ((concept.preferred("zh-Hans"), concept.preferred("en")) for concept in concepts)


class TestTranslateToolkit:
    @pytest.fixture
    def tbx(self):
        return pytest.importorskip("translate.storage.tbx", reason="translate-toolkit is not installed")

    @pytest.mark.parametrize("name", CODES)
    def test_its_storage_reads_every_pair(self, tbx, concepts, name):
        store = tbx.tbxfile(sourcelanguage=CODES[name], targetlanguage="en")
        store.parse(written(name, concepts[::5])[0])
        assert [(unit.source, unit.target) for unit in store.units] == list(pairs(concepts[::5]))

    def test_its_storage_reads_every_synonym(self, tbx, concepts):
        store = tbx.tbxfile(sourcelanguage="zh-CN", targetlanguage="en")
        store.parse(written("lokalize", concepts[::20])[0])
        if not hasattr(store.units[0], "get_target_terms"):
            pytest.skip("this version of translate-toolkit reads one term a language")
        for unit, concept in zip(store.units, concepts[::20], strict=True):
            accepted = [term.text for term in concept.terms("en") if term.status.accepted]
            assert sorted(term.text for term in unit.get_target_terms()) == sorted(accepted)

    def test_tbx2po_reads_every_pair(self, concepts, tmp_path):
        po = pytest.importorskip("translate.storage.po", reason="translate-toolkit is not installed")
        source, made = tmp_path / "terms.tbx", tmp_path / "terms.po"
        source.write_bytes(written("tbx-v2", concepts[::5])[0])
        command = [sys.executable, "-c", "from translate.convert.tbx2po import main; main()"]
        languages = ["--source-language=zh-CN", "--language=en"]
        subprocess.run([*command, "--progress=none", *languages, str(source), str(made)], check=True)
        units = po.pofile.parsefile(str(made)).units
        assert [(unit.source, unit.target) for unit in units if unit.source] == list(pairs(concepts[::5]))


class TestWeblate:
    """The path on which Weblate reads a glossary: the storage of translate-toolkit, by language, the first term.

    Weblate itself, 5.14.3, needs libraries for graphics that a package manager for Python does not give.
    """

    @pytest.fixture
    def tbx(self):
        return pytest.importorskip("translate.storage.tbx", reason="translate-toolkit is not installed")

    def test_reads_every_pair_under_its_own_code_for_chinese(self, tbx, concepts):
        store = tbx.tbxfile(sourcelanguage="zh_Hans", targetlanguage="en")
        store.parse(written("weblate", concepts[::5])[0])
        store.addheader()
        assert [(unit.source, unit.target) for unit in store.units] == list(pairs(concepts[::5]))
        ids = [unit.getid() for unit in store.units]
        assert len(set(ids)) == len(ids)

    def test_reads_forbidden_terms_as_such(self, tbx, concepts):
        """Weblate goes by the first administrative status of an entry."""
        store = tbx.tbxfile(sourcelanguage="zh_Hans", targetlanguage="en")
        store.parse(written("weblate", concepts[::20], WriteOptions(deprecated=True))[0])
        refused = [unit.target for unit in store.units if statuses(unit)[0] in {"forbidden", "obsolete"}]
        wanted = [term.text for it in concepts[::20] for term in it.terms("en") if not term.status.accepted]
        assert refused == wanted
        assert wanted


def statuses(unit: object) -> list[str]:
    """The administrative statuses of the terms of a unit."""
    return unit.xmlelement.xpath(".//*[local-name() = 'termNote'][@type = 'administrativeStatus']/text()")


@pytest.fixture(scope="module")
def java() -> str:
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed")
    if not OMEGAT.is_file():
        pytest.skip("OmegaT is not installed; OMEGAT_JAR may name its archive")
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=False).stdout
    if "jdk.compiler" not in modules:
        pytest.skip("the Java that is installed has no compiler")
    return java


class TestOmegat:
    def test_reads_every_pair_of_accepted_terms(self, java, concepts, tmp_path):
        path = tmp_path / "glossary.tbx"
        path.write_bytes(written("omegat-tbx", concepts[::5])[0])
        command = [java, "-cp", str(OMEGAT), str(READER), str(path), "zh-CN", "en"]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        read = Counter(tuple(line.split("\t")[:2]) for line in run.stdout.split("\n") if line)
        wanted = Counter(
            (source.text, target.text)
            for concept in concepts[::5]
            for source in concept.terms("zh-Hans")
            for target in concept.terms("en")
            if source.status.accepted and target.status.accepted
        )
        assert read == wanted
