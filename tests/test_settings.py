from pathlib import Path

from app.settings import from_environment


def test_without_variables_only_the_cache_folder_is_set() -> None:
    settings = from_environment({})
    assert "nudge" in str(settings.cache)
    assert settings.mnist_dir is None
    assert settings.allow_hosts == settings.allow_origins == ()
    assert not settings.lan


def test_variables_are_read_and_lists_are_split() -> None:
    settings = from_environment(
        {
            "NUDGE_CACHE_DIR": "/c",
            "NUDGE_MNIST_DIR": "/m",
            "NUDGE_ALLOW_HOSTS": "nudge.school, nudge.lan",
            "NUDGE_ALLOW_ORIGINS": "https://tools.school",
        }
    )
    assert (settings.cache, settings.mnist_dir) == (Path("/c"), Path("/m"))
    assert settings.allow_hosts == ("nudge.school", "nudge.lan")
    assert settings.allow_origins == ("https://tools.school",)


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert from_environment({"NUDGE_MNIST_DIR": ""}).mnist_dir is None
