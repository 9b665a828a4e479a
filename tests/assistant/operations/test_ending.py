"""A server that is told to end: what is being written is finished, and nobody is sent to it any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx2
import pytest
from awaited import TRUE, wait_for
from served import AT_MOST, Served
from servers import free_port

ROOT = Path(__file__).parents[3]
QUESTION = "May States interfere with journalists' use of encryption?"
STARTING = 90

Start = Callable[..., tuple[subprocess.Popen[str], httpx2.Client]]


@pytest.fixture
def start(starter_home: Path) -> Iterator[Start]:
    """Serves the starter library, and waits until it is ready."""
    running: list[subprocess.Popen[str]] = []
    programs: list[httpx2.Client] = []

    def serve(**settings: object) -> tuple[subprocess.Popen[str], httpx2.Client]:
        port = free_port()
        command = [sys.executable, "-m", "assistant.cli", "--home", str(starter_home), "chat", "--port", str(port)]
        environment = {**os.environ, **{f"RIGHTSDESK_{name.upper()}": str(value) for name, value in settings.items()}}
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True))
        assert running[-1].stdout
        assert str(port) in running[-1].stdout.readline()
        programs.append(httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=STARTING, trust_env=False))
        wait_for(lambda: status_of(programs[-1]) == (200, ""), STARTING)
        return running[-1], programs[-1]

    yield serve
    for program in programs:
        program.close()
    for process in running:
        process.kill()
        process.wait(AT_MOST)


def status_of(program: httpx2.Client) -> tuple[int, str]:
    """What a server says of whether it is ready, and why not; nothing where it does not listen yet."""
    try:
        answer = program.get("/ready")
    except httpx2.ConnectError:
        return 0, ""
    return answer.status_code, answer.json().get("reason", "")


def test_an_answer_that_is_being_written_is_finished(start: Start, model: Served, let_go: Event) -> None:
    process, program = start(model="openai:small", model_base_url=model.url)
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(program.post, "/api/ask", json={"question": QUESTION})
        wait_for(lambda: bool(model.requests))
        process.send_signal(signal.SIGTERM)
        wait_for(lambda: status_of(program) == (503, "The server is ending."))
        assert process.poll() is None
        let_go.set()
        answer = asked.result(AT_MOST).json()
    assert (answer["answered"], answer["model"]) == (True, "openai:small")
    assert TRUE.rstrip(".") in answer["text"]
    assert process.wait(AT_MOST) == 0


def test_one_that_takes_too_long_is_not_waited_for(start: Start, model: Served) -> None:
    process, program = start(model="openai:small", model_base_url=model.url, shutdown_seconds=0.5)
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(program.post, "/api/ask", json={"question": QUESTION})
        wait_for(lambda: bool(model.requests))
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(AT_MOST)
        assert time.monotonic() - begun < AT_MOST / 2
        assert asked.exception(AT_MOST) is not None or asked.result().status_code >= 500
