"""Settings from the environment."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every setting of the machine out of the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CONGVU_{name.upper()}", raising=False)


def test_without_variables_there_are_defaults() -> None:
    """Nothing has to be set: the home is the user's data folder, the rest is off."""
    settings = load_settings()
    assert "congvu" in settings.home.parts
    assert settings.bot_token.get_secret_value() == settings.webhook_url == settings.model == ""
    assert settings.starter


def test_variables_set_what_their_names_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting is read from CONGVU_ and its name."""
    monkeypatch.setenv("CONGVU_HOME", "/srv/congvu")
    monkeypatch.setenv("CONGVU_STARTER", "0")
    monkeypatch.setenv("CONGVU_API_BASE", "http://127.0.0.1:8081/bot")
    settings = load_settings()
    assert settings.home == Path("/srv/congvu")
    assert not settings.starter
    assert settings.api_base == "http://127.0.0.1:8081/bot"


def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt setting is named instead of being passed over."""
    monkeypatch.setenv("CONGVU_BOT_TOKKEN", "x")
    with pytest.raises(SettingsError, match="CONGVU_BOT_TOKKEN is not a setting"):
        load_settings()


def test_variables_of_the_benchmark_and_of_others_are_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The variable that leads tests to their data, and those of other programs, do no harm."""
    monkeypatch.setenv("CONGVU_DATA", "/data")
    monkeypatch.setenv("CONG_VU", "x")
    assert load_settings().starter


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONGVU_WEBHOOK_PORT", "0"),
        ("CONGVU_WEBHOOK_PORT", "70000"),
        ("CONGVU_TRY_PORT", "80"),
        ("CONGVU_STARTER", "perhaps"),
        ("CONGVU_API_BASE", "telegram"),
        ("CONGVU_WEBHOOK_URL", "https://"),
        ("CONGVU_WEBHOOK_URL", "https://bot.example/a b"),
        ("CONGVU_WEBHOOK_SECRET", "with spaces"),
        ("CONGVU_PROXY", "10.0.0.1:3128"),
        ("CONGVU_PROXY", "socks5://10.0.0.1:1080"),
        ("CONGVU_PROXY", "http://10.0.0.1:port"),
        ("CONGVU_HEALTH_PORT", "70000"),
        ("CONGVU_UPDATE_SECONDS", "0"),
        ("CONGVU_UPDATE_SECONDS", "inf"),
        ("CONGVU_DRAIN_SECONDS", "-1"),
        ("CONGVU_DRAIN_SECONDS", "nan"),
        ("CONGVU_ADMINS", "an"),
        ("CONGVU_ADMINS", "1001,,1002"),
        ("CONGVU_ADMINS", "-1001234"),
    ],
)
def test_values_out_of_bounds_are_refused_by_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence names the variable and does not repeat its value."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} cannot be used: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Value error" not in sentence
    assert len(value) < 3 or value not in sentence


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither printing the settings nor an error elsewhere reveals the token."""
    monkeypatch.setenv("CONGVU_BOT_TOKEN", "123456:SECRET")
    assert "SECRET" not in repr(load_settings())
    monkeypatch.setenv("CONGVU_WEBHOOK_PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("1001,1002", {1001, 1002}),
        ("[1001, 1002]", {1001, 1002}),
        (" 1001 ", {1001}),
        ("[]", set()),
        ("", set()),
    ],
)
def test_administrators_are_read_with_and_without_brackets(
    value: str, ids: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes the list as a person does, or as JSON, is understood."""
    monkeypatch.setenv("CONGVU_ADMINS", value)
    assert load_settings().admins == ids


def test_the_proxys_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy's address may hold a password; printing the settings leaves it out."""
    monkeypatch.setenv("CONGVU_PROXY", "http://congvu:SECRET@10.0.0.1:3128")
    settings = load_settings()
    assert settings.proxy.endswith("@10.0.0.1:3128")
    assert "SECRET" not in repr(settings)


def test_the_watched_folder_is_off_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty name is none either; a name leads to a folder, wherever we stand."""
    assert load_settings().inbox is None
    monkeypatch.setenv("CONGVU_INBOX", "")
    assert load_settings().inbox is None
    monkeypatch.setenv("CONGVU_INBOX", "incoming-files")
    assert Path.cwd() / "incoming-files" == load_settings().inbox


@pytest.mark.parametrize("name", ["", "..", "sources", "library/x", "../state", "../state/keys"])
def test_the_watched_folder_is_none_of_the_programs_own(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that the program keeps for itself would be taken for somebody's."""
    monkeypatch.setenv("CONGVU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONGVU_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("CONGVU_INBOX", str(tmp_path / "home" / name))
    with pytest.raises(SettingsError, match="CONGVU_INBOX"):
        load_settings()


def test_the_watched_folder_may_lie_in_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside what the program keeps there, under a name of its own."""
    monkeypatch.setenv("CONGVU_HOME", str(tmp_path))
    monkeypatch.setenv("CONGVU_INBOX", str(tmp_path / "inbox"))
    assert tmp_path.resolve() / "inbox" == load_settings().inbox
