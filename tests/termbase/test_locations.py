"""Where a term base is: texts of users, messages without passwords, fingerprints without SQLAlchemy."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from termbase.concepts import Concept
from termbase.errors import (
    StoreError,
    TermbaseDamaged,
    TermbaseMissing,
    TermbaseTooNew,
)
from termbase.fingerprints import fingerprint
from termbase.locations import Location, default_location, locate
from termbase.masking import without_passwords
from termbase.store import create_termbase, open_store


def test_a_plain_text_is_a_file():
    location = locate("terms.db")
    assert location.path == Path.cwd() / "terms.db"
    assert location.url.startswith("sqlite:////")
    assert not location.is_builtin
    assert locate(str(location.path)) == locate(location.url) == locate("sqlite:///terms.db") == location


def test_the_home_folder_is_known(home):
    assert locate("~/terms.db").path == home / "terms.db"


@pytest.mark.parametrize("name", ["术语 库.db", "50%25.db", "a?b#c.db", "a&b=c.db", "builtin.db"])
def test_any_file_name_will_do(name, tmp_path):
    location = locate(str(tmp_path / name))
    assert location.path == tmp_path / name
    assert locate(location.url) == location
    create_termbase(location)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with open_store(location) as store:
        store.add(Concept("a"))
        revision = store.revision
    assert fingerprint(location) == revision


def test_the_builtin_glossary_has_a_name():
    assert locate("builtin").is_builtin
    assert locate("builtin").path is None
    assert locate("builtin").shown == "builtin"
    assert not locate("./builtin").is_builtin


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:s3cret@host/terms", "postgresql://ann:***@host/terms"),
        ("postgresql+psycopg://ann:s3@cr@et@host:5432/t", "postgresql+psycopg://ann:***@host:5432/t"),
        ("postgresql://host/t?user=ann&password=s3cret&x=1", "postgresql://host/t?user=ann&password=***&x=1"),
        ("postgresql://host/t?sslpassword=s3cret", "postgresql://host/t?sslpassword=***"),
        ("postgresql://host/t?p%61ssword=s3cret", "postgresql://host/t?p%61ssword=***"),
        ("postgresql://a/b:s3/c?r#et@host/t", "postgresql://a/b:***@host/t"),
        ("postgresql://ann:s3\ncret@host/t", "postgresql://ann:***@host/t"),
        ("postgresql://ann@host/t", "postgresql://ann@host/t"),
        ("postgres://ann:s3cret@host/t", "postgresql://ann:***@host/t"),
    ],
)
def test_no_password_is_shown(url, shown):
    location = locate(url)
    assert location.shown == shown
    assert location.path is None
    assert "s3" not in f"{location} {location!r}"
    with pytest.raises(StoreError) as caught:
        locate(url.replace("postgres", "oracle"))
    assert "s3" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("postgresql://ann:s3cret@host/t: is gone", "postgresql://ann:***@host/t: is gone"),
        ("no 'postgres://a:s3@h/t', a@b c:d@e", "no 'postgres://a:***@h/t', a@b c:d@e"),
        ("POSTGRESQL+psycopg://a:s3@h/t?password=s3cret&x=1", "POSTGRESQL+psycopg://a:***@h/t?password=***&x=1"),
        ("notes: see ann@host, https://a:b@host", "notes: see ann@host, https://a:***@host"),
    ],
)
def test_no_message_holds_a_password(text, masked):
    assert without_passwords(text) == masked


@pytest.mark.parametrize("typed", ["postgresql:ann:s3cret@host/t", "postgres:/ann:s3cret@host/t"])
def test_a_misspelt_url_is_no_file(typed):
    with pytest.raises(StoreError, match="is no database URL; write postgresql://") as caught:
        locate(typed)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("bad", ["", "  ", ":memory:", "sqlite://", "mysql://host/t", "https://example.org", "a\0b"])
def test_what_is_no_place_is_refused(bad):
    with pytest.raises(StoreError) as caught:
        locate(bad)
    assert caught.value.cure


def test_the_default_lies_in_the_users_data_folder(home):
    path = default_location().path
    assert path.name == "termbase.db"
    assert path.is_relative_to(home)


def test_a_fingerprint_changes_with_the_content_only(termbase):
    first = fingerprint(termbase)
    with open_store(termbase) as store:
        assert store.revision == first
        store.find("chain")
    with open_store(termbase, read_only=True) as store:
        assert list(store.concepts()) == []
    assert fingerprint(termbase) == first
    with open_store(termbase) as store:
        store.add(Concept("a"))
    assert fingerprint(termbase) != first


@pytest.mark.sqlite
def test_a_fingerprint_leaves_no_files(termbase):
    fingerprint(termbase)
    assert [path.name for path in termbase.path.parent.iterdir()] == [termbase.path.name]


def test_a_fingerprint_of_the_builtin_glossary_builds_nothing(home):
    before = sorted(home.rglob("*"))
    assert fingerprint(Location("builtin")) == fingerprint(Location("builtin"))
    assert sorted(home.rglob("*")) == before


@pytest.mark.sqlite
def test_a_fingerprint_names_what_is_wrong(termbase, tmp_path):
    with pytest.raises(TermbaseMissing):
        fingerprint(locate(str(tmp_path / "none.db")))
    with pytest.raises(TermbaseDamaged, match="folder"):
        fingerprint(locate(str(tmp_path)))
    with closing(sqlite3.connect(termbase.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TermbaseTooNew, match="schema 9999"):
        fingerprint(termbase)


def test_a_fingerprint_of_a_read_only_folder_is_read(guarded_folder):
    location = locate(str(guarded_folder / "terms.db"))
    create_termbase(location)
    before = fingerprint(location)
    location.path.chmod(0o400)
    guarded_folder.chmod(0o500)
    assert fingerprint(location) == before


def test_unmerged_changes_in_a_read_only_folder_are_not_overlooked(guarded_folder):
    location = locate(str(guarded_folder / "terms.db"))
    create_termbase(location)
    with closing(sqlite3.connect(location.path)) as writer:
        writer.execute("UPDATE meta SET revision = 'new'")
        writer.commit()
        copy = guarded_folder / "copy"
        copy.mkdir()
        for suffix in ("", "-wal"):
            source = location.path.with_name(location.path.name + suffix)
            (copy / source.name).write_bytes(source.read_bytes())
    copy.chmod(0o500)
    with pytest.raises(StoreError, match="unmerged"):
        fingerprint(locate(str(copy / "terms.db")))


def test_locations_are_light():
    code = (
        "import sys; from termbase.locations import *; from termbase.fingerprints import fingerprint;"
        "fingerprint(Location('builtin'));"
        "print(sorted({'sqlite3', 'sqlmodel', 'sqlalchemy', 'alembic', 'pydantic', 'langcodes'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "[]\n"
