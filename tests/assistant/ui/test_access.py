"""Who is let in: accounts, sessions, and requests that come from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from commandline import Run
from pages import PDF_SYMBOL, answers, barriers, box, picture, put
from playwright.sync_api import Page, expect

from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.people.accounts import Role

PASSWORD = "a long enough password"
QUESTION = "What does paragraph 17 of A/RES/78/213 say?"


@pytest.fixture(scope="module")
def peopled(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library with an administrator and three readers."""
    home = Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("peopled") / "home"))
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        library.accounts.add("ada", PASSWORD, Role.ADMINISTRATOR)
        library.accounts.add("ben", PASSWORD)
        library.accounts.add("chi", PASSWORD)
        library.accounts.add("dan", PASSWORD)
    return home


@pytest.fixture(scope="module")
def office(serve: Callable[..., str], peopled: Path) -> str:
    """The address of a chat that asks for accounts, and answers each of them one question a minute."""
    return serve(peopled, accounts=True, questions_a_minute=1)


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_who_has_an_account_signs_in_and_out(open_page: Callable[..., Page], office: str) -> None:
    page = open_page(f"{office}/?document=A/RES/78/213")
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    assert barriers(page) == []
    picture(page, "sign-in")
    sign_in(page, "ben", "not the password")
    expect(page.get_by_role("alert")).to_have_text("Name and password do not fit.")
    expect(page.get_by_label("Name")).to_have_value("ben")
    sign_in(page, "Ben")
    expect(page).to_have_url(re.compile(r"/\?document="))
    expect(page.locator("#rd-viewer")).to_contain_text("ben")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in$"))
    page.goto(office)
    expect(page).to_have_url(re.compile("/sign-in"))


def test_two_readers_see_only_their_own_unless_it_is_shared(open_page: Callable[..., Page], office: str) -> None:
    first, second = open_page(office), open_page(office)
    for page, name in ((first, "ben"), (second, "chi")):
        sign_in(page, name)
        expect(page.locator("#rd-viewer")).to_contain_text(name)
    put(first, QUESTION)
    expect(first).to_have_url(re.compile("conversation="))
    where = first.url
    second.goto(where)
    expect(second.get_by_text("not shared with you")).to_be_visible()
    expect(answers(second)).to_have_count(0)
    expect(second.locator("#rd-conversations a")).to_have_count(0)
    name = re.search(r"conversation=([\w-]+)", where)
    assert name
    assert second.request.get(f"{office}/conversations/{name[1]}.md").status == 404

    expect(first.get_by_role("button", name="Copy link")).to_have_count(0)
    first.get_by_role("button", name="Share").click()
    expect(first.locator("#rd-title .rd-badge")).to_have_text("Shared")
    expect(first.locator("#rd-save").get_by_role("button", name="Copy link")).to_be_visible()
    second.goto(where)
    expect(answers(second)).to_have_count(1)
    expect(second.locator("#rd-rename")).to_be_hidden()
    put(second, "And paragraph 18?")
    expect(second).not_to_have_url(where)
    first.reload()
    expect(answers(first)).to_have_count(1)
    first.get_by_role("button", name="Stop sharing").click()
    expect(first.locator("#rd-title .rd-badge")).to_have_count(0)
    second.goto(where)
    expect(second.get_by_text("not shared with you")).to_be_visible()


def test_too_many_questions_are_too_many(open_page: Callable[..., Page], office: str) -> None:
    page = open_page(office)
    sign_in(page, "ada")
    expect(page.locator("#rd-viewer")).to_contain_text("ada (administrator)")
    put(page, QUESTION)
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have asked 1 question within a minute.")).to_be_visible()
    expect(box(page)).to_have_value(QUESTION)
    expect(answers(page)).to_have_count(1)
    # Nor may the same account ask as a program.
    refused = httpx.post(f"{office}/api/ask", json={"question": QUESTION}, auth=("ada", PASSWORD))
    assert refused.status_code == 429


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/upload"),
        ("GET", "/pages/1.png?symbol=A/RES/78/213"),
        ("GET", "/conversations/x.md"),
        ("GET", "/api/documents"),
        ("POST", "/api/ask"),
        ("POST", "/mcp"),
        ("GET", "/sign-in/../config"),
    ],
)
def test_nothing_is_served_to_who_is_not_signed_in(office: str, method: str, path: str) -> None:
    answer = httpx.request(method, office + path, json={})
    assert answer.status_code == 401
    assert answer.json()["error"] == "Nobody is signed in."


def test_a_program_signs_in_with_name_and_password(office: str) -> None:
    assert httpx.get(f"{office}/api/documents?limit=1", auth=("ben", PASSWORD)).status_code == 200
    assert httpx.get(f"{office}/api/documents", auth=("ben", "wrong")).status_code == 401
    assert httpx.get(f"{office}/config", auth=("ben", PASSWORD)).status_code == 401


@pytest.mark.parametrize("next_", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(office: str, next_: str) -> None:
    answer = httpx.post(f"{office}/sign-in", data={"name": "ben", "password": PASSWORD, "next": next_})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost"}, 200),
        ({"Host": "rights.example"}, 403),
        ({"Host": "127.0.0.1.example"}, 403),
        ({"X-Forwarded-For": "192.0.2.1"}, 403),
    ],
)
def test_without_accounts_only_this_machine_is_answered(address: str, headers: dict[str, str], status: int) -> None:
    assert httpx.get(f"{address}/api/documents?limit=1", headers=headers).status_code == status


@pytest.mark.parametrize("origin", ["http://rights.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_site_changes_nothing(address: str, origin: str) -> None:
    asked = {"question": QUESTION}
    assert httpx.post(f"{address}/api/ask", json=asked, headers={"Origin": origin}).status_code == 403
    own = f"http://{urlsplit(address).netloc}"
    assert httpx.post(f"{address}/api/ask", json=asked, headers={"Origin": own}, timeout=60).status_code == 200


def test_pages_say_what_a_browser_may_load(address: str) -> None:
    headers = httpx.get(address).headers
    assert headers["content-security-policy"].split("; ") == [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_the_page_needs_nothing_that_it_may_not_load(open_page: Callable[..., Page], address: str) -> None:
    said: list[str] = []
    reading, asking = open_page("about:blank"), open_page("about:blank")
    for page in (reading, asking):
        page.on("console", lambda message: said.append(message.text))
    reading.goto(f"{address}/?document={PDF_SYMBOL}&paragraph=para.+1")
    expect(reading.locator(".rd-document .rd-chosen")).to_be_visible()
    expect(reading.locator("#rd-reading")).to_contain_text(PDF_SYMBOL)
    asking.goto(address)
    put(asking, QUESTION)
    assert [each for each in said if "Content Security Policy" in each] == []


def test_without_accounts_it_is_not_served_to_others(rightsdesk: Run, starter: Path) -> None:
    done = rightsdesk("chat", "--host", "0.0.0.0", "--port", "0")
    assert done.code == 1
    assert "rightsdesk user add NAME --administrator" in done.err


def test_a_stored_answer_of_the_page_is_what_programs_get(office: str) -> None:
    asked = httpx.post(f"{office}/api/ask", json={"question": QUESTION}, auth=("dan", PASSWORD), timeout=60)
    assert json.loads(asked.text)["citations"][0]["symbol"] == "A/RES/78/213"
