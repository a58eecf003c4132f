"""Settings come from the environment; a slip of the pen is refused."""

import os
from pathlib import Path

import pytest

from gateway.errors import SettingsError
from gateway.settings import Settings, load_settings, settings_table, variable


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GONGKAI_")]:
        monkeypatch.delenv(name)


def test_defaults_serve_on_this_machine_from_an_embedded_database() -> None:
    settings = load_settings()

    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.store_url == "sqlite:///data/gongkai.db"


def test_the_environment_is_read_and_the_command_line_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_PORT", "9000")
    monkeypatch.setenv("GONGKAI_DATA", "/srv/gongkai")
    monkeypatch.setenv("GONGKAI_CORS_ORIGINS", '["https://a.example"]')

    assert load_settings().port == 9000
    assert load_settings(port=9100, host=None).port == 9100
    assert load_settings().data == Path("/srv/gongkai")
    assert load_settings().cors_origins == ("https://a.example",)
    assert load_settings(database_url="postgresql+psycopg:///g").store_url == "postgresql+psycopg:///g"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("GONGKAI_PROT", "GONGKAI_PORT"),
        ("GONGKAI_DATABASE", "GONGKAI_DATABASE_URL"),
        ("GONGKAI_LOG", "GONGKAI_"),
    ],
)
def test_an_unknown_variable_is_refused_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, name: str, nearest: str
) -> None:
    monkeypatch.setenv(name, "1")

    with pytest.raises(SettingsError, match=f"unknown setting {name} .* nearest there is: {nearest}"):
        load_settings()


def test_a_value_that_cannot_be_meant_names_its_variable_and_keeps_the_key_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGKAI_PORT", "http")
    monkeypatch.setenv("GONGKAI_OPERATOR_KEY", "tooshort")

    with pytest.raises(SettingsError) as raised:
        load_settings()

    assert "GONGKAI_PORT: input should be a valid integer" in str(raised.value)
    assert "GONGKAI_OPERATOR_KEY: " in str(raised.value)
    assert "tooshort" not in str(raised.value)


def test_every_setting_stands_in_the_table_with_its_meaning() -> None:
    table = settings_table()

    for name, info in Settings.model_fields.items():
        assert info.description
        assert f"| `{variable(name)}` |" in table
        assert info.description in table
