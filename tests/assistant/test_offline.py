"""Nothing leaves this machine: ingest, an answer and the chat page, with every way out closed and watched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUARD = """
import ipaddress, os, socket

def _note(what):
    with open(os.environ["RD_GUARD_LOG"], "a") as log:
        log.write(f"{what!r}\\n")
    raise PermissionError(f"no way out to {what!r}")

def _local(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified

def _watch(owner, name, host_of):
    original = getattr(owner, name)
    def watched(*arguments, **options):
        host = host_of(arguments)
        if host is not ... and not _local(host):
            _note((name, arguments[1:] if owner is Socket else arguments))
        return original(*arguments, **options)
    setattr(owner, name, watched)

def _of_address(arguments):
    address = next((each for each in arguments[1:] if isinstance(each, tuple)), None)
    return address[0] if address else ...

class Socket(socket.socket):
    pass

for _name in ("connect", "connect_ex", "sendto"):
    _watch(Socket, _name, _of_address)
socket.socket = Socket
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    _watch(socket, _name, lambda arguments: arguments[0] if arguments else ...)
"""
"""Put into every Python process: a connection or a look-up beyond this machine is written down and refused."""

STORY = """
import fcntl, json, socket, struct, subprocess, sys, urllib.request

if sys.argv[1] == "alone":
    # A new network has nothing but a loopback that is down: SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        name, flags = struct.unpack("16sh", fcntl.ioctl(probe, 0x8913, struct.pack("16sh", b"lo", 0)))
        fcntl.ioctl(probe, 0x8914, struct.pack("16sh", name, flags | 1))
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]

command = [sys.executable, "-m", "assistant.cli"]
subprocess.run([*command, "ingest", "--starter"], check=True, stdout=sys.stderr)
asked = [*command, "ask", "What does paragraph 17 of A/RES/78/213 say?", "--json"]
answer = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
assert answer["answered"], answer

with subprocess.Popen([*command, "chat", "--port", str(port)], stdout=subprocess.PIPE, text=True) as chat:
    try:
        assert f"127.0.0.1:{port}" in chat.stdout.readline()
        for path, words in (("/", b"RightsDesk"), ("/config", b"rd-question")):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as page:
                assert words in page.read(), path
    finally:
        chat.terminate()
"""
"""What a user does, told in a process whose children all have the guard."""


def alone() -> list[str]:
    """The command that gives a process a network of its own, with nothing in it; empty where that is not allowed."""
    command = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
        return command
    return []


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """An environment whose Python processes have the guard."""
    folder = tmp_path / "guard"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(GUARD)
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join(filter(None, [str(folder), root, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": paths, "RD_GUARD_LOG": str(tmp_path / "log")}


def test_the_guard_sees_what_leaves(guarded: dict[str, str], tmp_path: Path) -> None:
    code = """
import contextlib, socket, urllib.request
for call in (
    lambda: urllib.request.urlopen("http://example.org/"),
    lambda: socket.create_connection(("192.0.2.1", 80)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.2", 53)),
    lambda: socket.socket().connect_ex(("192.0.2.3", 80)),
):
    with contextlib.suppress(OSError):
        call()
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
"""
    subprocess.run([sys.executable, "-c", code], env=guarded, check=True)
    seen = (tmp_path / "log").read_text().splitlines()
    assert len(seen) == 4
    assert all(host in line for host, line in zip(["example.org", "2.1", "2.2", "2.3"], seen, strict=True))


def test_ingest_ask_and_chat_need_no_network_and_try_none(guarded: dict[str, str], tmp_path: Path) -> None:
    prefix = alone()
    command = [*prefix, sys.executable, "-c", STORY, "alone" if prefix else "shared"]
    environment = {**guarded, "GRADIO_ANALYTICS_ENABLED": "True", "ANONYMIZED_TELEMETRY": "True", "HF_HUB_OFFLINE": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    log = tmp_path / "log"
    assert not log.exists(), log.read_text()
