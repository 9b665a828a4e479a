"""Libraries of earlier versions, with data in them, brought to the present one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fakes import FakeEmbeddings, make
from places import FOLDER, execute
from sqlalchemy import inspect
from visitors import said

from store.database.schema import metadata
from store.database.transactions import Catalog
from store.database.upgrading import migrations, version
from store.errors import RightsDeskError
from store.library import Library
from store.maintenance.rebuild import rebuild
from store.people.feedback import Verdict
from store.place import Place

LATER = {
    "0002": ("sessions", "users", "exchanges", "conversations", "feedback"),
    "0003": ("draft_revisions", "drafts"),
    "0004": ("shared_drafts",),
    "0005": ("mentions", "relations"),
    "0006": ("topics", "topic_methods", "topic_corrections"),
    "0007": ("recognised",),
    "0008": ("audit",),
    "0009": (),
}
"""What each migration makes."""


def make_older(place: Place, number: str) -> None:
    """Make of a library one that went through no later migration; the oldest recorded no number at all."""
    gone = [table for later, tables in reversed(LATER.items()) if later > number for table in tables]
    execute(
        place,
        *(f"DROP TABLE {table}" for table in ("shared_drafts",) if table in gone),
        *(f"DROP TABLE {table}" for table in gone if table != "shared_drafts"),
        "DELETE FROM settings WHERE name = 'embedding'",
        *("DELETE FROM settings WHERE name IN ('id', 'vectors')" for _ in [number] if number < "0009"),
        "DROP TABLE schema_version",
    )


def tables(catalog: Catalog) -> tuple[list[str], set[str]]:
    """Where the tables differ from what the code says of them, and their names."""
    with catalog.reading() as connection:
        found = map(str, compare_metadata(MigrationContext.configure(connection), metadata))
        known = set(inspect(connection).get_table_names())
    return [each for each in found if "passage_text" not in each and "schema_version" not in each], known


def test_each_migration_has_a_number_and_a_name() -> None:
    assert list(migrations()) == [f"{number:04}" for number in range(1, len(migrations()) + 1)]
    assert all(re.fullmatch(r"[a-z][a-z ]{3,60}", name) for name in migrations().values())


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
@pytest.mark.parametrize("number", ["0001", *LATER])
def test_from_every_earlier_version_with_data_in_it(
    open_library: Callable[..., Library], place: Place, number: str
) -> None:
    library = open_library()
    library.add(*make("A/1", "Encryption.", "Privacy."), b"one")
    library.add(*make("A/2", "Anonymity.", language="fr"), b"two")
    before = library.entries(), library.passages("A/1"), library.text_search(["encryption"])
    library.accounts.add("anna", "correct horse battery")
    library.conversations.begin("anna", [said("Encryption?")])
    library.close()
    make_older(place, number)
    again = open_library()
    assert (again.entries(), again.passages("A/1"), again.text_search(["encryption"])) == before
    assert [account.name for account in again.accounts.all()] == (["anna"] if number >= "0002" else [])
    assert len(again.conversations.list("anna")) == (number >= "0002")
    assert again.check() == []
    again.feedback.add("", Verdict.HELPFUL, ["Encryption?"], {})
    again.drafts.begin("", "Advice", "draft", {}, "written")
    again.remove("A/2")
    assert again.deeds(1)[0].subject == "A/2"
    again.close()
    assert rebuild(place, FakeEmbeddings()).documents == 1


def test_the_migrations_make_the_tables_that_a_new_library_has(
    open_library: Callable[..., Library], place: Place
) -> None:
    open_library().close()
    catalog = Catalog(place)
    new, names = tables(catalog)
    make_older(place, "0001")
    assert catalog.upgrade()[0] == "0001 catalogue"
    assert catalog.upgrade() == []
    upgraded, now = tables(catalog)
    assert (upgraded, now) == (new, names)
    with catalog.reading() as connection:
        assert version(connection) == list(migrations())[-1]
    catalog.close()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_one_that_machines_share_is_upgraded_when_that_is_asked(
    open_library: Callable[..., Library], place: Place
) -> None:
    library = open_library()
    library.add(*make("A/1", "Encryption."), b"one")
    library.close()
    make_older(place, "0007")
    for use in (open_library, lambda: rebuild(place, FakeEmbeddings())):
        with pytest.raises(RightsDeskError, match="earlier version") as caught:
            use()
        assert "rightsdesk library upgrade" in caught.value.remedy
    environment = {"RIGHTSDESK_HOME": str(place.home), "RIGHTSDESK_DATABASE_URL": place.database}
    command = [sys.executable, "-m", "evals.cli", "library", "upgrade"]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == ["0010 name of the embedding", "The tables are of the present version."]
    assert open_library().check() == []


def test_one_of_a_later_version_is_told(open_library: Callable[..., Library], place: Place) -> None:
    open_library().close()
    execute(place, "UPDATE schema_version SET version_num = '9999'")
    with pytest.raises(RightsDeskError, match="later version of RightsDesk"):
        open_library()


def test_a_migration_that_fails_changes_nothing(
    open_library: Callable[..., Library], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_library().close()
    make_older(place, "0003")
    catalog = Catalog(place)
    with catalog.reading() as connection:
        before = set(inspect(connection).get_table_names())
    with monkeypatch.context() as patch:
        patch.setattr("secrets.token_hex", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            catalog.upgrade()
    with catalog.reading() as connection:
        assert set(inspect(connection).get_table_names()) == before
    assert len(catalog.upgrade()) == len(migrations())
    catalog.close()
