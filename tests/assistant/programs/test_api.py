"""The library over HTTP: a real server on this machine, asked as a program asks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx2
import pytest
from commandline import DOCS, OFF_TOPIC, QUESTION, documented
from loopback import AT_MOST, served, with_a_page
from scripted import ScriptedChat

from assistant.language.models import Model
from assistant.programs.requests import LARGEST_BODY
from assistant.programs.turns import AT_ONCE
from store.embeddings import SentenceEmbeddings
from store.library import Library


@pytest.fixture(scope="module")
def starter(starter_home: Path) -> Iterator[Library]:
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        yield library


@pytest.fixture(scope="module")
def api(starter: Library) -> Iterator[httpx2.Client]:
    with (
        served(with_a_page(starter)) as address,
        httpx2.Client(base_url=address, timeout=120, trust_env=False) as client,
    ):
        yield client


def test_a_question_is_answered_in_the_documented_form(api: httpx2.Client) -> None:
    answer = api.post("/api/ask", json={"question": QUESTION}).json()
    assert set(answer) == documented("An answer") - {"id"}
    assert [set(each) for each in answer["citations"]] == [documented("An answer", 1)]
    assert answer["citations"][0]["reference"] == "A/RES/78/213 (brief), para. 17"
    abstention = api.post("/api/ask", json={"question": OFF_TOPIC})
    assert abstention.status_code == 200
    assert abstention.json()["answered"] is False


def test_a_follow_up_is_understood_and_filters_narrow(api: httpx2.Client) -> None:
    follow_up = api.post("/api/ask", json={"question": "And paragraph 18?", "history": [QUESTION]}).json()
    assert {each["locator"] for each in follow_up["citations"]} == {"para. 18"}
    narrowed = {"question": "What is said of encryption?", "filters": {"symbol": ["A/HRC/57/61"], "from": 2020}}
    answer = api.post("/api/ask", json=narrowed).json()
    assert {each["symbol"] for each in answer["citations"] + answer["nearest"]} <= {"A/HRC/57/61"}


def test_a_search_gives_what_the_command_gives(api: httpx2.Client) -> None:
    asked = {"query": "encryption and anonymity", "top": 3, "kind": ["brief", "official"], "from": 2015, "to": 2024}
    found = api.get("/api/search", params=asked).json()
    assert found["query"] == asked["query"]
    assert [set(each) for each in found["passages"]] == [documented("A search")] * 3


def test_documents_are_listed_read_whole_and_by_paragraph(api: httpx2.Client) -> None:
    listed = api.get("/api/documents", params={"body": "General Assembly", "limit": 2}).json()
    assert listed["total"] > len(listed["documents"]) == 2
    assert {each["body"] for each in listed["documents"]} == {"General Assembly"}
    document = api.get("/api/documents/a/res/78/213").json()
    assert document.pop("passages")[-1]["locator"] == "para. 22"
    place = api.get("/api/paragraph", params={"symbol": "A/RES/78/213", "locator": "17", "around": 1}).json()
    assert set(place) == documented("A paragraph")
    assert place["document"].items() <= document.items()
    assert set(document) - set(place["document"]) == {
        "relations",
        "cites",
        "cited_by",
        "languages",
        "recognised",
        "topics",
    }
    assert [each["locator"] for each in place["before"] + place["after"]] == ["para. 16", "para. 18"]


def test_a_document_without_a_symbol_is_read_by_its_title(api: httpx2.Client) -> None:
    title = "Human rights due diligence (HRDD) guidance for digital technology"
    assert api.get(f"/api/documents/{title}").json()["symbol"] == title


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "error", "remedy"),
    [
        ("POST", "/api/ask", {"json": {"question": " "}}, 400, "question is empty", "Ask something"),
        ("POST", "/api/ask", {"json": {"question": "x" * 4_001}}, 400, "4,001 characters", "4,000"),
        ("POST", "/api/ask", {"json": {}}, 400, "question: Field required", "docs/programs.md"),
        ("POST", "/api/ask", {"json": {"question": 7}}, 400, "question: Input should be", "docs/programs.md"),
        ("POST", "/api/ask", {"json": {"question": "x", "top": 7}}, 400, "top: Extra", "docs/programs.md"),
        ("POST", "/api/ask", {"json": {"question": "x", "filters": {"year": 1}}}, 400, "filters.year", "docs"),
        ("POST", "/api/ask", {"json": {"question": "x", "filters": {"kind": ["y"]}}}, 400, "kind 'y'", "official"),
        ("POST", "/api/ask", {"json": {"question": "x", "history": ["y"] * 11}}, 400, "11 earlier", "last 10"),
        ("POST", "/api/ask", {"content": b'{"question": "\\ud800"}', "headers": {"Content-Type": "application/json"}},
         400, "question", "docs"),
        ("POST", "/api/ask", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "JSON", "docs"),
        ("POST", "/api/ask", {"content": b'{"question": "why"}', "headers": {"Content-Type": "text/plain"}},
         400, "body", "docs"),
        ("POST", "/api/ask", {"content": b" " * (LARGEST_BODY + 1)}, 413, "1,000,000 bytes", "docs"),
        ("GET", "/api/ask", {}, 405, "Method Not Allowed", "docs"),
        ("GET", "/api/search", {}, 400, "query: Field required", "docs"),
        ("GET", "/api/search", {"params": {"query": "x", "tpo": 3}}, 400, "tpo: Extra", "docs"),
        ("GET", "/api/search", {"params": {"query": "x", "top": "many"}}, 400, "top: Input", "docs"),
        ("GET", "/api/search", {"params": {"query": "x", "top": 51}}, 400, "top is 51", "1 to 50"),
        ("GET", "/api/search", {"params": {"query": "x", "from": 2024, "to": 2020}}, 400, "wrong order", "earlier"),
        ("GET", "/api/search", {"params": {"query": "x", "symbol": "A/RES/99/1"}}, 404, "A/RES/99/1", "/api/documents"),
        ("GET", "/api/documents", {"params": {"limit": 0}}, 400, "limit is 0", "1 to 200"),
        ("GET", "/api/documents/A/RES/99/1", {}, 404, "A/RES/99/1", "GET /api/documents"),
        ("GET", "/api/documents/A/RES/78/213", {"params": {"language": "fr"}}, 404, "language 'fr'", "/api/documents"),
        ("GET", "/api/paragraph", {"params": {"symbol": "A/RES/78/213"}}, 400, "locator: Field required", "docs"),
        ("GET", "/api/paragraph", {"params": {"symbol": "A/RES/78/213", "locator": "99"}}, 404, "no para. 99", "22"),
        ("GET", "/api/paragraph", {"params": {"symbol": "A/RES/78/213", "locator": "x"}}, 400, "not a place", "Name"),
        ("GET", "/api/nothing", {}, 404, "Not Found", "docs"),
        ("GET", "/api/docs", {}, 404, "Not Found", "docs"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_what_to_do(
    api: httpx2.Client, method: str, path: str, sent: dict[str, Any], status: int, error: str, remedy: str
) -> None:
    refused = api.request(method, path, **sent)
    assert refused.status_code == status
    assert set(refused.json()) == {"error", "remedy"}
    assert error in refused.json()["error"]
    assert remedy in refused.json()["remedy"]
    assert "rightsdesk " not in refused.json()["remedy"]


def test_the_description_names_every_route_and_what_it_may_answer(api: httpx2.Client) -> None:
    description = api.get("/api/openapi.json").json()
    assert description["servers"] == [{"url": "/api"}]
    routes = {path: next(iter(methods.values())) for path, methods in description["paths"].items()}
    assert set(routes) == {"/ask", "/search", "/paragraph", "/documents", "/documents/{symbol}"}
    assert all(set(route["responses"]) == {"200", "4XX"} and route["summary"] for route in routes.values())
    parameters = [each for route in routes.values() for each in route.get("parameters", []) if each["in"] == "query"]
    assert all(each["description"] for each in parameters)
    documented_routes = set(re.findall(r"\| `(?:GET|POST) /api(/\S+)` \|", DOCS))
    assert documented_routes == {path.replace("{symbol}", "SYMBOL") for path in routes} | {"/openapi.json"}
    assert set(description["components"]["schemas"]["Answer"]["properties"]) == documented("An answer") - {"id"}


def test_twenty_who_ask_at_once_each_get_the_answer_to_their_own_question(api: httpx2.Client) -> None:
    questions = {f"What does paragraph {n} of A/RES/78/213 say?": f"para. {n}" for n in range(1, 21)}
    with ThreadPoolExecutor(len(questions)) as people:
        answers = list(people.map(lambda text: api.post("/api/ask", json={"question": text}).json(), questions))
    assert [answer["question"] for answer in answers] == list(questions)
    for answer, locator in zip(answers, questions.values(), strict=True):
        assert {(each["symbol"], each["locator"]) for each in answer["citations"]} == {("A/RES/78/213", locator)}


class Stalled(ScriptedChat):
    """A model that says nothing until it may."""

    def _stream(self, *rest: Any, **more: Any) -> Any:
        STALLED["asked"].set()
        STALLED["may go on"].wait(AT_MOST)
        yield from super()._stream(*rest, **more)


STALLED = {"asked": Event(), "may go on": Event()}


def test_while_questions_wait_for_a_model_documents_can_be_read(starter: Library) -> None:
    model = Model("openai:stalled", Stalled(replies=["Nothing."]), retries=0)
    question = {"question": "May States interfere with journalists' use of encryption?"}
    with (
        served(with_a_page(starter, model)) as address,
        httpx2.Client(base_url=address, timeout=AT_MOST, trust_env=False) as client,
        ThreadPoolExecutor(2 * AT_ONCE) as people,
    ):
        asked = [people.submit(client.post, "/api/ask", json=question) for _ in range(2 * AT_ONCE)]
        assert STALLED["asked"].wait(AT_MOST)
        assert client.get("/api/documents", params={"limit": 1}).json()["total"] > 1
        assert not any(each.done() for each in asked)
        STALLED["may go on"].set()
        assert [each.result().json()["answered"] for each in asked] == [True] * len(asked)


def test_a_failure_of_ours_is_said_without_what_it_was_about(
    starter: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a secret")

    with served(with_a_page(starter)) as address:
        monkeypatch.setattr(starter, "documents", fail)
        failed = httpx2.get(f"{address}/api/documents", trust_env=False)
    assert failed.status_code == 500
    assert failed.json()["error"] == "RightsDesk failed (ValueError)."
    assert "secret" not in json.dumps(failed.json())
