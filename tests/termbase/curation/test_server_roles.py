"""Roles on a server: what the database itself refuses, to whom, and whatever program asks it."""

import secrets
import subprocess
import threading
import time
from dataclasses import replace

import psycopg
import pytest

from termbase.concepts import Concept, LanguageSection, Source, Term, WorkState
from termbase.curation.members import setup_sql
from termbase.curation.roles import Role
from termbase.errors import NotAllowed, StoreError, TermbaseReadOnly, TermbaseUnreachable
from termbase.history.undoing import undo
from termbase.locations import locate
from termbase.proposals.deciding import accept, propose
from termbase.store import open_store

pytestmark = pytest.mark.postgresql
APPROVED, PROPOSED = WorkState.APPROVED, WorkState.PROPOSED
SHORT = {role: role[:3] for role in Role}


class Team:
    """A database with roles, in which one user has each of them and one has none."""

    def __init__(self, server, database):
        self.server, self.database = server, database
        self.mark = secrets.token_hex(4)
        self.users = {short: f"{short}_{self.mark}" for short in (*SHORT.values(), "non")}
        self.set_up()
        for user in self.users.values():
            server.execute(f"CREATE ROLE {user} LOGIN")
        for role, short in SHORT.items():
            server.execute(f"GRANT zhengming_{database}_{role} TO {self.users[short]}")

    def set_up(self):
        self.server.execute(setup_sql(), self.database)

    def at(self, short):
        """The term base as this user reaches it."""
        return locate(self.server.url_of(self.database).replace("zhengming@", f"{self.users[short]}@"))

    def sql(self, short, *statements):
        """The last statement's rows; all are one transaction of this user's."""
        with psycopg.connect(self.at(short).url) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def tear_down(self):
        self.server.drop(self.database)
        groups = [f"zhengming_{self.database}_{role}" for role in Role]
        for role in (*self.users.values(), *reversed(groups)):
            self.server.execute(f"DROP ROLE {role}")


@pytest.fixture(scope="module")
def made(server, empty_database):
    if not server.is_private:
        pytest.skip("making users takes the rights of a superuser")
    team = Team(server, server.create(template=empty_database))
    yield team
    team.tear_down()


@pytest.fixture
def team(made):
    """The team, whose term base holds one concept, approved by the terminologist."""
    made.server.empty(made.database)
    with open_store(made.at("ter")) as store:
        store.add(concept())
    return made


def concept(*, english="chain", state=APPROVED):
    sections = (
        LanguageSection("zh-Hans", (Term("链", look_up_forms=("鏈",)),), work_state=state),
        LanguageSection("en", (Term(english, sources=(Source("a report"),)),), work_state=state),
    )
    return Concept("chain", sections=sections)


def states(it):
    return {section.language: section.work_state for section in it.sections}


def test_everybody_is_what_the_database_says_and_signs_with_its_name(team):
    for role, short in SHORT.items():
        with open_store(team.at(short), read_only=True) as store:
            assert (store.user, store.role) == (team.users[short], role)
            assert store.members.all() == {team.users[it]: other for other, it in SHORT.items()}
    with open_store(team.at("con"), user=team.users["con"]) as store:
        assert store.add(Concept("own")).provenance.created_by == team.users["con"]
    refused = pytest.raises(NotAllowed, match="may not sign as ann; leave it out")
    with refused, open_store(team.at("ter"), user="ann") as store:
        store.add(Concept("other"))
    with open_store(team.at("adm"), user="ann") as store:
        assert store.add(Concept("other")).provenance.created_by == "ann"


def test_a_superuser_is_an_administrator(team):
    with open_store(locate(team.server.url_of(team.database))) as store:
        assert store.role is Role.ADMINISTRATOR


def test_a_reader_reads_and_is_refused_in_one_line(team):
    with open_store(team.at("rea"), read_only=True) as store:
        assert store.find("chain") == store.find("链") == list(store.concepts())
        assert len(list(store.history.changes("chain"))) == 1
    refused = pytest.raises(TermbaseReadOnly, match="ask its administrator for the right")
    with refused as caught, open_store(team.at("rea")) as store:
        store.add(Concept("new"))
    assert "\n" not in str(caught.value)


def test_who_has_no_role_gets_not_in(team):
    with pytest.raises(TermbaseUnreachable, match="permission denied"), open_store(team.at("non"), read_only=True):
        pass


def test_a_contributor_proposes_through_the_store(team):
    with open_store(team.at("con")) as store:
        assert states(store.replace(concept(english="link"))) == {"zh-Hans": APPROVED, "en": PROPOSED}
        assert set(states(store.add(replace(concept(), id="new"))).values()) == {PROPOSED}
    with open_store(team.at("con")) as store:
        undo(store)
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": PROPOSED}
    with open_store(team.at("con")) as store:
        stored = store.get("chain")
        french = LanguageSection("fr", (Term("chaîne"),))
        added = store.replace(replace(stored, sections=(french, *stored.sections)))
        assert states(added) == {"zh-Hans": APPROVED, "en": PROPOSED, "fr": PROPOSED}
        assert store.get("chain") == added
        with pytest.raises(NotAllowed, match="is a contributor and may not approve"):
            store.remove("chain")
        propose(store, [(Concept("waiting"), "")])
        with pytest.raises(NotAllowed, match="is a contributor and may not approve"):
            accept(store, 1)


def test_a_terminologist_approves_through_the_store(team):
    with open_store(team.at("con")) as store:
        store.add(replace(concept(), id="new"))
        propose(store, [(Concept("waiting"), "")])
    with open_store(team.at("ter")) as store:
        store.replace(replace(concept(), id="new"))
        accept(store, 1)
        store.remove("chain")
        assert set(states(store.get("new")).values()) == {APPROVED}
    with open_store(team.at("ter"), read_only=True) as store:
        assert store._index.problems() == []


STEP = """INSERT INTO step (number, at, "by", why, what) SELECT max(number) + 1, now(), {by}, '', 'x' FROM step"""
SECTION = "concept_id = 'chain' AND section = 1"
TERM = """INSERT INTO term SELECT (jsonb_populate_record(t, '{{"position": 7, "text": "forged", "section": {}}}')).*
FROM term t WHERE concept_id = 'chain' AND section = 1"""
ROUND_ABOUT = {
    "approves": "UPDATE language_section SET work_state = 'approved', notes = '[]' WHERE concept_id = 'chain'",
    "invents a state": f"UPDATE language_section SET work_state = 'Approved' WHERE {SECTION}",
    "adds an approved section": "INSERT INTO language_section VALUES ('chain', 5, 'fr', 'approved', '[]')",
    "deletes an approved section": f"DELETE FROM language_section WHERE {SECTION}",
    "deletes the concept": "DELETE FROM concept WHERE id = 'chain'",
    "rewords an approved term": f"UPDATE term SET text = 'forged' WHERE {SECTION}",
    "deletes an approved term": f"DELETE FROM term WHERE {SECTION}",
    "adds to an approved section": TERM.format(1),
    "moves a term out of an approved section": f"UPDATE term SET section = 2 WHERE {SECTION}",
    "changes a look-up form": "UPDATE look_up_form SET form = 'forged'",
    "changes a source": "UPDATE source SET document = 'forged'",
    "adds a definition": "INSERT INTO definition VALUES ('chain', 1, 0, 'forged')",
    "empties a table": "TRUNCATE language_section CASCADE",
    "copies rows in": "COPY definition FROM PROGRAM 'echo x'",
    "signs as another": STEP.format(by="'ann'"),
    "writes under another's step": "INSERT INTO change (number, step, concept_id, kind) VALUES (99, 1, 'x', 'added')",
    "changes the history": "UPDATE step SET why = 'forged'",
    "deletes the history": "DELETE FROM change",
    "decides": "INSERT INTO decision VALUES (1, 1, 1, 'accepted')",
    "drops a guard": "DROP TRIGGER zhengming_guard ON term",
    "disables a guard": "ALTER TABLE term DISABLE TRIGGER ALL",
    "turns guards off": "SET session_replication_role = replica",
    "makes a trigger": "CREATE TRIGGER own BEFORE INSERT ON term EXECUTE FUNCTION history_refuses()",
    "replaces the judge": "CREATE OR REPLACE FUNCTION public.zhengming_role() RETURNS text RETURN 'administrator'",
    "makes a table": "CREATE TABLE own (x int)",
    "makes a temporary table": "CREATE TEMPORARY TABLE language_section (work_state text)",
    "changes the schema": "UPDATE alembic_version SET version_num = '0001'",
    "becomes a member": "INSERT INTO member VALUES ('x', 'administrator')",
    "gives itself a role": "GRANT zhengming_{database}_administrator TO session_user",
    "becomes somebody else": "SET SESSION AUTHORIZATION zhengming",
    "sets a role": "SET ROLE zhengming_{database}_terminologist",
    "changes the identity": "UPDATE meta SET termbase_id = 'forged'",
    "frees a retired id": "DELETE FROM issued_id",
}


@pytest.mark.parametrize("way", ROUND_ABOUT)
def test_the_database_refuses_a_contributor_who_goes_round_the_program(team, way):
    before = content(team)
    with pytest.raises(psycopg.Error) as caught:
        team.sql("con", ROUND_ABOUT[way].replace("{database}", team.database))
    assert caught.value.sqlstate in ("42501", "23001", "0LP01"), caught.value
    assert content(team) == before


def content(team):
    with open_store(team.at("adm"), read_only=True) as store:
        return list(store.concepts()), [it.step for it in store.history.steps()], store.revision


@pytest.mark.parametrize("short", ["rea", "con"])
def test_a_contributor_writes_and_a_reader_does_not(team, short):
    """What is refused above is refused for what it would do, not because nothing works."""
    statements = (
        STEP.format(by="session_user"),
        f"UPDATE language_section SET work_state = 'proposed' WHERE {SECTION}",
        f"UPDATE term SET text = 'reworded' WHERE {SECTION}",
    )
    if short == "rea":
        for statement in statements:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                team.sql(short, statement)
        return
    team.sql(short, *statements)
    with open_store(team.at("rea"), read_only=True) as store:
        assert store.get("chain").preferred("en") == "reworded"
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": PROPOSED}


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ"])
def test_nobody_approves_what_is_being_changed(team, level):
    """A contributor who began before an approval does not slip a term into the approved section."""
    with open_store(team.at("con")) as store:
        store.replace(concept(english="link"))
    with psycopg.connect(team.at("con").url) as connection:
        connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        connection.execute("SELECT count(*) FROM term")
        with open_store(team.at("ter")) as store:
            store.replace(concept(english="link"))
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.SerializationFailure)):
            connection.execute(f"UPDATE term SET text = 'forged' WHERE {SECTION}")


def test_an_approval_waits_for_a_contributor_who_is_writing(team):
    with open_store(team.at("con")) as store:
        store.replace(concept(english="link"))
    seen = []

    def approve():
        with open_store(team.at("ter")) as store:
            seen.append(store.get("chain").preferred("en"))

    with psycopg.connect(team.at("con").url) as connection:
        connection.execute(f"UPDATE term SET text = 'late' WHERE {SECTION}")
        waiting = threading.Thread(target=approve)
        waiting.start()
        time.sleep(0.1)
        assert seen == []
    waiting.join()
    assert seen == ["late"]


def test_an_administrator_changes_the_schema_and_others_do_not(team):
    for short in ("con", "ter"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            team.sql(short, "ALTER TABLE term ADD COLUMN own text")
    team.sql("adm", "ALTER TABLE term ADD COLUMN own text", "ALTER TABLE term DROP COLUMN own")


def test_setting_up_again_does_no_harm(team):
    before = content(team)
    team.set_up()
    assert content(team) == before
    with open_store(team.at("con")) as store:
        assert states(store.replace(concept(english="link")))["en"] is PROPOSED


def test_members_are_given_out_by_the_database(team):
    with pytest.raises(StoreError) as caught, open_store(team.at("adm")) as store:
        store.set_member("ann", Role.READER)
    assert str(caught.value).endswith(f"; there say: GRANT zhengming_{team.database}_reader TO ann")
    with pytest.raises(StoreError) as caught, open_store(team.at("adm")) as store:
        store.remove_member(team.users["ter"])
    told = f"REVOKE zhengming_{team.database}_terminologist FROM {team.users['ter']}"
    assert str(caught.value).endswith(f"; there say: {told}")


def test_a_database_without_roles_is_open(database):
    with open_store(database, user="anybody") as store:
        assert store.role is Role.ADMINISTRATOR
        assert store.members.all() == {}
        assert states(store.add(concept())) == {"zh-Hans": APPROVED, "en": APPROVED}


def test_the_programs_own_guard_is_not_all(team, monkeypatch):
    """Where the program would let an approval through, the database refuses it in one line."""
    monkeypatch.setattr("termbase.unit.as_permitted", lambda new, *_, **__: new)
    with pytest.raises(StoreError, match=r"section is not .* by a") as caught, open_store(team.at("con")) as store:
        store.replace(concept(english="link"))
    assert "\n" not in str(caught.value)


def test_the_roles_of_one_database_are_not_those_of_another(team, database, empty_database):
    """Roles belong to the whole server, and two teams may keep their term bases on it."""
    with open_store(database, user="anybody") as store:
        assert store.role is Role.ADMINISTRATOR
    other = Team(team.server, team.server.create(template=empty_database))
    try:
        at_other = team.at("ter").url.replace(team.database, other.database)
        with (
            pytest.raises(TermbaseUnreachable, match="permission denied"),
            open_store(locate(at_other), read_only=True),
        ):
            pass
    finally:
        other.tear_down()


def test_a_copy_under_another_name_keeps_its_roles(team):
    copy = team.server.create(template=team.database)
    try:
        for _ in range(2):
            with open_store(locate(team.at("con").url.replace(team.database, copy))) as store:
                assert store.role is Role.CONTRIBUTOR
                assert store.members.all() == {team.users[it]: other for other, it in SHORT.items()}
                assert states(store.replace(concept(english="link")))["en"] is PROPOSED
            team.server.execute(setup_sql(), copy)
    finally:
        team.server.drop(copy)


def test_the_clients_own_program_takes_the_file(team, tmp_path):
    file = tmp_path / "roles.sql"
    file.write_text(setup_sql(), encoding="utf-8")
    command = ["psql", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", str(file), team.server.url_of(team.database)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
