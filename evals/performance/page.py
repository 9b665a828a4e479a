"""RightsDesk's page as a browser uses it, without one: Gradio's events over HTTP, hundreds at a time on one machine.

A browser keeps the value of each component, sends an event's inputs to the queue, reads what is made of them from a
stream of events, and then runs what follows the event. So does a `Page`.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator
from typing import Any

import requests

PATIENCE = 120
"""Seconds that an answer of the server is waited for."""


LONGEST = 600
"""Seconds in which an event has to end."""


class LostError(Exception):
    """The server could not be reached, or broke off; a browser would load the page again."""


class WrongError(Exception):
    """The page shows what is wrong, or somebody else's."""


class RefusedError(Exception):
    """The event ended with a notice and changed nothing; its words are the text."""


class Page:
    """One open page of one person.

    Args:
        session: With the cookies of who has signed in.
        address: Of RightsDesk, without a path.
        query: Of the page's address, as ``conversation=…``.

    Raises:
        LostError: The page could not be loaded.
    """

    def __init__(self, session: requests.Session, address: str, query: str = "") -> None:
        self._session = session
        self._address = address
        self._query = query
        self.session_hash = uuid.uuid4().hex
        """What Gradio knows the page by."""
        self._events_asked: set[str] = set()
        config = self._get("/config").json()
        self._parts: dict[str, int] = {}
        self._values: dict[int, Any] = {}
        for component in config["components"]:
            properties = component["props"]
            self._parts[properties.get("elem_id") or ""] = component["id"]
            shown = properties.get("value")
            self._values[component["id"]] = "" if component["type"] == "textbox" and shown is None else shown
        self._events = [each for each in config["dependencies"] if each["backend_fn"]]
        # By this connection the server knows that the page is open: it forgets what is on it when that is closed.
        self._open = self._get(f"/gradio_api/heartbeat/{self.session_hash}", stream=True)
        try:
            for event in self._triggered(None, "load"):
                self._run(event, [])
        except Exception:
            self.leave()
            raise

    def leave(self) -> None:
        """Close the page."""
        self._open.close()

    def value(self, part: str) -> Any:  # noqa: ANN401 - whatever the component shows
        """What a component shows, by its id in the page."""
        return self._values[self._parts[part]]

    def fill(self, part: str, value: object) -> None:
        """Type something into a field."""
        self._values[self._parts[part]] = value

    def fill_form(self, button: str, values: list[object]) -> None:
        """Fill the fields that a button sends, in their order."""
        (event,) = self._triggered(self._parts[button], "click")
        self._values |= dict(zip(event["inputs"], values, strict=True))

    def act(self, part: str, trigger: str, chosen: object = None) -> None:
        """Do something with a component, and wait for all that follows from it.

        Args:
            part: Its id in the page.
            trigger: As ``click``.
            chosen: What was chosen, where something is.

        Raises:
            LostError: The server could not be reached, broke off, or did not end.
            RefusedError: The event ended with a notice.
            WrongError: The server told of another page's event.
        """
        notices: list[str] = []
        detail = None if chosen is None else {"index": 0, "value": chosen}
        for event in self._triggered(self._parts[part], trigger):
            self._run(event, notices, detail)
        if notices:
            raise RefusedError(" ".join(notices))

    def _triggered(self, part: int | None, trigger: str) -> list[dict[str, Any]]:
        return [
            each
            for each in self._events
            if each["trigger_after"] is None
            and any(by == trigger and part in (None, target) for target, by in each["targets"])
        ]

    def _run(self, event: dict[str, Any], notices: list[str], detail: object = None) -> None:
        asked = {
            "data": [self._values[name] for name in event["inputs"]],
            "fn_index": event["id"],
            "session_hash": self.session_hash,
            "event_data": detail,
            "trigger_id": event["targets"][0][0] if event["targets"] else None,
        }
        query = f"?{self._query}" if self._query else ""
        name = self._post(f"/gradio_api/queue/join{query}", asked).json()["event_id"]
        self._events_asked.add(name)
        end = time.monotonic() + LONGEST
        for message in self._stream():
            if message.get("event_id") not in {None, *self._events_asked}:
                raise WrongError(f"The page was told of an event that it did not ask for: {message}")
            if time.monotonic() > end:
                raise LostError(f"The event did not end in {LONGEST} seconds.")
            if message["msg"] == "log" and message["level"] in ("warning", "error"):
                notices.append(re.sub(r"<[^>]+>", "", message["log"]))
            if message["msg"] == "process_completed" and message["event_id"] == name:
                if not message["success"]:
                    raise LostError(str(message["output"].get("error")))
                self._show(event["outputs"], message["output"]["data"])
                break
        else:
            raise LostError("The stream of events ended before the event did.")
        for following in self._events:
            if following["trigger_after"] == event["id"]:
                self._run(following, notices)

    def _show(self, parts: list[int], values: list[Any]) -> None:
        for part, value in zip(parts, values, strict=True):
            if not (isinstance(value, dict) and value.get("__type__") == "update"):
                self._values[part] = value
            elif "value" in value:
                self._values[part] = value["value"]

    def _stream(self) -> Iterator[dict[str, Any]]:
        path = f"/gradio_api/queue/data?session_hash={self.session_hash}"
        try:
            with self._get(path, stream=True) as events:
                for line in events.iter_lines():
                    if line.startswith(b"data:"):
                        yield json.loads(line[5:])
        except requests.RequestException as error:
            raise LostError(str(error)) from error

    def _get(self, path: str, *, stream: bool = False) -> requests.Response:
        return self._asked("GET", path, stream=stream)

    def _post(self, path: str, asked: object) -> requests.Response:
        return self._asked("POST", path, json=asked)

    def _asked(self, method: str, path: str, **more: Any) -> requests.Response:  # noqa: ANN401 - of requests
        try:
            answer = self._session.request(method, self._address + path, timeout=PATIENCE, **more)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise LostError(str(error)) from error
        return answer


def sign_in(session: requests.Session, address: str, name: str, password: str) -> None:
    """Sign in as a browser does.

    Raises:
        LostError: The server could not be reached, or let nobody in.
    """
    try:
        answer = session.post(f"{address}/sign-in", data={"name": name, "password": password},
                              allow_redirects=False, timeout=PATIENCE)  # fmt: skip
    except requests.RequestException as error:
        raise LostError(str(error)) from error
    if answer.status_code != requests.codes.see_other:
        raise LostError(f"Signing in as {name} was answered with {answer.status_code}.")
