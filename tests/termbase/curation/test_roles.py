"""Who may do what: enforced with every change, and on a server by the server too."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.concepts import Concept, LanguageSection, Term, WorkState
from termbase.curation.approving import approve, return_to_proposed
from termbase.curation.roles import Role
from termbase.errors import InvalidValue, NotAllowed, StoreError, TermbaseReadOnly
from termbase.history.undoing import undo
from termbase.importing.applying import import_concepts
from termbase.importing.values import ImportPolicy
from termbase.locations import locate
from termbase.store import open_store, require_administrator

APPROVED, PROPOSED = WorkState.APPROVED, WorkState.PROPOSED
CHAIN = Concept(
    "chain",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链"),), work_state=APPROVED),
        LanguageSection("en", (Term("industrial chain"),), work_state=APPROVED),
    ),
)
OTHER_ENGLISH = LanguageSection("en", (Term("chain of industries"),), work_state=APPROVED)
ROLES_SQL = Path(__file__).parents[3] / "docs" / "roles.sql"


def states(concept):
    return {section.language: section.work_state for section in concept.sections}


def with_english(section):
    return replace(CHAIN, sections=(CHAIN.sections[0], section))


@pytest.fixture
def team(termbase):
    """A term base with an approved concept and a member in each role."""
    with open_store(termbase, user="ada") as store:
        store.add(CHAIN)
        store.set_member("ada", Role.ADMINISTRATOR)
        store.set_member("tess", Role.TERMINOLOGIST)
        store.set_member("con", Role.CONTRIBUTOR)
        store.set_member("rea", Role.READER)
    return termbase


def do(termbase, user, work):
    with open_store(termbase, user=user) as store:
        return work(store)


def test_a_term_base_without_members_is_open(termbase):
    with open_store(termbase, user="anybody") as store:
        assert store.role is Role.ADMINISTRATOR
        store.add(CHAIN)
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": APPROVED}


@pytest.mark.sqlite
@pytest.mark.parametrize("user", ["rea", "nobody"])
def test_a_reader_changes_nothing(team, user):
    for work in (
        lambda store: store.add(Concept("new")),
        lambda store: store.replace(CHAIN),
        lambda store: store.remove("chain"),
        undo,
        lambda store: import_concepts(store, [Concept("new")], ImportPolicy.REVIEW),
    ):
        with pytest.raises(NotAllowed, match=f"{user} is a reader and may not propose changes; ask an administrator"):
            do(team, user, work)
    with open_store(team, read_only=True, user=user) as store:
        assert store.get("chain").sections == CHAIN.sections


@pytest.mark.sqlite
def test_what_a_contributor_writes_is_proposed(team):
    added = do(team, "con", lambda store: store.add(replace(CHAIN, id="new")))
    assert states(added) == {"zh-Hans": PROPOSED, "en": PROPOSED}
    changed = do(team, "con", lambda store: store.replace(with_english(OTHER_ENGLISH)))
    assert states(changed) == {"zh-Hans": APPROVED, "en": PROPOSED}
    assert changed.preferred("en") == "chain of industries"
    flipped = do(team, "con", lambda store: store.replace(with_english(replace(OTHER_ENGLISH, work_state=APPROVED))))
    assert states(flipped) == {"zh-Hans": APPROVED, "en": PROPOSED}


@pytest.mark.sqlite
def test_an_import_of_a_contributor_is_proposed(team):
    incoming = [replace(CHAIN, id="new", subject_field="x"), with_english(OTHER_ENGLISH)]
    do(team, "con", lambda store: import_concepts(store, incoming, ImportPolicy.REPLACE))
    with open_store(team, read_only=True) as store:
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": PROPOSED}
        assert states(store.get("new")) == {"zh-Hans": PROPOSED, "en": PROPOSED}


@pytest.mark.sqlite
def test_a_contributor_takes_nothing_approved_away(team):
    for work in (
        lambda store: store.remove("chain"),
        lambda store: store.replace(replace(CHAIN, sections=CHAIN.sections[:1])),
        lambda store: undo(store, 1),
    ):
        with pytest.raises(NotAllowed, match=r"chain > .*: con is a contributor and may not approve"):
            do(team, "con", work)


@pytest.mark.sqlite
def test_an_undo_of_a_contributor_proposes(team):
    do(team, "tess", lambda store: store.replace(with_english(OTHER_ENGLISH)))
    do(team, "con", undo)
    with open_store(team, read_only=True) as store:
        assert states(store.get("chain")) == {"zh-Hans": APPROVED, "en": PROPOSED}
        assert store.get("chain").preferred("en") == "industrial chain"


@pytest.mark.sqlite
def test_a_terminologist_approves_and_keeps_what_is_approved(team):
    assert states(do(team, "tess", lambda store: store.replace(with_english(OTHER_ENGLISH))))["en"] is APPROVED
    assert states(do(team, "tess", lambda store: return_to_proposed(store, "chain", ["en"])))["en"] is PROPOSED
    with pytest.raises(NotAllowed, match="con is a contributor and may not approve"):
        do(team, "con", lambda store: approve(store, "chain"))
    assert set(states(do(team, "tess", lambda store: approve(store, "chain"))).values()) == {APPROVED}
    with pytest.raises(InvalidValue, match="chain: has no language fr; it has: zh-Hans, en"):
        do(team, "tess", lambda store: approve(store, "chain", ["fr"]))


@pytest.mark.sqlite
def test_only_an_administrator_sets_roles_and_one_is_left(team):
    with pytest.raises(NotAllowed, match="tess is a terminologist and may not administer it"):
        do(team, "tess", lambda store: store.set_member("tess", Role.ADMINISTRATOR))
    for work in (
        lambda store: store.set_member("ada", Role.READER),
        lambda store: store.remove_member("ada"),
    ):
        with pytest.raises(NotAllowed, match="ada would leave it without an administrator"):
            do(team, "ada", work)
    with pytest.raises(InvalidValue, match="nobody-such is not listed"):
        do(team, "ada", lambda store: store.remove_member("nobody-such"))
    with pytest.raises(NotAllowed):
        require_administrator(team, "tess")
    require_administrator(team, "ada")


@pytest.mark.sqlite
def test_the_first_member_is_an_administrator(termbase):
    with pytest.raises(NotAllowed, match="ann would leave it without an administrator"):
        do(termbase, "ann", lambda store: store.set_member("ann", Role.READER))


@pytest.mark.sqlite
def test_the_last_member_may_go(termbase):
    do(termbase, "ann", lambda store: store.set_member("ann", Role.ADMINISTRATOR))
    do(termbase, "ann", lambda store: store.remove_member("ann"))
    do(termbase, "bob", lambda store: store.add(CHAIN))


@pytest.fixture
def roles(server, own_database):
    """A database with the roles of the documented file, and a login for each; gives the URL of one by name."""
    if not server.is_private:
        pytest.skip("roles belong to the whole server, and this one is not the tests' own")
    name = own_database.url.partition("?")[0].rpartition("/")[2]
    with open_store(own_database) as store:
        store.add(CHAIN)
    server.execute(ROLES_SQL.read_text(encoding="utf-8"), name)
    server.execute(ROLES_SQL.read_text(encoding="utf-8"), name)
    logins = {"rea": "reader", "con": "contributor", "tess": "terminologist", "ada": "administrator"}
    for login, role in logins.items():
        server.execute(f"CREATE ROLE {login} LOGIN")
        server.execute(f"GRANT zhengming_{role} TO {login}")
    yield lambda login: locate(own_database.url.replace("zhengming@", f"{login}@", 1)), server, name
    server.drop(name)
    for role in [*logins, *(f"zhengming_{role}" for role in reversed(Role))]:
        server.execute(f"DROP ROLE {role}")


@pytest.mark.postgresql
def test_the_server_itself_enforces_the_roles(roles):
    import psycopg

    url_of, server, name = roles
    with pytest.raises(TermbaseReadOnly, match="refuses it to this user"):
        do(url_of("rea"), None, lambda store: store.add(Concept("new")))
    with open_store(url_of("rea"), read_only=True) as store:
        assert store.role is Role.READER
        assert store.members.all() == {
            "ada": Role.ADMINISTRATOR,
            "con": Role.CONTRIBUTOR,
            "rea": Role.READER,
            "tess": Role.TERMINOLOGIST,
        }
    changed = do(url_of("con"), None, lambda store: store.replace(with_english(OTHER_ENGLISH)))
    assert states(changed) == {"zh-Hans": APPROVED, "en": PROPOSED}
    assert changed.provenance.changed_by == "con"
    added = do(url_of("con"), None, lambda store: store.add(replace(CHAIN, id="new")))
    assert states(added) == {"zh-Hans": PROPOSED, "en": PROPOSED}
    do(url_of("con"), None, lambda store: import_concepts(store, [Concept("p")], ImportPolicy.REVIEW))
    do(url_of("tess"), None, lambda store: approve(store, "new"))
    around = (
        "UPDATE language_section SET work_state = 'approved' WHERE concept_id = 'chain'",
        "INSERT INTO language_section VALUES ('chain', 7, 'fr', 'approved', '[]')",
        "UPDATE term SET text = 'x' WHERE concept_id = 'chain' AND section = 0",
        "DELETE FROM term WHERE concept_id = 'chain' AND section = 0",
        "INSERT INTO member VALUES ('con', 'administrator')",
        "DELETE FROM step",
        "UPDATE change SET concept_id = 'x'",
        "DELETE FROM issued_id",
        "DROP TABLE term",
    )
    host, port = server.url.partition("host=")[2].split("&port=")
    with psycopg.connect(dbname=name, user="con", host=host, port=port, autocommit=True) as connection:
        for statement in around:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)):
                connection.execute(statement)


@pytest.mark.postgresql
def test_on_a_server_nobody_signs_as_another(roles):
    url_of, _, _ = roles
    with pytest.raises(NotAllowed, match="--user: con may not sign as tess"):
        do(url_of("con"), "tess", lambda store: store.add(Concept("new")))
    signed = do(url_of("ada"), "tess", lambda store: store.add(Concept("new")))
    assert signed.provenance.created_by == "tess"
    with pytest.raises(StoreError, match="there say: GRANT zhengming_reader TO bob"):
        do(url_of("ada"), None, lambda store: store.set_member("bob", Role.READER))


@pytest.mark.postgresql
def test_the_file_runs_in_psql(roles, server):
    """It is SQL that the server's own client takes as it stands."""
    _, _, name = roles
    ran = subprocess.run(
        ["psql", "--set", "ON_ERROR_STOP=1", "--quiet", "--file", str(ROLES_SQL), server.url_of(name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
