from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import SettingsError, default_toml, load_beam_options, load_settings, settings_sha256
from pipeline.options import pipeline_options
from transforms.settings import Settings

ROOT = Path(__file__).parent.parent.parent


def test_default_toml_is_what_the_code_does() -> None:
    assert (ROOT / "configs" / "default.toml").read_text(encoding="utf-8") == default_toml(), (
        "run: python -m pipeline.config > configs/default.toml"
    )


def test_default_toml_loads_to_the_defaults() -> None:
    assert load_settings(str(ROOT / "configs" / "default.toml")) == Settings()


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("sketch.num_prem=64", ["sketch.num_prem", "num_perm"]),
        ("sketsh.num_perm=64", ["sketsh", "sketch"]),
        ("sketch.num_perm=many", ["sketch.num_perm", "many"]),
        ("run.max_dead_letter_share=1.5", ["run.max_dead_letter_share", "1.5", "less than or equal to 1"]),
        ("sketch=3", ["section.key=value"]),
        ("nonsense", ["section.key=value", "nonsense"]),
    ],
)
def test_errors_name_key_value_and_what_is_allowed(override: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(None, [override])
    for word in words:
        assert word in str(error.value)


def test_file_errors(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load_settings(str(tmp_path / "none.toml"))
    bad = tmp_path / "bad.toml"
    bad.write_text("[sketch\n")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(str(bad))


def test_overrides_win_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("[sketch]\nnum_perm = 64\n[run]\nblock = 7\n")
    settings = load_settings(str(file), ["sketch.num_perm=256", "read.path_template={outlet}/{name}.txt"])
    assert (settings.sketch.num_perm, settings.run.block) == (256, 7)
    assert settings.read.path_template == "{outlet}/{name}.txt"


def test_the_hash_covers_what_affects_results_only() -> None:
    base = settings_sha256(Settings())
    assert settings_sha256(load_settings(None, ["run.block=7", "run.partitions=3"])) == base
    assert settings_sha256(load_settings(None, ["sketch.num_perm=64"])) != base


def test_beam_options_of_a_file_are_no_settings(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('[beam]\noptions = ["--runner=FlinkRunner", "--parallelism=2"]\n[run]\nblock = 7\n')
    assert load_beam_options(str(file)) == ["--runner=FlinkRunner", "--parallelism=2"]
    assert load_settings(str(file)).run.block == 7
    assert settings_sha256(load_settings(str(file))) == settings_sha256(Settings())
    assert load_beam_options(None) == []


@pytest.mark.parametrize("text", ["[beam]\nrunner = 'x'\n", "beam = 3\n", "[beam]\noptions = ['runner']\n", "[beam]\noptions = '--x'\n"])
def test_beam_options_must_look_like_options(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match="beam"):
        load_beam_options(str(file))


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "configs").glob("*.toml")), ids=lambda path: path.name)
def test_every_shipped_file_is_accepted(path: Path) -> None:
    load_settings(str(path))
    pipeline_options(load_beam_options(str(path)))


OWN_TABLES = """
[normalize.agencies."Marsh Wire"]
forms = ["Marsh Wire"]
[normalize.aliases]
"Presse du Nord" = "AFP"
"""


def test_tables_of_the_users_own_come_from_toml_and_count_for_the_hash(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN_TABLES, encoding="utf-8")
    settings = load_settings(str(path))
    assert settings.normalize.agencies["Marsh Wire"].forms == ("Marsh Wire",)
    assert settings_sha256(settings) != settings_sha256(load_settings())
    path.write_text(OWN_TABLES.replace("forms", "fomrs"), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"normalize\.agencies\.Marsh Wire\.fomrs.*slot_forms"):
        load_settings(str(path))
    path.write_text(OWN_TABLES.replace("AFP", "ABCX"), encoding="utf-8")
    with pytest.raises(SettingsError, match="no agency is called so"):
        load_settings(str(path))
