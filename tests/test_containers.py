"""The container files fit the product: what they copy is there, what they set can be set."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_what_is_copied_is_there() -> None:
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", CONTAINERFILE, re.M) for name in line.split()]
    assert {"constraints.txt", "pyproject.toml", "assistant", "evals", "ingest", "prompts", "store"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_what_is_set_can_be_set() -> None:
    given = set(COMPOSE["services"]["app"]["environment"]) | set(re.findall(rf"\b({PREFIX}[A-Z_]+)=", CONTAINERFILE))
    assert {f"{PREFIX}DATABASE_URL", f"{PREFIX}CHROMA_URL", f"{PREFIX}HOME"} <= given
    assert {name.removeprefix(PREFIX).lower() for name in given} <= set(Settings.model_fields)


def test_the_addresses_are_those_of_the_services() -> None:
    services = COMPOSE["services"]
    environment = services["app"]["environment"]
    database = environment[f"{PREFIX}DATABASE_URL"].replace("${OFFICE_DATABASE_PASSWORD}", "secret")
    settings = Settings(database_url=database, chroma_url=environment[f"{PREFIX}CHROMA_URL"])
    assert f"@database/{services['database']['environment']['POSTGRES_DB']}" in settings.database_url
    assert settings.chroma_url == f"http://chroma:{services['chroma']['command'][-1]}"
    assert set(services["app"]["depends_on"]) == {"database", "chroma"} < set(services)


def test_nothing_is_lost_and_nothing_open_to_others() -> None:
    services = COMPOSE["services"]
    assert all(services[name]["volumes"] for name in services)
    assert [name for name in services if "ports" in services[name]] == ["app"]
    assert all(port.startswith("127.0.0.1:") for port in services["app"]["ports"])
    patience = Settings.model_fields["shutdown_seconds"].default
    assert int(services["app"]["stop_grace_period"].removesuffix("s")) > patience + 10
    assert "\nUSER rightsdesk\n" in CONTAINERFILE
