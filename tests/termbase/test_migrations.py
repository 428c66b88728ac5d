"""The schema's history: what migrations make is what the tables say, and an upgrade is whole or nothing."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from termbase import database, faults
from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Severity,
    Source,
    SourceMark,
    Term,
    WorkState,
)
from termbase.errors import ConceptNotKept, StoreError, TermbaseLocked, TermbaseMissing, TermbaseTooNew, TermbaseTooOld
from termbase.fingerprints import fingerprint
from termbase.history.undoing import restore, undo
from termbase.locations import locate
from termbase.repair.diagnosis import diagnose
from termbase.repair.repairing import repair
from termbase.snapshots import bring_back
from termbase.store import open_store, upgrade
from termbase.tables import metadata
from tests.termbase.raw import everything, execute

# SQLAlchemy cannot read an index on what a function gives, nor compare one.
pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")

NEXT_SCHEMA = '''"""A schema of the future."""

from alembic import op

revision = "9999"
down_revision = "{last}"


def upgrade() -> None:
    """Change data and schema."""
    op.execute("UPDATE concept SET subject_field = 'moved'")
    op.execute("CREATE TABLE future (id INTEGER PRIMARY KEY)")
    {more}
'''


def test_the_known_schemas_are_those_of_the_migrations():
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(revisions)) == faults.SCHEMA_REVISIONS


def test_migrations_make_the_schema_of_the_tables(termbase):
    with database.connect(termbase, read_only=True) as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": is_described}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata()) == []


def is_described(name, kind, _parents):
    """SQLAlchemy knows all but what the databases keep for search and lists."""
    if kind == "index":
        return name not in LISTING
    return kind != "table" or name == "search_key" or not name.startswith("search_")


LISTING = ("ix_concept_subject_field", "ix_concept_changed_at", "ix_term_preferred", "ix_search_key_reading")


@pytest.mark.sqlite
def test_keys_and_constraints_have_the_names_of_the_tables(termbase, tmp_path):
    """Alembic does not compare primary and foreign keys by name, and a later migration needs the names."""
    from sqlalchemy import create_engine, inspect

    plain = create_engine(f"sqlite:///{tmp_path / 'plain.db'}")
    metadata().create_all(plain)
    with database.connect(termbase, read_only=True) as connection, plain.connect() as other:
        migrated, described = inspect(connection), inspect(other)
        for table in metadata().tables:
            assert migrated.get_pk_constraint(table) == described.get_pk_constraint(table)
            assert by_name(migrated.get_foreign_keys(table)) == by_name(described.get_foreign_keys(table))
            assert by_name(migrated.get_unique_constraints(table)) == by_name(described.get_unique_constraints(table))
    plain.dispose()


def by_name(constraints):
    return sorted(constraints, key=lambda constraint: constraint["name"])


@pytest.fixture
def future(tmp_path, monkeypatch):
    """A version of the program to come, whose schema has one more revision; gets the rest of the migration."""

    def install(more="pass"):
        scripts = tmp_path / "future" / "migrations"
        shutil.copytree(database.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        last = faults.SCHEMA_REVISIONS[-1]
        (scripts / "versions" / "schema_9999.py").write_text(NEXT_SCHEMA.format(last=last, more=more), "utf-8")
        monkeypatch.setattr(database, "MIGRATIONS", scripts)
        monkeypatch.setattr(faults, "SCHEMA_REVISIONS", (*faults.SCHEMA_REVISIONS, "9999"))

    return install


@pytest.fixture
def filled(termbase):
    with open_store(termbase) as store:
        store.add(Concept("a", subject_field="here"))
    return termbase


@pytest.mark.sqlite
def test_an_upgrade_of_the_newest_schema_does_nothing(filled):
    before = filled.path.read_bytes()
    assert upgrade(filled) is None
    assert upgrade(locate("builtin")) is None
    assert filled.path.read_bytes() == before
    assert [path.name for path in filled.path.parent.iterdir()] == [filled.path.name]


@pytest.mark.parametrize("read_only", [True, False])
def test_an_older_term_base_has_to_be_upgraded(filled, future, read_only):
    future()
    with pytest.raises(TermbaseTooOld, match="zhengming upgrade"), open_store(filled, read_only=read_only):
        pass
    with pytest.raises(TermbaseTooOld):
        fingerprint(filled)


@pytest.mark.sqlite
def test_an_upgrade_keeps_a_backup_beside_the_file(filled, future):
    future()
    backup = upgrade(filled)
    with open_store(filled) as store:
        assert store.get("a").subject_field == "moved"
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT subject_field FROM concept").fetchall() == [("here",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert backup.parent == filled.path.parent
    assert backup.name.startswith(f"{filled.path.name}.schema-")
    assert upgrade(filled) is None


@pytest.mark.changes_schema
def test_an_upgrade_changes_data_and_schema_once(filled, future):
    future()
    upgrade(filled)
    with open_store(filled, read_only=True) as store:
        assert store.get("a").subject_field == "moved"
    assert execute(filled, "SELECT * FROM future") == []
    assert upgrade(filled) is None


@pytest.mark.changes_schema
def test_an_upgrade_that_fails_changes_nothing(filled, future):
    future(more='op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(StoreError):
        upgrade(filled)
    assert execute(filled, "SELECT subject_field FROM concept") == [("here",)]
    assert execute(filled, "SELECT version_num FROM alembic_version") == [(faults.SCHEMA_REVISIONS[-2],)]
    with pytest.raises(Exception, match=r"no such table|does not exist"):
        execute(filled, "SELECT * FROM future")


@pytest.mark.changes_schema
def test_a_newer_term_base_is_left_alone(filled):
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TermbaseTooNew):
        upgrade(filled)
    with pytest.raises(TermbaseTooNew), open_store(filled, read_only=True):
        pass


@pytest.mark.sqlite
def test_an_upgrade_refuses_what_opening_refuses(filled, tmp_path):
    with pytest.raises(TermbaseMissing):
        upgrade(locate(str(tmp_path / "none.db")))
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(TermbaseLocked):
            upgrade(filled, timeout=0.05)
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.execute("COMMIT")
    with pytest.raises(TermbaseTooNew):
        upgrade(filled)


FIRST_SCHEMA = Path(__file__).parent / "schemas" / "0001.sql"
"""What ``sqlite3 .dump`` gave of a term base that the first schema's own code had made."""
IN_FIRST_SCHEMA = Concept(
    "industrial-chain",
    "economy",
    (
        LanguageSection(
            "zh-Hans",
            (Term("产业链", pinyin="chǎn yè liàn", part_of_speech=PartOfSpeech.NOUN),),
            (Definition("一连串的产业", Source("词典", "出版社", "2020", "p. 3", SourceMark.CHECKED)),),
            WorkState.APPROVED,
            ("a note",),
        ),
        LanguageSection(
            "en",
            (
                Term(
                    "industrial chain",
                    sources=(Source("Report", date="2022-10"),),
                    look_up_forms=("industry-chain",),
                    valid_from="2022",
                ),
                Term(
                    "industry chain",
                    AdministrativeStatus.DEPRECATED,
                    reason="literal",
                    match=MatchSettings(True, False, Evidence.CONTEXT, ("supply", "polic*"), Severity.WARNING),
                ),
            ),
        ),
    ),
    (Relation(RelationKind.RELATED, "resilience"),),
    ("line one\nline two",),
    Provenance(datetime(2022, 10, 16, 2, 30, tzinfo=UTC), "ann", datetime(2023, 1, 1, tzinfo=UTC), "bob"),
)


@pytest.fixture
def first(tmp_path):
    """A term base of the first schema: two concepts, and one that was removed."""
    path = tmp_path / "first.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text(encoding="utf-8"))
    return locate(str(path))


def test_a_term_base_of_the_first_schema_keeps_everything(first):
    with closing(sqlite3.connect(first.path)) as connection:
        before, rows = list(connection.iterdump()), rows_of(connection)
    with pytest.raises(TermbaseTooOld, match="schema 0001"), open_store(first):
        pass
    backup = upgrade(first)
    with closing(sqlite3.connect(backup)) as connection:
        assert list(connection.iterdump()) == before
    with closing(sqlite3.connect(first.path)) as connection:
        assert rows_of(connection, rows) == rows
    with open_store(first, read_only=True) as store:
        assert store.get("industrial-chain") == IN_FIRST_SCHEMA
        assert store.find("chanyelian") == [IN_FIRST_SCHEMA]
        assert store.count() == 2
        assert store.issued(["gone"])["gone"] is not None


DERIVED = ("alembic_version", "search_key")


def rows_of(connection, like=None):
    """Every table's rows as dicts; with ``like``, of its tables and columns only."""
    connection.row_factory = sqlite3.Row
    listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = [name for (name,) in listed if name not in DERIVED and (like is None or name in like)]
    content = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")] for name in names}
    if like is None:
        return content
    return {
        name: [{column: row[column] for column in like[name][0]} for row in rows] if like[name] else []
        for name, rows in content.items()
    }


def test_the_history_starts_with_the_upgrade(first):
    upgrade(first)
    with open_store(first) as store:
        assert list(store.history.steps()) == []
        assert store.history.version("industrial-chain") == 0
        store.replace(Concept("industrial-chain"), expected=0)
    with open_store(first) as store:
        (change,) = store.history.changes("industrial-chain")
        assert change.before == IN_FIRST_SCHEMA
        with pytest.raises(ConceptNotKept):
            restore(store, ["gone"])
        undo(store)
        assert store.get("industrial-chain") == IN_FIRST_SCHEMA


SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
"""Dumps of term bases of the schemas that were released, and of others on the way to the one in use."""


@pytest.fixture(params=SCHEMAS, ids=lambda path: path.stem)
def released(request, tmp_path):
    """A term base of a released schema, and that schema's revision."""
    path = tmp_path / "terms.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return locate(str(path)), request.param.stem


def test_the_dumps_are_of_known_schemas_and_begin_with_the_first():
    assert SCHEMAS[0].stem == faults.SCHEMA_REVISIONS[0]
    assert {path.stem for path in SCHEMAS} <= set(faults.SCHEMA_REVISIONS)


KEPT = ("issued_id", "concept", "language_section", "definition", "term", "look_up_form", "source", "relation")


def test_every_released_schema_is_upgraded_and_keeps_everything(released):
    location, schema = released
    before = everything(location.path)
    if schema != faults.SCHEMA_REVISIONS[-1]:
        with pytest.raises(TermbaseTooOld, match=f"schema {schema}.*run `zhengming upgrade`"), open_store(location):
            pass
    location.path.chmod(0o640)
    backup = upgrade(location)
    if schema == faults.SCHEMA_REVISIONS[-1]:
        assert backup is None
    else:
        assert everything(backup) == before
        assert backup.stat().st_mode & 0o777 == 0o640
    after = everything(location.path)
    for table in (*KEPT, "step", "change"):
        assert [len(rows) for rows in (before.get(table, []), after[table])] == [len(before.get(table, []))] * 2
    columns = before["term"][0].keys()  # a later schema may have more
    assert [{name: row[name] for name in columns} for row in after["term"]] == before["term"]
    assert list(diagnose(location)) == []
    with open_store(location) as store:
        kept = list(store.concepts())
        assert [concept.id for concept in store.find(kept[0].id)][:1] == [kept[0].id]
        store.replace(kept[0])
    assert upgrade(location) is None


def test_a_snapshot_of_an_older_schema_comes_back_and_is_upgraded(released, tmp_path):
    location, schema = released
    target = locate(str(tmp_path / "new.db"))
    done = bring_back(location.path, target)
    assert done.older == (schema != faults.SCHEMA_REVISIONS[-1])
    upgrade(target)
    with open_store(target, read_only=True) as store:
        assert store.count() > 0


def test_a_damaged_term_base_of_an_older_schema_is_saved(released):
    location, _ = released
    before = everything(location.path, KEPT)
    with closing(sqlite3.connect(location.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_relation_target'").fetchone()
    content = bytearray(location.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    location.path.write_bytes(content)
    done = repair(location)
    assert done.backup.read_bytes() == content
    assert done.left == ()
    after = everything(location.path, KEPT)
    for table, rows in before.items():
        assert [{name: row[name] for name in was} for was, row in zip(rows, after[table], strict=True)] == rows
