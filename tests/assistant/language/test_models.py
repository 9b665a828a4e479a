"""Language models: how the settings open one, what is tried again, and what is said when it fails."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anthropic
import httpx
import ollama
import openai
import pytest
from scripted import asked, scripted
from served import (
    AT_MOST,
    Reply,
    Served,
    breaks_off_after,
    ends_early_after,
    falls_silent_after,
    refuses,
    says,
    says_for_ever,
    says_in_html,
    serving,
)

from assistant.language.failures import CutOffError, ModelError
from assistant.language.models import Model, Usage, open_model
from assistant.settings import Settings
from store.errors import RightsDeskError

KEY = "sk-secret-0123456789"
MESSAGES = [("system", "You answer."), ("human", "What must States do?")]
REQUEST = httpx.Request("POST", "http://127.0.0.1/v1")


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of the user's, no model of the user's, and no proxy between a test and its own server."""
    keys = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_HOST")
    for name in (*keys, "RIGHTSDESK_MODEL", "RIGHTSDESK_MODEL_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would have been waited."""
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


def opened(name: str, **settings: Any) -> Model:
    model = open_model(Settings(model=name, **settings))
    assert model is not None
    return model


def failing(model: Model) -> ModelError:
    with pytest.raises(ModelError) as caught:
        model.write(MESSAGES, Usage())
    return caught.value


def test_without_a_model_none_is_opened() -> None:
    assert open_model(Settings()) is None


def test_a_server_of_ones_own_needs_no_key() -> None:
    model = opened("openai:small", model_base_url="http://127.0.0.1:1/v1", model_timeout=5, model_tokens=99)
    chat: Any = model.chat
    assert type(chat).__name__ == "ChatOpenAI"
    assert (chat.model_name, chat.openai_api_base) == ("small", "http://127.0.0.1:1/v1")
    assert (chat.request_timeout, chat.max_tokens, chat.max_retries, chat.temperature) == (5, 99, 0, 0)


def test_anthropic_is_opened_with_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    model = opened("anthropic:small", model_timeout=5, model_tokens=99)
    chat: Any = model.chat
    assert type(chat).__name__ == "ChatAnthropic"
    assert (chat.model, chat.default_request_timeout, chat.max_tokens, chat.max_retries) == ("small", 5, 99, 0)
    assert KEY not in repr(model)


def test_ollama_is_told_how_much_to_read_and_to_write() -> None:
    chat: Any = opened("ollama:small:1b", model_base_url="http://127.0.0.1:1", model_context=4096, model_tokens=99).chat
    assert type(chat).__name__ == "ChatOllama"
    assert (chat.model, chat.base_url, chat.num_ctx, chat.num_predict) == ("small:1b", "http://127.0.0.1:1", 4096, 99)


def test_what_the_settings_say_goes_with_the_model() -> None:
    told = {"model_context": 4096, "model_tokens": 96, "model_timeout": 5, "model_retries": 4}
    model = opened("ollama:small", **told, model_judge=True, unsupported="mark")
    assert (model.context, model.longest, model.timeout, model.retries) == (4096, 96, 5, 4)
    assert (model.name, model.judges, model.marks_unsupported) == ("ollama:small", True, True)
    assert model.room == 12_000


@pytest.mark.parametrize("name", ["openai:small", "ollama:small"])
def test_the_limit_of_requests_is_passed_on(name: str) -> None:
    limiter: Any = opened(name, model_rate=0.5, model_base_url="http://127.0.0.1:1/v1").chat.rate_limiter
    assert limiter.requests_per_second == 0.5
    assert opened(name, model_base_url="http://127.0.0.1:1/v1").chat.rate_limiter is None


@pytest.mark.parametrize("name", ["openai:small", "ollama:small"])
def test_a_temperature_below_zero_leaves_it_to_the_provider(name: str) -> None:
    chat: Any = opened(name, model_base_url="http://127.0.0.1:1/v1", model_temperature=-1).chat
    assert chat.temperature is None


@pytest.mark.parametrize(
    ("name", "named", "remedy"),
    [
        ("riddle:small", "no provider riddle for the language model riddle:small", "Providers are openai, anthropic"),
        ("opneai:small", "no provider opneai", "Did you mean openai:small?"),
        ("claude:small", "no provider claude", "Did you mean anthropic:small?"),
        ("vllm:small", "no provider vllm", "set openai:NAME and RIGHTSDESK_MODEL_BASE_URL"),
        ("groq:small", "needs langchain-groq, which is not installed", "pip install langchain-groq"),
        ("openai:small", "key", "OPENAI_API_KEY"),
        ("anthropic:small", "key", "ANTHROPIC_API_KEY"),
    ],
)
def test_what_is_missing_is_named(name: str, named: str, remedy: str) -> None:
    with pytest.raises(RightsDeskError) as caught:
        opened(name)
    assert named in caught.value.message
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_a_provider_that_is_not_installed_names_its_extra(monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(RightsDeskError) as caught:
        opened(f"{provider}:small")
    assert f"langchain-{provider}" in caught.value.message
    assert f"pip install 'rightsdesk[{provider}]'" in caught.value.remedy


def test_a_server_without_a_model_is_not_passed_over_in_silence() -> None:
    with pytest.raises(RightsDeskError) as caught:
        open_model(Settings(model_base_url="http://127.0.0.1:1/v1"))
    assert "RIGHTSDESK_MODEL_BASE_URL" in caught.value.message
    assert "RIGHTSDESK_MODEL=openai:NAME" in caught.value.remedy


def refused(status: int) -> openai.APIStatusError:
    response = httpx.Response(status, request=REQUEST)
    return openai.APIStatusError(f"Incorrect API key provided: {KEY}.", response=response, body={"key": KEY})


def test_a_request_that_fails_is_tried_again_after_longer_and_longer_waits(waits: list[float]) -> None:
    model = scripted(refused(429), refused(503), ConnectionError(), "States must act.", retries=3)
    assert model.write(MESSAGES, Usage()) == "States must act."
    assert waits == [1, 2, 4]
    assert len(asked(model)) == 4


def test_it_is_tried_no_more_often_than_the_settings_say(waits: list[float]) -> None:
    model = scripted(refused(503), retries=2)
    failing(model)
    assert (len(asked(model)), waits) == (3, [1, 2])


@pytest.mark.parametrize("error", [refused(400), refused(401), refused(403), refused(404), ValueError(), TypeError()])
def test_what_would_fail_again_is_not_tried_again(error: Exception, waits: list[float]) -> None:
    model = scripted(error, "States must act.", retries=2)
    failing(model)
    assert (len(asked(model)), waits) == (1, [])


@pytest.mark.parametrize("error", [refused(503), ConnectionError(), TimeoutError()])
def test_after_the_first_words_nothing_is_tried_again(error: Exception, waits: list[float]) -> None:
    model = scripted(("States must ", error), "They must act.", retries=2)
    pieces = model.stream(MESSAGES, Usage())
    assert next(pieces) == "States "
    with pytest.raises(ModelError):
        list(pieces)
    assert (len(asked(model)), waits) == (1, [])


def test_what_it_read_and_wrote_is_counted_over_all_its_texts() -> None:
    model, usage = scripted("States must act."), Usage()
    model.write(MESSAGES, usage)
    assert (usage.read, usage.written) == (100, 3)
    model.write(MESSAGES, usage)
    assert (usage.read, usage.written) == (200, 6)


def test_a_text_that_is_empty_is_an_error() -> None:
    assert "wrote nothing" in failing(scripted("", retries=2)).message


def test_closing_the_iterator_closes_the_stream() -> None:
    model = scripted("States must act, and they must act now.")
    chat: Any = model.chat
    pieces = model.stream(MESSAGES, Usage())
    next(pieces)
    assert chat.closed == 0
    pieces.close()
    assert chat.closed == 1


FAILURES: list[tuple[Exception, str, str]] = [
    (refused(400), "did not accept the request", "RIGHTSDESK_MODEL_CONTEXT"),
    (refused(401), "does not accept the key", "Correct the key"),
    (refused(403), "does not accept the key", "Correct the key"),
    (refused(404), "is not known", "RIGHTSDESK_MODEL"),
    (refused(408), "did not answer in time", "Ask again later"),
    (refused(413), "too long", "RIGHTSDESK_MODEL_CONTEXT"),
    (refused(422), "did not accept the request", "RIGHTSDESK_MODEL_TEMPERATURE"),
    (refused(429), "was asked too often", "Ask again later"),
    (refused(500), "failed (HTTP 500)", "Ask again later"),
    (anthropic.APIStatusError(KEY, response=httpx.Response(529, request=REQUEST), body=KEY), "HTTP 529", "again later"),
    (ollama.ResponseError(KEY, 404), "is not known", "RIGHTSDESK_MODEL"),
    (openai.APITimeoutError(REQUEST), "did not answer within 60 seconds", "Ask again later"),
    (httpx.ReadTimeout(KEY), "did not answer within 60 seconds", "Ask again later"),
    (TimeoutError(KEY), "did not answer within 60 seconds", "Ask again later"),
    (openai.APIConnectionError(message=KEY, request=REQUEST), "cannot be reached", "Ask again later"),
    (httpx.ConnectError(KEY), "cannot be reached", "Ask again later"),
    (ConnectionError(KEY), "cannot be reached", "Ask again later"),
    (ValueError(KEY), "does not speak the protocol of openai", "RIGHTSDESK_MODEL_BASE_URL"),
    (httpx.RemoteProtocolError(KEY), "broke off (RemoteProtocolError)", "leave RIGHTSDESK_MODEL empty"),
    (RuntimeError(KEY), "broke off (RuntimeError)", "leave RIGHTSDESK_MODEL empty"),
]


@pytest.mark.parametrize(("error", "what", "remedy"), FAILURES, ids=lambda each: getattr(each, "__name__", None))
def test_a_failure_is_explained_and_never_in_the_providers_words(
    error: Exception, what: str, remedy: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    model = scripted(error)
    said = failing(model)
    assert said.message.startswith("The language model openai:scripted ")
    assert what in said.message
    assert remedy in said.remedy
    assert "Incorrect" not in str(said)
    assert KEY not in f"{said} {said!r} {model!r} {caplog.text}"


def test_a_connection_that_is_lost_after_the_first_words_was_there() -> None:
    assert "broke off" in failing(scripted(("States must ", httpx.ConnectError("lost")))).message


@pytest.mark.parametrize(
    ("reason", "error", "what"),
    [
        ("length", CutOffError, "was cut off after 700 tokens"),
        ("max_tokens", CutOffError, "was cut off after 700 tokens"),
        ("content_filter", ModelError, "was stopped by its provider"),
        ("", ModelError, "broke off before it was done"),
    ],
)
def test_a_text_that_does_not_end_by_itself_is_not_taken_for_whole(
    reason: str, error: type[ModelError], what: str
) -> None:
    pieces = scripted(("States must act", reason)).stream(MESSAGES, Usage())
    assert [next(pieces), next(pieces), next(pieces)] == ["States ", "must ac", "t"]
    with pytest.raises(error, match=what):
        next(pieces)


def test_of_what_was_cut_off_only_the_beginning_can_be_used() -> None:
    model = scripted(("Correct, for it says", "length"))
    assert model.write(MESSAGES, Usage(), whole=False) == "Correct, for it says"
    assert "cut off" in failing(model).message


@contextmanager
def serving_model(*replies: Reply, **settings: Any) -> Iterator[tuple[Model, Served]]:
    with serving(*replies) as served:
        yield opened("openai:small", **{"model_base_url": served.url, "model_timeout": AT_MOST} | settings), served


def test_a_stream_is_read_to_its_end_and_counted() -> None:
    usage = Usage()
    with serving_model(says("States ", "must", " act."), model_tokens=99) as (model, served):
        assert list(model.stream(MESSAGES, usage)) == ["States ", "must", " act."]
    assert (usage.read, usage.written) == (12, 3)
    (request,) = served.requests
    assert [each["content"] for each in request["messages"]] == ["You answer.", "What must States do?"]
    assert (request["model"], request["temperature"], request["stream"]) == ("small", 0, True)
    assert 99 in (request.get("max_tokens"), request.get("max_completion_tokens"))
    assert served.keys == ["none"]


def test_a_server_that_dies_half_way_leaves_the_words_before_it() -> None:
    with serving_model(breaks_off_after("States ", "must ")) as (model, served):
        pieces = model.stream(MESSAGES, Usage())
        assert [next(pieces), next(pieces)] == ["States ", "must "]
        with pytest.raises(ModelError, match="The language model openai:small broke off"):
            next(pieces)
    assert len(served.requests) == 1


def test_a_stream_that_ends_early_without_a_word_on_why_broke_off() -> None:
    with serving_model(ends_early_after("States ", "must ")) as (model, _):
        assert "broke off before it was done" in failing(model).message


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (refuses(404, "Not Found"), "is not known at http://127.0.0.1:"),
        (refuses(405, "Method Not Allowed"), "is not known at http://127.0.0.1:"),
        (says_in_html, "does not speak the protocol of openai"),
    ],
)
def test_a_wrong_address_is_named(reply: Reply, what: str) -> None:
    with serving_model(reply) as (model, served):
        said = failing(model)
    assert what in said.message
    assert served.url in said.message
    assert "RIGHTSDESK_MODEL_BASE_URL" in said.remedy
    assert len(served.requests) == 1


def test_an_address_is_shown_without_what_is_secret_in_it() -> None:
    model = opened("openai:small", model_base_url=f"http://me:{KEY}@127.0.0.1:1/v1?key={KEY}")
    assert model.address == "http://127.0.0.1:1/v1"


@pytest.mark.parametrize(("pieces", "timeout", "requests"), [((), 0.2, 2), (("States ",), 1, 1)])
def test_a_server_that_falls_silent_is_not_waited_for(pieces: tuple[str, ...], timeout: float, requests: int) -> None:
    with serving_model(falls_silent_after(*pieces), model_timeout=timeout, model_retries=1) as (model, served):
        assert f"did not answer within {timeout:g} seconds" in failing(model).message
    assert len(served.requests) == requests


def test_no_server_at_all_cannot_be_reached() -> None:
    with serving_model(says("States")) as (model, served):
        pass
    assert "cannot be reached" in failing(model).message
    assert served.requests == []


def test_a_key_that_is_refused_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with serving_model(refuses(401, f"Incorrect API key provided: {KEY}.")) as (model, served):
        said = failing(model)
    assert served.keys == [KEY]
    assert "does not accept the key" in said.message
    assert "Incorrect" not in str(said)
    assert "AuthenticationError" in caplog.text
    assert KEY not in f"{said} {said!r} {model} {model!r} {caplog.text}"


def test_a_server_that_is_busy_is_asked_again(waits: list[float]) -> None:
    with serving_model(refuses(429, "Slow down."), says("States act.")) as (model, served):
        assert model.write(MESSAGES, Usage()) == "States act."
    assert (len(served.requests), waits) == (2, [1])


def test_a_reader_who_leaves_ends_the_request() -> None:
    with serving_model(says_for_ever) as (model, served):
        pieces = model.stream(MESSAGES, Usage())
        assert next(pieces) == "and so on "
        pieces.close()
        assert served.hung_up.wait(AT_MOST)
