"""Environment -> settings."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from regulars.errors import RegularsError
from regulars.settings import PROJECT_DIR, Settings, StoreKey


def test_nothing_set_is_the_defaults():
    assert Settings.from_environment({}) == Settings(
        data_dir=PROJECT_DIR / "data", port=8501, country="US"
    )


def test_an_empty_variable_is_not_set():
    names = (
        "REGULARS_DATA_DIR",
        "REGULARS_PORT",
        "REGULARS_COUNTRY",
        "REGULARS_BACKUP_DIR",
        "REGULARS_STORE_KEY",
        "REGULARS_WEAK_ENCRYPTION",
        "REGULARS_IMPORT_MINUTES",
    )
    assert Settings.from_environment(dict.fromkeys(names, "")) == Settings.from_environment({})


def test_every_variable_is_read(tmp_path):
    settings = Settings.from_environment(
        {
            "REGULARS_DATA_DIR": str(tmp_path / "shop"),
            "REGULARS_PORT": "9000",
            "REGULARS_COUNTRY": "gb",
            "REGULARS_BACKUP_DIR": str(tmp_path / "backups"),
            "REGULARS_STORE_KEY": "sixteen letters.",
            "REGULARS_WEAK_ENCRYPTION": "yes",
            "REGULARS_IMPORT_MINUTES": "25",
        }
    )
    assert settings == Settings(
        data_dir=tmp_path / "shop",
        port=9000,
        country="GB",
        backup_dir=tmp_path / "backups",
        store_key=StoreKey("sixteen letters.", is_weak=True),
        import_minutes=25,
    )


def test_the_process_environment_is_the_usual_source(monkeypatch):
    monkeypatch.setenv("REGULARS_PORT", "9001")
    assert Settings.from_environment().port == 9001


def test_a_relative_folder_and_the_home_folder_become_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/somebody")
    assert Settings.from_environment({"REGULARS_DATA_DIR": "d"}).data_dir == tmp_path / "d"
    home = Settings.from_environment({"REGULARS_DATA_DIR": "~/d"}).data_dir
    assert home == Path("/home/somebody/d")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "8501 ", "8.5"])
def test_a_port_that_is_none_is_refused_with_its_name(port):
    with pytest.raises(RegularsError, match="REGULARS_PORT is .*a number from 1 to 65535"):
        Settings.from_environment({"REGULARS_PORT": port})


@pytest.mark.parametrize("port", ["1", "65535"])
def test_the_outermost_ports_are_ports(port):
    assert Settings.from_environment({"REGULARS_PORT": port}).port == int(port)


@pytest.mark.parametrize("country", ["USA", "U", "1A"])
def test_a_country_that_is_none_is_refused_with_its_name(country):
    with pytest.raises(RegularsError, match="REGULARS_COUNTRY is .*two letters"):
        Settings.from_environment({"REGULARS_COUNTRY": country})


@pytest.mark.parametrize("minutes", ["0", "-1", "ten", "1.5", "²"])
def test_minutes_that_are_none_are_refused(minutes):
    with pytest.raises(RegularsError, match="REGULARS_IMPORT_MINUTES is .*whole number"):
        Settings.from_environment({"REGULARS_IMPORT_MINUTES": minutes})


def test_settings_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


def test_the_sample_and_the_shops_own_data_are_two_files(tmp_path):
    settings = Settings(data_dir=tmp_path)
    assert settings.store_path != settings.sample_path("cafe")
    assert {
        settings.store_path.parent,
        settings.sample_path("cafe").parent,
        settings.spool_dir.parent,
    } == {tmp_path}


def test_encryption_is_strong_unless_weak_is_asked_for():
    key = Settings.from_environment({"REGULARS_STORE_KEY": "sixteen letters."}).store_key
    assert key is not None
    assert not key.is_weak


def test_weak_encryption_without_a_key_is_none():
    assert Settings.from_environment({"REGULARS_WEAK_ENCRYPTION": "yes"}).store_key is None


def test_a_short_key_is_refused_without_repeating_it():
    with pytest.raises(RegularsError, match="at least 16 characters") as caught:
        Settings.from_environment({"REGULARS_STORE_KEY": "fifteen letters"})
    assert "fifteen" not in caught.value.message


def test_a_key_read_from_a_file_may_end_with_its_line():
    settings = Settings.from_environment({"REGULARS_STORE_KEY": "sixteen letters.\n"})
    assert settings.store_key == StoreKey("sixteen letters.")


def test_settings_can_be_printed_without_the_key():
    settings = Settings.from_environment({"REGULARS_STORE_KEY": "sixteen letters."})
    assert "sixteen" not in repr(settings)


def test_a_word_for_weak_encryption_that_is_neither_yes_nor_no_is_refused():
    with pytest.raises(RegularsError, match="REGULARS_WEAK_ENCRYPTION is 'maybe'"):
        Settings.from_environment({"REGULARS_WEAK_ENCRYPTION": "maybe"})
