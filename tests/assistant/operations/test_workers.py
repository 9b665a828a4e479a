"""Several processes that answer at one address: browsers stay with theirs, and none is missed when it dies."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import anyio
import httpx2
import pytest
from awaited import TRUE, wait_for
from commandline import Run
from printed import geneva
from served import AT_MOST, Served
from servers import free_port

from assistant.settings import load_settings
from assistant.workers import crew
from assistant.workers.shared import counting
from assistant.workers.worker import Orders
from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.people.accounts import Role

ROOT = Path(__file__).parents[3]
STARTING = 180
PASSWORD = "a long enough password"
NAMES = ("ada", "ben", "cyd", "dan")


class Office:
    """A library that two workers serve."""

    def __init__(self, home: Path, log: Path, **settings: object) -> None:
        self.port = free_port()
        self._log = log
        command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "chat"]
        given = {"log_level": "info", **settings}
        environment = {**os.environ, **{f"RIGHTSDESK_{name.upper()}": str(value) for name, value in given.items()}}
        environment.pop("OMP_NUM_THREADS", None)
        with log.open("w") as written:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--workers", "2"],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
            )
        assert self.process.stdout
        assert f"{self.port}, with 2 workers" in self.process.stdout.readline()

    def program(self, slot: int | None = None, name: str = "") -> httpx2.Client:
        """Somebody who asks; one with a slot belongs to that worker already."""
        cookies = {} if slot is None else {f"rightsdesk_worker_{self.port}": str(slot)}
        auth = (name, PASSWORD) if name else None
        address = f"http://127.0.0.1:{self.port}"
        return httpx2.Client(base_url=address, cookies=cookies, auth=auth, timeout=STARTING, trust_env=False)

    def slot_of(self, program: httpx2.Client) -> int:
        """The worker that somebody belongs to."""
        return int(program.cookies[f"rightsdesk_worker_{self.port}"])

    def workers(self) -> list[int]:
        """The process of each worker."""
        begun = re.findall(r"Worker (\d) is process (\d+)\.", self._log.read_text())
        last = dict(begun)
        return [int(last[slot]) for slot in sorted(last)]

    def ready(self, slot: int | None = None) -> tuple[int, str]:
        """What is said of whether it is ready, and why not."""
        with self.program(slot) as program:
            answer = program.get("/ready")
        return answer.status_code, answer.json().get("reason", "")

    def both_serve(self) -> bool:
        """Whether each worker takes those who belong to it."""
        for slot in range(2):
            with self.program(slot) as program:
                if "set-cookie" in program.get("/sign-in").headers:
                    return False
        return True

    def both_are_ready(self) -> bool:
        """Whether newcomers are spread: they are sent to those that are ready."""
        with self.program() as one, self.program() as other:
            for program in (one, other):
                program.get("/sign-in")
            return self.slot_of(one) != self.slot_of(other)


@contextmanager
def office(home: Path, log: Path, **settings: object) -> Iterator[Office]:
    begun = Office(home, log, **settings)
    try:
        wait_for(lambda: begun.ready() == (200, ""), STARTING)
        wait_for(begun.both_serve, STARTING)
        wait_for(begun.both_are_ready, STARTING)
        yield begun
    finally:
        begun.process.kill()
        begun.process.wait(AT_MOST)


def lives(pid: int) -> bool:
    """Whether a process does."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def desk(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The library with accounts, for every test that leaves it served."""
    folder = tmp_path_factory.mktemp("workers")
    home = Path(shutil.copytree(starter_home, folder / "home"))
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        for name in NAMES:
            library.accounts.add(name, PASSWORD, Role.ADMINISTRATOR if name == "ada" else Role.READER)
    with office(home, folder / "log", accounts=True, questions_a_minute=3) as begun:
        yield begun


@contextmanager
def signed_in(desk: Office, name: str, slot: int | None = None) -> Iterator[httpx2.Client]:
    with desk.program(slot) as program:
        assert program.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
        yield program


def test_a_page_reaches_its_own_worker_again_and_others_another(desk: Office) -> None:
    """What a page has begun in a worker no other worker knows."""
    with signed_in(desk, "ada") as ada, signed_in(desk, "ben") as ben:
        own = desk.slot_of(ada)
        assert {own, desk.slot_of(ben)} == {0, 1}
        begun = ada.get("/config").json()["dependencies"]
        load = next(each["id"] for each in begun if each["targets"][0][1] == "load" and each["backend_fn"])
        for session in map("page-{}".format, range(3)):
            asked = {"data": [], "fn_index": load, "session_hash": session}
            assert ada.post("/gradio_api/queue/join", json=asked).status_code == 200
            with ada.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as events:
                told = [json.loads(line[6:])["msg"] for line in events.iter_lines() if line]
            assert "process_completed" in told
        assert desk.slot_of(ada) == own


def test_a_worker_that_dies_is_begun_again_and_its_browsers_go_to_the_other(desk: Office) -> None:
    with signed_in(desk, "ben") as ben:
        slot = desk.slot_of(ben)
        before = desk.workers()
        os.kill(before[slot], signal.SIGKILL)
        answer = ben.get("/")
        assert (answer.status_code, "RightsDesk" in answer.text) == (200, True)
        assert desk.slot_of(ben) == 1 - slot
        assert desk.ready() == (200, "")
    wait_for(lambda: desk.workers()[slot] != before[slot] and desk.both_serve(), STARTING)
    after = desk.workers()
    assert (after[1 - slot], lives(after[slot])) == (before[1 - slot], True)


@pytest.mark.parametrize(
    ("answers", "is_ended"),
    [
        ([{}] * 9, False),
        ([TimeoutError()] * 3, False),
        ([TimeoutError()] * 4, True),
        ([TimeoutError()] * 3 + [{}] + [TimeoutError()] * 3, False),
        ([httpx2.ConnectError("Too many open files")] * 9, False),
        ([ValueError("no JSON")] * 9, False),
    ],
)
def test_only_a_worker_that_does_not_answer_several_times_in_a_row_is_ended(
    answers: list[object], is_ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask(*_: object) -> object:
        if isinstance(answer := left.pop(0), Exception):
            raise answer
        return answer

    async def listen() -> None:
        workers = crew.Crew(Orders(load_settings(), "127.0.0.1", False, "", Path(), ("", 0)), 1, lambda: None)
        monkeypatch.setattr(workers, "_ask", ask)
        while left:
            await workers._listen(worker)

    left, killed = list(answers), []
    worker = SimpleNamespace(slot=0, unanswered=0, asked_at=0.0, hangs=False, kill=lambda: killed.append(True))
    anyio.run(listen)
    assert (bool(killed), worker.hangs) == (is_ended, is_ended)


def test_a_worker_that_lives_and_answers_nothing_is_ended_and_begun_again(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_LISTENS", 0.2)
    monkeypatch.setattr(crew, "_PATIENCE", 2)

    async def see(workers: crew.Crew) -> None:
        workers.begin()
        try:
            with anyio.fail_after(STARTING):
                while await workers.missing():
                    await anyio.sleep(0.2)
                stuck = other = await workers.choose(0)
                os.kill(stuck.pid, signal.SIGSTOP)
                while other in (stuck, None):
                    await anyio.sleep(0.2)
                    other = await workers.choose(0)
            assert not lives(stuck.pid)
            assert lives(other.pid)
        finally:
            workers.kill()

    with counting() as counts:
        orders = Orders(load_settings(starter), "127.0.0.1", False, "secret", tmp_path, counts)
        anyio.run(see, crew.Crew(orders, 1, lambda: None))


def test_the_processors_are_divided_among_the_workers(desk: Office) -> None:
    share = max(1, len(os.sched_getaffinity(0)) // 2)
    for process in desk.workers():
        environment = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
        assert f"OMP_NUM_THREADS={share}".encode() in environment


def test_metrics_are_of_all_workers_and_for_administrators(desk: Office) -> None:
    sample = 'rightsdesk_requests_total{method="POST",route="/sign-in",status="303"}'

    def counted(slot: int) -> float:
        with desk.program(slot, "ada") as ada:
            found = re.search(rf"^{re.escape(sample)} (\S+)$", ada.get("/metrics").text, re.M)
        return float(found[1]) if found else 0.0

    before = counted(0)
    for slot, name in enumerate(("ada", "ben")):
        with signed_in(desk, name, slot) as program:
            assert desk.slot_of(program) == slot
    wait_for(lambda: counted(0) == before + 2, STARTING)
    assert counted(1) == before + 2
    with desk.program() as stranger, desk.program(name="ben") as ben:
        assert [who.get("/metrics").status_code for who in (stranger, ben)] == [401, 403]


def test_questions_are_counted_by_all_workers_together(desk: Office) -> None:
    asked = {"question": "What does A/9/9 say about whales?"}
    with desk.program(0, "cyd") as here, desk.program(1, "cyd") as there:
        statuses = [program.post("/api/ask", json=asked).status_code for program in (here, there, here, there, here)]
    assert statuses == [200, 200, 200, 429, 429]


def test_guesses_at_a_password_are_counted_by_all_workers_together(desk: Office) -> None:
    def sign_in(slot: int, password: str) -> int:
        with desk.program(slot) as program:
            return program.post("/sign-in", data={"name": "dan", "password": password}).status_code

    assert [sign_in(number % 2, "a guess") for number in range(5)] == [401] * 5
    assert [sign_in(slot, PASSWORD) for slot in range(2)] == [429, 429]


def test_what_is_added_in_one_worker_is_found_in_the_other(desk: Office) -> None:
    with signed_in(desk, "ada", 0) as ada, desk.program(1, "ben") as ben:
        assert ben.get("/api/documents/A/HRC/61/7").status_code == 404
        sent = ada.post("/library/files", files={"files": ("report.pdf", geneva(), "application/pdf")})
        assert "added as A/HRC/61/7" in json.loads(sent.text.splitlines()[-1])["report"]
        found = ben.get("/api/search", params={"query": "privacy and automated decisions", "symbol": "A/HRC/61/7"})
        assert found.status_code == 200
        assert "A/HRC/61/7" in found.text


def test_the_door_is_as_shut_as_without_workers_and_none_is_left_behind(starter_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(starter_home, tmp_path / "home")
    with office(Path(home), tmp_path / "log") as desk:
        with desk.program() as program:
            assert program.get("/").status_code == 200
            assert program.get("/", headers={"Host": "evil.example.org"}).status_code == 403
            assert program.get("/", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403
            asked = {"question": "What does A/9/9 say about whales?"}
            assert program.post("/api/ask", json=asked, headers={"Origin": "http://127.0.0.1:1"}).status_code == 403
        workers = desk.workers()
        assert all(map(lives, workers))
        desk.process.kill()
        wait_for(lambda: not any(map(lives, workers)))


def test_others_are_let_in_only_with_accounts(starter: Path, rightsdesk: Run) -> None:
    done = rightsdesk("chat", "--host", "0.0.0.0", "--port", "0", "--workers", "2")
    assert (done.code, "this library has no accounts" in done.err) == (1, True)


def test_an_answer_that_is_being_written_is_finished(
    starter_home: Path, tmp_path: Path, model: Served, let_go: Event
) -> None:
    home = Path(shutil.copytree(starter_home, tmp_path / "home"))
    with office(home, tmp_path / "log", model="openai:small", model_base_url=model.url) as desk:
        workers = desk.workers()
        with desk.program() as program, ThreadPoolExecutor(1) as beside:
            question = {"question": "May States interfere with journalists' use of encryption?"}
            asked = beside.submit(program.post, "/api/ask", json=question)
            wait_for(lambda: bool(model.requests))
            desk.process.send_signal(signal.SIGTERM)
            wait_for(lambda: desk.ready() == (503, "The server is ending."))
            wait_for(lambda: sum(map(lives, workers)) == 1)
            assert desk.process.poll() is None
            let_go.set()
            answer = asked.result(AT_MOST).json()
        assert (answer["answered"], answer["model"]) == (True, "openai:small")
        assert TRUE.rstrip(".") in answer["text"]
        assert desk.process.wait(AT_MOST) == 0
        assert not any(map(lives, workers))
