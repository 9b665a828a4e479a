"""The tools as an assistant meets them: a real client of the Model Context Protocol, over HTTP and over pipes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from commandline import OFF_TOPIC, QUESTION, documented
from fakes import FakeEmbeddings
from loopback import served, with_a_page
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from assistant.programs.tools import INSTRUCTIONS
from store.embeddings import SentenceEmbeddings
from store.library import Library

ROOT = Path(__file__).parents[3]
TOOLS = ["ask", "search", "read_paragraph", "list_documents"]
PLACE = {"symbol": "A/RES/78/213", "locator": "para. 17"}

Talk = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def address(starter_home: Path) -> Iterator[str]:
    """Where the tools over the starter library are served."""
    with (
        Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library,
        served(with_a_page(library)) as base,
    ):
        yield f"{base}/mcp"


@pytest.fixture(scope="module", params=["auto", "legacy"])
def talk(request: pytest.FixtureRequest, address: str) -> Callable[[Talk], Any]:
    """Talks to the served tools, in the protocol of today and in the one of clients before it."""

    def run(conversation: Talk) -> Any:
        async def connected() -> Any:
            async with Client(address, mode=request.param) as client:
                return await conversation(client)

        return anyio.run(connected)

    return run


def calling(tool: str, **arguments: object) -> Talk:
    """A conversation of one call."""
    return lambda client: client.call_tool(tool, arguments)


def test_a_model_is_told_what_the_tools_give_and_that_they_only_read(talk: Callable[[Talk], Any]) -> None:
    async def look(client: Client) -> Any:
        assert client.server_info.name == "rightsdesk"
        assert client.instructions == INSTRUCTIONS
        return (await client.list_tools()).tools

    tools = talk(look)
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert tool.title
        assert "Returns" in tool.description
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema["type"] == "object"
    described = [each for tool in tools for each in tool.input_schema["properties"].values()]
    assert sum("description" in each for each in described) >= len(described) - 2
    assert set(tools[0].output_schema["properties"]) == documented("An answer") - {"id"}


def test_an_answer_comes_as_data_and_as_text(talk: Callable[[Talk], Any]) -> None:
    result = talk(calling("ask", question=QUESTION))
    assert not result.is_error
    answer = result.structured_content
    assert set(answer) == documented("An answer") - {"id"}
    assert [each["reference"] for each in answer["citations"]] == ["A/RES/78/213 (brief), para. 17"]
    assert json.loads(result.content[0].text) == answer
    assert talk(calling("ask", question=OFF_TOPIC)).structured_content["answered"] is False


def test_a_follow_up_a_search_a_paragraph_and_a_list(talk: Callable[[Talk], Any]) -> None:
    async def converse(client: Client) -> list[Any]:
        calls = [
            ("ask", {"question": "And paragraph 18?", "history": [QUESTION]}),
            ("search", {"query": "encryption", "top": 3, "filters": {"kind": ["brief"], "from": 2015}}),
            # As some assistants send what is not text.
            ("search", {"query": "human rights", "top": 3, "filters": '{"symbol": ["A/HRC/57/61"]}'}),
            ("read_paragraph", {**PLACE, "around": 1}),
            ("list_documents", {"filters": {"type": ["resolution"]}, "limit": 2}),
        ]
        return [(await client.call_tool(name, arguments)).structured_content for name, arguments in calls]

    follow_up, found, narrowed, place, listed = talk(converse)
    assert {each["locator"] for each in follow_up["citations"]} == {"para. 18"}
    assert [set(each) for each in found["passages"]] == [documented("A search")] * 3
    assert {each["symbol"] for each in narrowed["passages"]} == {"A/HRC/57/61"}
    assert set(place) == documented("A paragraph")
    assert [each["locator"] for each in place["before"] + place["after"]] == ["para. 16", "para. 18"]
    assert listed["total"] > len(listed["documents"]) == 2


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {"question": " "}, "The question is empty. Ask something."),
        ("ask", {"question": "x" * 4_001}, "Ask in at most 4,000."),
        ("ask", {}, "question"),
        ("search", {"query": "x", "top": 51}, "top is 51. Give a number from 1 to 50."),
        ("search", {"query": "x", "filters": {"body": ["Senate"]}}, "Known are: "),
        ("search", {"query": "x", "filters": {"year": 2020}}, "filters.year"),
        ("read_paragraph", {**PLACE, "symbol": "A/RES/99/1"}, "A/RES/99/1. See what it holds: "),
        ("read_paragraph", {**PLACE, "locator": "para. 99"}, "has no para. 99. Its 52 passages run from"),
        ("read_paragraph", {**PLACE, "locator": "the end"}, "such as para. 12"),
        ("list_documents", {"offset": -1}, "offset is -1. Give 0 or more."),
    ],
)
def test_a_failure_tells_the_model_what_to_do(
    talk: Callable[[Talk], Any], tool: str, arguments: dict[str, Any], said: str
) -> None:
    result = talk(calling(tool, **arguments))
    assert result.is_error
    assert said in result.content[0].text
    assert "rightsdesk " not in result.content[0].text


def test_twenty_calls_at_once_each_get_their_own_answer(address: str) -> None:
    answers: dict[int, Any] = {}

    async def ask(n: int) -> None:
        async with Client(address, read_timeout_seconds=120) as client:
            answers[n] = await client.call_tool("ask", {"question": f"What does paragraph {n} of A/RES/78/213 say?"})

    async def all_at_once() -> None:
        async with anyio.create_task_group() as people:
            for n in range(1, 21):
                people.start_soon(ask, n)

    anyio.run(all_at_once)
    cited = {n: {each["locator"] for each in answers[n].structured_content["citations"]} for n in sorted(answers)}
    assert cited == {n: {f"para. {n}"} for n in range(1, 21)}


def test_any_host_name_is_served_and_no_stream_is_kept_open(address: str) -> None:
    async def under_another_name() -> list[str]:
        named = httpx2.AsyncClient(headers={"Host": "desk.example.org", "Origin": "https://desk.example.org"})
        async with named, Client(streamable_http_client(address, http_client=named)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert anyio.run(under_another_name) == TOOLS
    for method in ("GET", "DELETE"):
        refused = httpx2.request(method, address, headers={"Accept": "text/event-stream"}, trust_env=False)
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    too_much = httpx2.post(address, content=b" " * 1_000_001, trust_env=False)
    assert too_much.status_code == 413
    assert httpx2.get(address.removesuffix("/mcp"), trust_env=False).text == "The page."


def test_an_empty_library_says_what_has_to_be_done(home: Path) -> None:
    with Library(home, FakeEmbeddings()) as library, served(with_a_page(library)) as base:

        async def ask() -> Any:
            async with Client(f"{base}/mcp") as client:
                return await client.call_tool("ask", {"question": "why"})

        assert "The library is empty. Documents have to be taken in first" in anyio.run(ask).content[0].text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_command_serves_an_assistant_on_this_machine(starter_home: Path, mode: str) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "evals.cli", "--home", str(starter_home), "mcp"],
        env={key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ},
        cwd=ROOT,
    )

    async def converse() -> list[Any]:
        async with Client(command, mode=mode, read_timeout_seconds=120) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
            return [
                await client.call_tool("read_paragraph", PLACE),
                await client.call_tool("ask", {"question": QUESTION}),
            ]

    place, answer = anyio.run(converse)
    assert place.structured_content["reference"] == "A/RES/78/213 (brief), para. 17"
    assert [each["locator"] for each in answer.structured_content["citations"]] == ["para. 17"]
