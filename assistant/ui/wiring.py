"""How the events of the page are wired."""

from __future__ import annotations

from typing import Any

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Programs have addresses of their own; what takes time shows its steps itself."""
