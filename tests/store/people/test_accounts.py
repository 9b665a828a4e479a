"""Who may use a library: names, passwords, sessions, and what is left of an account that was removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from places import FOLDER, execute
from visitors import said

from store.database.transactions import Catalog
from store.errors import RightsDeskError
from store.library import Library
from store.people.accounts import LASTING, LONGEST, SHORTEST, Account, Accounts, Role
from store.people.feedback import Verdict
from store.place import Place

PASSWORD = "correct horse battery"
OTHER = "staple, then nothing"


@pytest.fixture
def accounts(library: Library) -> Accounts:
    return library.accounts


def test_an_account_is_known_by_its_name_and_password(accounts: Accounts) -> None:
    assert (len(accounts), accounts.all(), accounts.find("anna")) == (0, [], None)
    anna = accounts.add("anna", PASSWORD)
    root = accounts.add("root", OTHER, Role.ADMINISTRATOR)
    assert (anna.name, anna.role, root.role) == ("anna", Role.READER, Role.ADMINISTRATOR)
    assert datetime.fromisoformat(anna.added_at).utcoffset() == timedelta(0)
    assert accounts.all() == [anna, root]
    assert len(accounts) == 2
    assert accounts.check("anna", PASSWORD) == accounts.find("anna") == anna
    assert accounts.check("root", OTHER) == root


def test_a_wrong_password_or_name_is_nobody(accounts: Accounts) -> None:
    accounts.add("anna", PASSWORD)
    accounts.add("root", OTHER)
    wrong = ["", OTHER, PASSWORD.upper(), f"{PASSWORD} ", PASSWORD[:-1], PASSWORD + "x" * 1000, "\ud800" * 12]
    assert [accounts.check("anna", password) for password in wrong] == [None] * len(wrong)
    assert [accounts.check(name, PASSWORD) for name in ("", "ann", "anna%", "a\x00nna", "\udcff")] == [None] * 5


FOLDED = [
    ("Anna", "anna", ["ANNA", " anna ", "ａｎｎａ"]),
    ("j.doe_2@un.org", "j.doe_2@un.org", ["J.Doe_2@UN.org"]),
    ("Straße", "strasse", ["STRASSE"]),
    ("E\u0301tienne", "étienne", ["ÉTIENNE", "étienne"]),
    ("İpek", "i\u0307pek", ["i\u0307pek"]),
    ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ", ["οδυσσευς"]),
    ("हिन्दी", "हिन्दी", []),
    ("اسم", "اسم", []),
    ("7-of-9", "7-of-9", []),
    ("n" * 64, "n" * 64, ["N" * 64]),
]


@pytest.mark.parametrize(("given", "kept", "others"), FOLDED, ids=[kept[:12] for _, kept, _ in FOLDED])
def test_a_name_is_compared_without_case_and_form(accounts: Accounts, given: str, kept: str, others: list[str]) -> None:
    account = accounts.add(given, PASSWORD)
    assert account.name == kept
    assert [accounts.find(name) for name in (given, kept, *others)] == [account] * (2 + len(others))
    for name in (given, kept, *others):
        with pytest.raises(RightsDeskError, match="already"):
            accounts.add(name, PASSWORD)
    accounts.remove(kept)
    assert accounts.all() == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "two words",
        "a/b",
        "a\nb",
        "a\x00b",
        "n" * 65,
        "-x",
        ".",
        "@home",
        "\u0301a",
        "<b>",
        "a'b",
        "\ud800",
        "🙂",
    ],
)
def test_a_name_that_cannot_be_used(accounts: Accounts, name: str) -> None:
    with pytest.raises(RightsDeskError, match="There can be no account") as caught:
        accounts.add(name, PASSWORD)
    assert "begins with a letter or digit" in caught.value.remedy
    assert len(accounts) == 0


LENGTHS = [
    ("", False),
    ("x" * (SHORTEST - 1), False),
    ("x" * SHORTEST, True),
    ("密" * SHORTEST, True),
    ("e\u0301" * (SHORTEST - 1), False),
    ("e\u0301" * LONGEST, True),
    ("x" * LONGEST, True),
    ("x" * (LONGEST + 1), False),
    ("x" * 100_000, False),
    ("\udcff" * SHORTEST, False),
]


@pytest.mark.parametrize(("password", "fits"), LENGTHS, ids=range(len(LENGTHS)))
def test_how_long_a_password_is(accounts: Accounts, password: str, fits: bool) -> None:
    accounts.add("anna", PASSWORD)
    for use in (lambda: accounts.add("ben", password), lambda: accounts.set_password("anna", password)):
        if fits:
            use()
            continue
        with pytest.raises(RightsDeskError, match="password cannot be used") as caught:
            use()
        assert caught.value.remedy == f"Take one of {SHORTEST} to {LONGEST} characters, in UTF-8."
    assert (accounts.find("ben") is not None) is fits
    assert (accounts.check("anna", PASSWORD) is None) is fits


def test_a_password_fits_however_the_keyboard_composes_its_letters(accounts: Accounts) -> None:
    accounts.add("anna", "cafe\u0301 au lait")
    assert accounts.check("anna", "café au lait")
    assert not accounts.check("anna", "cafe au lait")


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_neither_password_nor_token_is_in_the_file(accounts: Accounts, library: Library) -> None:
    token = accounts.sign_in(accounts.add("anna", PASSWORD))
    accounts.add("ben", PASSWORD)
    library.close()
    kept = b"".join(file.read_bytes() for file in library.home.glob("catalog.sqlite3*"))
    assert b"anna" in kept
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept
    hashes = [row[0] for row in execute(library.place, "SELECT password FROM users")]
    assert all(each.startswith("$argon2id$") for each in hashes)
    assert len(set(hashes)) == 2


def test_a_session_is_its_own_until_it_is_ended(accounts: Accounts) -> None:
    anna, ben = accounts.add("anna", PASSWORD), accounts.add("ben", OTHER)
    here, there, other = accounts.sign_in(anna), accounts.sign_in(anna), accounts.sign_in(ben)
    assert len({here, there, other}) == 3
    assert [accounts.signed_in(token) for token in (here, there, other)] == [anna, anna, ben]
    assert [accounts.signed_in(token) for token in ("", "nonsense", here[:-1], "\ud800")] == [None] * 4
    accounts.sign_out(here)
    assert [accounts.signed_in(token) for token in (here, there, other)] == [None, anna, ben]
    accounts.sign_out(here)
    accounts.sign_out("nonsense")


def test_a_session_ends_after_thirty_days(library: Library, accounts: Accounts) -> None:
    anna = accounts.add("anna", PASSWORD)
    begun = datetime(2026, 1, 31, 12, tzinfo=UTC)
    catalog = Catalog(library.place)

    def at(time: datetime) -> Accounts:
        return Accounts(catalog, lambda: time)

    assert timedelta(days=30) == LASTING
    token = at(begun).sign_in(anna)
    last = begun + LASTING
    times = [begun, last - timedelta(microseconds=1), last, last + timedelta(days=400)]
    assert [at(time).signed_in(token) for time in times] == [anna, anna, None, None]
    # The next who signs in clears away what is over.
    at(last + timedelta(seconds=1)).sign_in(anna)
    assert at(begun).signed_in(token) is None
    catalog.close()


def test_another_password_signs_out_everywhere(accounts: Accounts) -> None:
    anna, ben = accounts.add("anna", PASSWORD), accounts.add("ben", OTHER)
    tokens = [accounts.sign_in(anna), accounts.sign_in(anna), accounts.sign_in(ben)]
    accounts.set_password("ANNA", OTHER)
    assert [accounts.signed_in(token) for token in tokens] == [None, None, ben]
    assert accounts.check("anna", PASSWORD) is None
    assert accounts.check("anna", OTHER) == anna


def test_who_is_removed_leaves_no_conversation_but_what_they_said_of_answers(library: Library) -> None:
    accounts, conversations = library.accounts, library.conversations
    anna = accounts.add("anna", PASSWORD)
    accounts.add("ben", OTHER)
    token = accounts.sign_in(anna)
    hers, his = conversations.begin("anna", [said("Hers?")]).id, conversations.begin("ben", [said("His?")]).id
    conversations.share("anna", hers)
    library.feedback.add("anna", Verdict.INCOMPLETE, ["Hers?"], {})
    accounts.remove("Anna")
    assert accounts.find("anna") is None
    assert accounts.signed_in(token) is None
    assert conversations.list("anna") == []
    assert conversations.read("ben", hers) is None
    assert [each.id for each in conversations.list("ben")] == [his]
    assert [(each.name, each.turns) for each in library.feedback.all()] == [("anna", ("Hers?",))]
    for use in (lambda: accounts.remove("anna"), lambda: accounts.set_password("anna", OTHER)):
        with pytest.raises(RightsDeskError, match="There is no account anna") as caught:
            use()
        assert "rightsdesk user list" in caught.value.remedy
    with pytest.raises(RightsDeskError, match="There is no account anna"):
        accounts.sign_in(anna)


def test_a_name_that_is_given_again_inherits_nothing(library: Library) -> None:
    library.accounts.add("anna", PASSWORD)
    library.accounts.remove("anna")
    library.conversations.begin("anna", [said("An answer that came after the account was gone?")])
    library.accounts.add("anna", OTHER)
    assert library.conversations.list("anna") == []


def test_the_conversations_of_a_machine_without_accounts_are_nobodys(library: Library) -> None:
    mine = library.conversations.begin("", [said("Mine?")]).id
    with pytest.raises(RightsDeskError):
        library.accounts.remove("")
    assert library.accounts.check("", "") is None
    assert [each.id for each in library.conversations.list("")] == [mine]


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_library_made_by_an_earlier_version(library: Library, open_library: Callable[..., Library]) -> None:
    library.close()
    forget_people(library.place)
    older = open_library()
    assert older.check() == []
    assert older.accounts.all() == []
    anna = older.accounts.add("anna", PASSWORD)
    again = open_library()
    assert again.accounts.all() == [anna]
    assert again.check() == []


def test_accounts_are_read_while_another_writes(library: Library, open_library: Callable[..., Library]) -> None:
    anna = library.accounts.add("anna", PASSWORD)
    token = library.accounts.sign_in(anna)
    other = open_library()
    with library.writing(), library._catalog.writing():
        assert other.accounts.signed_in(token) == Account("anna", Role.READER, anna.added_at)
        assert other.conversations.list("anna") == other.feedback.all() == []


def test_an_account_is_added_while_another_process_takes_documents_in(
    library: Library, open_library: Callable[..., Library]
) -> None:
    with library.writing():
        other = open_library()
        other.accounts.add("anna", PASSWORD)
    assert library.accounts.find("anna")


def forget_people(place: Place) -> None:
    """Make of a library one that was made before there were accounts."""
    tables = ("sessions", "users", "exchanges", "conversations", "feedback", "schema_version")
    execute(place, *(f"DROP TABLE IF EXISTS {table}" for table in tables))
