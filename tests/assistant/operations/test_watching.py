"""What who runs a server sees of it: requests with their ids, metrics, logs, and whether it is ready."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import anyio
import httpx2
import pytest
from fakes import FakeEmbeddings, make
from loopback import AT_MOST, served

from assistant.opening import warm_up
from assistant.operations import logs
from assistant.operations.answered import asking
from assistant.operations.metrics import timed
from assistant.operations.probes import Readiness
from assistant.operations.watched import route_of
from assistant.programs import functions
from assistant.settings import Settings
from assistant.ui.web import make_app
from store.errors import RightsDeskError, UnavailableError
from store.library import Library
from store.people.accounts import Role

PASSWORD = "a long enough password"
ASKED = "What does A/9/9 say about whales?"

Log = Callable[..., list[str]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("watched"), FakeEmbeddings()) as library:
        library.add(*make("A/1/1", "States should protect privacy."))
        library.accounts.add("ada", PASSWORD, Role.ADMINISTRATOR)
        library.accounts.add("ben", PASSWORD)
        yield library


@pytest.fixture(scope="module")
def desk(library: Library) -> Iterator[str]:
    with served(make_app(library, Settings(), None, accounts=False, host="127.0.0.1")) as address:
        yield address


@pytest.fixture(scope="module")
def office(library: Library) -> Iterator[str]:
    with served(make_app(library, Settings(), None, accounts=True, host="127.0.0.1")) as address:
        yield address


@pytest.fixture
def program(desk: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=desk, timeout=AT_MOST, trust_env=False) as client:
        yield client


def wait_for(held: Callable[[], bool]) -> None:
    """Wait for what happens when the answer has been sent."""
    until = time.monotonic() + AT_MOST
    while not held():
        assert time.monotonic() < until
        time.sleep(0.01)


def value_of(program: httpx2.Client, sample: str) -> float:
    """A sample of the metrics; 0 where there is none yet."""
    found = re.search(rf"^{re.escape(sample)} (\S+)$", program.get("/metrics").text, re.M)
    return float(found[1]) if found else 0.0


def test_a_question_is_counted_by_what_became_of_it_and_each_step_is_timed(program: httpx2.Client) -> None:
    samples = [
        'rightsdesk_questions_total{outcome="unanswered"}',
        'rightsdesk_step_seconds_count{step="retrieve"}',
        'rightsdesk_step_seconds_count{step="answer"}',
        'rightsdesk_requests_total{method="POST",route="/api/ask",status="200"}',
        'rightsdesk_request_seconds_count{route="/api/ask"}',
    ]
    before = [value_of(program, sample) for sample in samples]
    assert not program.post("/api/ask", json={"question": ASKED}).json()["answered"]
    wait_for(lambda: value_of(program, samples[-1]) > before[-1])
    assert [value_of(program, sample) - was for sample, was in zip(samples, before, strict=True)] == [1] * 5
    assert value_of(program, "rightsdesk_in_progress") == 0
    assert value_of(program, "rightsdesk_passages") == 1
    assert value_of(program, 'rightsdesk_documents{kind="official"}') == 1


@pytest.mark.parametrize(
    ("error", "outcome", "errors"),
    [
        (RightsDeskError("The question is too long.", "Ask less."), "refused", 0),
        (UnavailableError("The catalogue is locked.", "Wait."), "failed", 1),
        (ZeroDivisionError(), "failed", 1),
        (GeneratorExit(), "stopped", 0),
    ],
    ids=["refused", "unavailable", "a bug", "stopped"],
)
def test_a_question_without_an_answer_is_counted_too(
    program: httpx2.Client, error: BaseException, outcome: str, errors: int
) -> None:
    samples = [
        f'rightsdesk_questions_total{{outcome="{outcome}"}}',
        f'rightsdesk_errors_total{{kind="{type(error).__name__}"}}',
    ]
    before = [value_of(program, sample) for sample in samples]
    with pytest.raises(type(error)), asking(ASKED):
        raise error
    assert [value_of(program, sample) - was for sample, was in zip(samples, before, strict=True)] == [1, errors]


def test_a_question_counts_once_however_many_came_before_it(program: httpx2.Client) -> None:
    sample = 'rightsdesk_questions_total{outcome="unanswered"}'
    before = value_of(program, sample)
    program.post("/api/ask", json={"question": ASKED, "history": ["What is A/9/8 about?", "What is A/9/7 about?"]})
    assert value_of(program, sample) == before + 1


def test_a_failure_counts_once_however_often_it_is_caught(
    program: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UnavailableError("The catalogue is locked.", "Wait.")

    sample = 'rightsdesk_errors_total{kind="UnavailableError"}'
    before = value_of(program, sample)
    monkeypatch.setattr(functions.chain, "ask", fail)
    monkeypatch.setattr(functions, "retrieve", fail)
    assert program.post("/api/ask", json={"question": "What does A/1/1 say?"}).status_code == 503
    assert value_of(program, sample) == before + 1
    assert program.get("/api/search", params={"query": "privacy"}).status_code == 503
    assert value_of(program, sample) == before + 2


def test_metrics_come_while_the_library_cannot_be_read(
    program: httpx2.Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise UnavailableError("The catalogue is locked.", "Wait.")

    monkeypatch.setattr(library, "stats", fail)
    metrics = program.get("/metrics")
    assert metrics.status_code == 200
    assert "rightsdesk_requests_total" in metrics.text
    assert "rightsdesk_passages" not in metrics.text


def test_metrics_are_for_administrators(office: str) -> None:
    def status(*who: str) -> int:
        auth = (who[0], PASSWORD) if who else None
        return httpx2.get(f"{office}/metrics", auth=auth, timeout=AT_MOST, trust_env=False).status_code

    assert [status(), status("ben"), status("ada")] == [401, 403, 200]


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_whoever_probes_needs_no_account_and_no_name_of_the_server(office: str, desk: str, path: str) -> None:
    for address in (office, desk):
        answer = httpx2.get(f"{address}{path}", headers={"Host": "10.0.0.7"}, timeout=AT_MOST, trust_env=False)
        assert answer.status_code == 200
        assert list(answer.json()) == ["status"]


def test_it_is_not_ready_until_the_models_are_loaded_and_once_it_ends(library: Library) -> None:
    async def reasons() -> list[str]:
        readiness, loading = Readiness(library), Future[None]()
        found = [await readiness.missing()]
        readiness.wait_for(loading)
        found.append(await readiness.missing())
        loading.set_result(None)
        found.append(await readiness.missing())
        readiness.leave()
        return [*found, await readiness.missing()]

    assert anyio.run(reasons) == ["", "The models and the index are being loaded.", "", "The server is ending."]


def test_it_is_not_ready_until_the_index_is_open_and_does_not_wait_for_one_that_is_away(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opening, go_on = Event(), Event()

    def search(*_: object, **__: object) -> None:
        opening.set()
        assert go_on.wait(AT_MOST)
        raise UnavailableError("The vector index cannot be used.", "Wait.", "The vector index at host cannot be used.")

    async def reasons() -> list[str]:
        readiness = Readiness(library)
        loading = warm_up(library)
        readiness.wait_for(loading)
        assert opening.wait(AT_MOST)
        found = [await readiness.missing()]
        go_on.set()
        loading.result(AT_MOST)
        return [*found, await readiness.missing()]

    monkeypatch.setattr(library, "vector_search", search)
    assert anyio.run(reasons) == ["The models and the index are being loaded.", ""]
    assert capsys.readouterr().err == "The vector index at host cannot be used. Wait.\n"


def test_it_is_not_ready_where_the_models_or_the_library_cannot_be_used(library: Library, tmp_path: Path) -> None:
    async def reasons() -> list[str]:
        broken, loading = Readiness(library), Future[None]()
        loading.set_exception(RightsDeskError("There is no model.", "Install it."))
        broken.wait_for(loading)
        return [await broken.missing(), await Readiness(closed).missing()]

    closed = Library(tmp_path, FakeEmbeddings())
    closed.close()
    (tmp_path / "catalog.sqlite3").unlink()
    assert anyio.run(reasons) == ["The models could not be loaded.", "The library cannot be read."]


@pytest.mark.parametrize("given", ["from-the-proxy-1", "0af7651916cd43dd8448eb211c80319c"])
def test_a_request_keeps_the_id_that_it_came_with(program: httpx2.Client, given: str) -> None:
    assert program.get("/health", headers={"X-Request-ID": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'x" level="error'])
def test_what_is_no_id_is_replaced(program: httpx2.Client, given: str) -> None:
    name = program.get("/health", headers={"X-Request-ID": given}).headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", name)


def test_a_program_that_is_refused_is_told_the_id_too(office: str) -> None:
    answer = httpx2.get(f"{office}/api/documents", timeout=AT_MOST, trust_env=False)
    assert answer.status_code == 401
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "/"),
        ("/api/documents/A/HRC/48/31", "/api/documents"),
        ("/api/other", "/api"),
        ("/apiary", "other"),
        ("/metrics/x", "/metrics"),
        ("/wp-login.php", "other"),
        ("/gradio_api/queue/join", "/gradio_api"),
    ],
)
def test_no_path_that_people_choose_becomes_a_label(path: str, route: str) -> None:
    assert route_of(path) == route


def test_only_the_time_of_a_step_is_measured(program: httpx2.Client) -> None:
    sample = 'rightsdesk_step_seconds_count{step="given up"}'
    pieces = timed("given up", iter(range(3)))
    assert next(pieces) == 0
    assert value_of(program, sample) == 0
    del pieces
    assert value_of(program, sample) == 1


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, program: httpx2.Client) -> Iterator[Log]:
    """Asks, and gives the lines that this leaves in the log."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("assistant", "evals", "ingest", "store")}

    def ask(name: str = "the-id", **settings: object) -> list[str]:
        written = io.StringIO()
        monkeypatch.setattr(sys, "stderr", written)
        logs.configure(Settings(**settings))
        program.post("/api/ask", json={"question": ASKED}, headers={"X-Request-ID": name})
        program.get("/api/search", params={"query": "whales"}, headers={"X-Request-ID": name})
        if settings:
            wait_for(lambda: "/api/search" in written.getvalue())
        return written.getvalue().splitlines()

    yield ask
    root.handlers = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def test_requests_and_questions_are_logged_as_json_with_the_id_of_the_request(log: Log) -> None:
    lines = [json.loads(line) for line in log(log_level="info", log_format="json")]
    assert [(line["message"], line["request"]) for line in lines] == [
        ("question", "the-id"),
        ("request", "the-id"),
        ("request", "the-id"),
    ]
    asked, request, _ = lines
    assert (asked["outcome"], asked["citations"], asked["model"]) == ("unanswered", 0, "extractive")
    assert (request["method"], request["path"], request["status"], request["level"]) == (
        "POST", "/api/ask", 200, "INFO",
    )  # fmt: skip


def test_lines_for_people_hold_the_same(log: Log) -> None:
    lines = log(log_level="info")
    assert re.search(r" INFO    the-id   question outcome='unanswered' seconds='[\d.]+' citations='0'", lines[0])
    assert re.search(r" request method='POST' path='/api/ask' status='200' seconds='[\d.]+'$", lines[1])


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_people_ask_is_logged_only_where_the_settings_say_so(log: Log, form: str) -> None:
    assert "whales" not in "".join(log(log_level="debug", log_format=form))
    assert ASKED in "".join(log(log_level="info", log_format=form, log_questions=True))


def test_nothing_is_logged_of_what_goes_well_unless_it_is_asked_for(log: Log) -> None:
    assert log() == []


def test_each_step_of_an_iterator_belongs_to_its_request_in_any_thread() -> None:
    def names() -> Iterator[str]:
        yield logs.current_request()
        yield logs.current_request()

    pieces = logs.of_request("one", names())
    assert next(pieces) == "one"
    logs.name_request("two")
    assert (next(pieces), logs.current_request()) == ("one", "two")
    logs.name_request("")
