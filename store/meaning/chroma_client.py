"""A client of a Chroma server that does not wait without end."""

from __future__ import annotations

from chromadb.api.client import Client
from chromadb.auth import UserIdentity

SECONDS = 60
"""How long an answer of the server is waited for."""


class PatientClient(Client):
    """Chroma's own client of a server, which by itself waits for an answer for ever."""

    def get_user_identity(self) -> UserIdentity:
        """Who asks: the first thing that a new client asks its server."""
        self._server._session.timeout = SECONDS  # type: ignore[attr-defined]
        return super().get_user_identity()
