"""Who looks at a page: whose conversations they see, and whether they may change the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import gradio as gr
from starlette.requests import HTTPConnection

from store.people.accounts import Account, Role
from store.people.conversations import LOCAL


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who makes a request.

    Attributes:
        owner: Name of the account; `LOCAL` on a machine that is used without accounts.
        administrator: Whether they may change the library.
    """

    owner: str
    administrator: bool

    @classmethod
    def signed_in(cls, account: Account) -> Viewer:
        """The viewer of an account."""
        return cls(account.name, account.role is Role.ADMINISTRATOR)


AT_THIS_MACHINE = Viewer(LOCAL, administrator=True)
"""Whoever uses RightsDesk on their own machine."""


def viewer_of(request: gr.Request | HTTPConnection) -> Viewer:
    """The viewer whom the guard let in."""
    return cast("Viewer", request.state.viewer)
