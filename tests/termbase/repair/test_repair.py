"""What is damaged is found, told and mended; a copy of the damaged term base stays, and what was whole stays whole."""

import os
import random
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.codec import to_plain
from termbase.concepts import AdministrativeStatus, Concept, Definition, LanguageSection, Source, Term
from termbase.errors import ConceptUnreadable, TermbaseDamaged, TermbaseTooNew
from termbase.locations import locate
from termbase.repair import diagnosis
from termbase.repair.diagnosis import diagnose
from termbase.repair.mending import mended_concept
from termbase.repair.pages import Rows
from termbase.repair.repairing import repair
from termbase.store import open_store
from tests.strategies import concepts
from tests.termbase.raw import execute

PAGE = 4096
only_sqlite = pytest.mark.sqlite


def concept(number):
    english = (
        Term(f"chain {number}", sources=(Source("Report", "Congress"),), look_up_forms=(f"chains {number}",)),
        Term(f"link {number}", AdministrativeStatus.DEPRECATED, reason="literal"),
    )
    chinese = Term(f"链{number}", pinyin=f"liàn {number}")
    return Concept(
        f"c{number}",
        "economy",
        (LanguageSection("zh-Hans", (chinese,), (Definition("一连串"),)), LanguageSection("en", english)),
        notes=("a note " * 20,),
    )


@pytest.fixture
def filled(termbase):
    with open_store(termbase, user="ann") as store:
        store.add_all(concept(number) for number in range(60))
    with open_store(termbase, user="ann", why="tidy") as store:
        store.replace(Concept("c1", notes=("new",)))
        store.remove("c2")
    return termbase


def content(location):
    with open_store(location, read_only=True) as store:
        steps = [(it.step.number, it.step.what, it.total) for it in store.history.steps()]
        return {it.id: it for it in store.concepts()}, steps


def checks(location):
    return sorted({it.check for it in diagnose(location)})


def damage(location, *statements):
    """SQL past the triggers that guard the history, and past foreign keys."""
    with closing(sqlite3.connect(location.path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def test_a_sound_term_base_is_left_alone(filled):
    before = content(filled)
    assert list(diagnose(filled)) == []
    done = repair(filled)
    assert (done.mended, done.lost, done.left, done.backup) == ((), (), (), None)
    assert content(filled) == before


def test_search_keys_are_made_anew(filled):
    before = content(filled)
    execute(filled, "DELETE FROM search_key WHERE concept_id IN ('c5', 'c6')")
    execute(filled, "UPDATE search_key SET key = 'nonsense' WHERE concept_id = 'c7' AND kind = 'text'")
    found = list(diagnose(filled))
    assert {it.check for it in found} == {"search-keys"}
    assert "3 concepts" in found[0].problem
    done = repair(filled)
    assert {it.check for it in done.mended} == {"search-keys"}
    assert done.left == done.lost == ()
    assert (done.backup is None) == (filled.path is None)
    assert content(filled) == before
    with open_store(filled, read_only=True) as store:
        assert [it.id for it in store.find("chain 5")][:1] == ["c5"]


def index_relations_by(location, column):
    """Tell SQLite that the index of the relations is on this column, whatever it holds."""
    with closing(sqlite3.connect(location.path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        told = f"CREATE INDEX ix_relation_target ON relation ({column})"
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'ix_relation_target'", [told])


@only_sqlite
def test_an_index_is_made_anew(filled):
    before = content(filled)
    index_relations_by(filled, "kind")
    execute(filled, "INSERT INTO relation VALUES ('c3', 0, 'related', 'c4'), ('c4', 0, 'broader', 'c3')")
    index_relations_by(filled, "target")
    assert checks(filled) == ["damaged-index"]
    done = repair(filled)
    assert [it.check for it in done.mended] == ["damaged-index"]
    assert checks(filled) == []
    assert content(filled)[0].keys() == before[0].keys()
    assert done.backup.exists()


DAMAGES = {
    "an unknown status": ("UPDATE term SET status = 'odd' WHERE concept_id = 'c7'", ["unreadable-value"]),
    "a moment": ("UPDATE concept SET created_at = 'yesterday' WHERE id = 'c7'", ["unreadable-value"]),
    "a list": ("""UPDATE concept SET notes = '{"a": 1}' WHERE id = 'c7'""", ["unreadable-value"]),
    "a text that is not UTF-8": (
        "UPDATE term SET reason = CAST(x'e4b8ff' AS TEXT) WHERE concept_id = 'c7'",
        ["unreadable-value"],
    ),
    "a control character": ("UPDATE term SET text = 'a' || char(27) || '[2J' WHERE concept_id = 'c7'", None),
    "an id": ("UPDATE concept SET id = 'No Id' WHERE id = 'c7'", None),
    "the concept itself": ("DELETE FROM concept WHERE id = 'c7'", None),
    "an issued id": ("DELETE FROM issued_id WHERE id = 'c7'", ["broken-links"]),
    "a language section": ("DELETE FROM language_section WHERE concept_id = 'c7' AND section = 0", None),
    "a recorded state": ("UPDATE change SET before = '{}' WHERE before IS NOT NULL", ["unreadable-history"]),
    "a kind of change": ("UPDATE change SET kind = 'odd' WHERE concept_id = 'c7'", ["unreadable-history"]),
    "a step": ("DELETE FROM step WHERE number = 2", ["broken-links"]),
    "the moment of a step": ("UPDATE step SET at = 'noon' WHERE number = 2", ["unreadable-history"]),
    "the identity": ("DELETE FROM meta", ["unreadable-value"]),
    "the schema": ("UPDATE alembic_version SET version_num = ''", ["unreadable-value"]),
}


@only_sqlite
@pytest.mark.parametrize("what", DAMAGES)
def test_what_cannot_be_read_costs_nothing_but_itself(what, filled):
    statement, expected = DAMAGES[what]
    before, steps = content(filled)
    damage(filled, statement)
    rows = execute(filled, "SELECT * FROM step")
    found = checks(filled)
    assert found == expected if expected else found
    done = repair(filled)
    assert done.left == ()
    assert [it.check for it in done.mended]
    assert done.lost or what in ("an issued id", "the identity", "the schema")
    assert checks(filled) == []
    after, later = content(filled)
    assert {key: value for key, value in after.items() if key != "c7"} == {k: v for k, v in before.items() if k != "c7"}
    assert [number for number, _, _ in later] == [number for number, _, _ in steps]
    assert execute(locate(str(done.backup)), "SELECT * FROM step") == rows
    with open_store(filled) as store:
        store.add(Concept("later"))
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        execute(filled, "DELETE FROM step")


@only_sqlite
def test_the_rest_of_a_concept_stays(filled):
    damage(filled, "UPDATE term SET status = 'odd' WHERE concept_id = 'c7' AND text LIKE 'link%'")
    with pytest.raises(ConceptUnreadable, match=r"c7: is stored with a value that cannot be read .*doctor --repair"):
        content(filled)
    done = repair(filled)
    assert [it.concept for it in done.lost] == ["c7"]
    mended = content(filled)[0]["c7"]
    (english,) = (it for it in mended.sections if it.language == "en")
    assert [it.text for it in english.terms] == ["chain 7", "link 7"]
    assert mended.section("zh-Hans") == concept(7).section("zh-Hans")


@only_sqlite
@pytest.mark.parametrize("seed", range(7))
def test_damaged_pages_cost_no_more_than_they_hold(seed, filled):
    before, _ = content(filled)
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        roots = {row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master")}
    random_ = random.Random(seed)
    damaged = bytearray(filled.path.read_bytes())
    page = random_.choice([it for it in range(2, len(damaged) // PAGE) if it not in roots])
    damaged[(page - 1) * PAGE : page * PAGE] = random_.randbytes(PAGE)
    filled.path.write_bytes(damaged)
    try:
        done = repair(filled)
    except TermbaseDamaged:  # the page said what tables there are, so that nothing can be found in the file
        assert filled.path.read_bytes() == damaged
        return
    if not done.mended:
        return  # the page was not in use
    assert done.left == ()
    assert done.backup.read_bytes() == damaged
    after, _ = content(filled)
    assert set(after) <= set(before)
    # A page of the smallest rows holds the keys of no more than this.
    assert len(after) > len(before) - 40
    assert sum(after[key] != before[key] for key in after) <= 40
    assert checks(filled) == []


@only_sqlite
def test_rows_are_read_around_pages_that_cannot_be(tmp_path):
    path = tmp_path / "rows.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO word VALUES (?, ?)", ((it, f"word {it} " * 20) for it in range(1, 3001)))
    content = bytearray(path.read_bytes())
    for page in (40, 41, 90):
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection:
        rows = Rows(connection, "word")
        numbers = [row["number"] for row in rows]
    assert not rows.is_whole
    assert len(numbers) == len(set(numbers))
    assert 2900 < len(numbers) < 3000


@only_sqlite
def test_drafts_left_over_are_found_and_deleted(filled):
    folder = filled.path.parent
    names = ("x" * 32, "a" * 32, "b" * 32 + "-wal")
    mine, fresh, old = (folder / f".{filled.path.name}.{name}" for name in names)
    for path in (mine, fresh, old):
        path.write_bytes(b"half")
    for path in (mine, old):
        os.utime(path, (0, 0))
    (found,) = diagnose(filled)
    assert (found.concept, found.check) == (str(old), "left-over")
    done = repair(filled)
    assert done.backup is None
    assert (mine.exists(), fresh.exists(), old.exists()) == (True, True, False)


@only_sqlite
def test_what_cannot_be_repaired_is_left_as_it_is(filled, tmp_path):
    path = tmp_path / "garbage.db"
    path.write_bytes(random.Random(1).randbytes(9000))
    with pytest.raises(TermbaseDamaged):
        repair(locate(str(path)))
    assert [it.name for it in tmp_path.iterdir() if "garbage" in it.name] == ["garbage.db"]
    damage(filled, "UPDATE alembic_version SET version_num = '9999'")
    before = filled.path.read_bytes()
    with pytest.raises(TermbaseTooNew):
        repair(filled)
    assert filled.path.read_bytes() == before


@only_sqlite
def test_a_repair_that_meets_a_writer_changes_nothing(filled, monkeypatch):
    from termbase.errors import TermbaseLocked
    from termbase.repair import repairing

    damage(filled, "UPDATE term SET status = 'odd' WHERE concept_id = 'c7'")
    salvage = repairing.salvage

    def and_somebody_writes(source, target):
        yield from salvage(source, target)
        execute(filled, "UPDATE concept SET subject_field = 'changed' WHERE id = 'c8'")

    monkeypatch.setattr(repairing, "salvage", and_somebody_writes)
    with pytest.raises(TermbaseLocked):
        repair(filled)
    assert execute(filled, "SELECT subject_field FROM concept WHERE id = 'c8'") == [("changed",)]
    assert not list(filled.path.parent.glob("*.bak"))
    assert checks(filled) == ["unreadable-value"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(concepts(ids=st.just("a")))
def test_a_concept_that_fits_is_mended_to_itself(value):
    lost = []
    assert mended_concept(to_plain(value), lost) == value
    assert lost == []


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just("a\x1bb"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(concepts(ids=st.just("a")), st.data())
def test_whatever_does_not_fit_is_left_out(value, data):
    """A concept with an odd value in any place is mended to one that the term model takes."""
    plain = to_plain(value)
    place, name = plain, data.draw(st.sampled_from(sorted(plain)))
    while isinstance(place[name], (dict, list)) and place[name] and data.draw(st.booleans()):
        place = place[name]
        name = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[name] = data.draw(ODD)
    mended = mended_concept(plain, [])
    assert mended is None or mended_concept(to_plain(mended), []) == mended
    assert mended is None or mended.id == plain["id"].strip()
    assert mended is not None or name == "id"


def test_every_kind_of_damage_says_what_a_repair_would_do():
    kinds = {value for name, value in vars(diagnosis).items() if name.isupper() and isinstance(value, str)}
    assert kinds == set(diagnosis._CURES)
