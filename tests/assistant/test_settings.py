"""Settings: where they come from, which wins, and that nothing misspelt passes in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
from store.errors import RightsDeskError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, where rightsdesk.toml is looked for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RIGHTSDESK_HOME")
    return tmp_path


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.home.is_absolute()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 7860, 1)
    assert settings.embedding_model == "all-MiniLM-L6-v2"


def test_an_argument_wins_over_the_environment_and_that_over_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "rightsdesk.toml").write_text('home = "from-file"\nport = 9000\nworkers = 3\n')
    assert load_settings().home == folder / "from-file"
    monkeypatch.setenv("RIGHTSDESK_HOME", "from-environment")
    monkeypatch.setenv("RIGHTSDESK_PORT", "9001")
    settings = load_settings()
    assert (settings.home, settings.port, settings.workers) == (folder / "from-environment", 9001, 3)
    assert load_settings(Path("from-argument")).home == folder / "from-argument"


def test_a_home_below_the_users_folder_is_spelled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIGHTSDESK_HOME", "~/documents")
    assert load_settings().home == Path.home() / "documents"


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("RIGHTSDESK_HOEM", "/tmp", "RIGHTSDESK_HOEM"),
        ("RIGHTSDESK_PORT", "seven", "RIGHTSDESK_PORT is 'seven', and has to be a whole number."),
        ("RIGHTSDESK_PORT", "70000", "RIGHTSDESK_PORT is '70000', and has to be at most 65535."),
        ("RIGHTSDESK_WORKERS", "0", "RIGHTSDESK_WORKERS is '0', and has to be at least 1."),
        ("RIGHTSDESK_EMBEDDING_MODEL", "", "RIGHTSDESK_EMBEDDING_MODEL is '', and has to be some text."),
        ("RIGHTSDESK_MODEL", "gpt-5-mini", "RIGHTSDESK_MODEL is 'gpt-5-mini', and has to be PROVIDER:NAME"),
        (
            "RIGHTSDESK_MODEL_BASE_URL",
            "localhost",
            "MODEL_BASE_URL is 'localhost', and has to be an address",
        ),
        (
            "RIGHTSDESK_DOCUMENTS_URL",
            "http://example.org/access",
            "and has to be an address that begins with https://",
        ),
        ("RIGHTSDESK_DOCUMENTS_URL", "https://example.org/access?s=", "or with http:// on this machine, and has no ?"),
        ("RIGHTSDESK_MODEL_TIMEOUT", "0", "RIGHTSDESK_MODEL_TIMEOUT is '0', and has to be more than 0."),
        ("RIGHTSDESK_MODEL_TEMPERATURE", "hot", "RIGHTSDESK_MODEL_TEMPERATURE is 'hot', and has to be a number."),
        ("RIGHTSDESK_MODEL_JUDGE", "perhaps", "RIGHTSDESK_MODEL_JUDGE is 'perhaps', and has to be true or false."),
        ("RIGHTSDESK_UNSUPPORTED", "hide", "RIGHTSDESK_UNSUPPORTED is 'hide', and has to be one of 'drop' or 'mark'."),
    ],
)
def test_what_the_environment_gets_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, named: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(RightsDeskError) as caught:
        load_settings()
    assert named in caught.value.message
    assert "pattern" not in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("colour = 'blue'", "There is no setting colour (known are home, "),
        ("port = 0", "RIGHTSDESK_PORT is 0, and has to be at least 1."),
        ("port = ", "rightsdesk.toml"),
    ],
)
def test_what_the_file_gets_wrong_is_named(folder: Path, content: str, named: str) -> None:
    (folder / "rightsdesk.toml").write_text(content)
    with pytest.raises(RightsDeskError) as caught:
        load_settings()
    assert named in caught.value.message
    assert "rightsdesk.toml" in str(caught.value)


def test_each_setting_is_described_here_and_in_the_docs() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `{name}` | {field.description} |" in page


@pytest.mark.parametrize("url", ["postgresql://rd:hunter2@db/rd", "postgresql+psycopg://rd:hunter2@db:54a/rd"])
def test_a_password_is_not_repeated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIGHTSDESK_DATABASE_URL", url)
    with pytest.raises(
        RightsDeskError, match=r"RIGHTSDESK_DATABASE_URL cannot be used.*postgresql\+psycopg://"
    ) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
