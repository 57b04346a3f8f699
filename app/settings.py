"""Every knob of the server, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path


@dataclass(frozen=True)
class Settings:
    """What docs/settings.md describes; below the top layer only plain values are passed on."""

    cache: Path
    mnist_dir: Path | None = None
    allow_hosts: tuple[str, ...] = ()
    allow_origins: tuple[str, ...] = ()
    lan: bool = False


#: Environment variables, each described in docs/settings.md.
VARIABLES = ("NUDGE_CACHE_DIR", "NUDGE_MNIST_DIR", "NUDGE_ALLOW_HOSTS", "NUDGE_ALLOW_ORIGINS")


def from_environment(environment: Mapping[str, str] = os.environ, lan: bool = False) -> Settings:
    """Return the settings that the environment asks for."""
    cache = environment.get("NUDGE_CACHE_DIR")
    mnist = environment.get("NUDGE_MNIST_DIR")
    return Settings(
        cache=Path(cache) if cache else user_cache_path("nudge", appauthor=False),
        mnist_dir=Path(mnist) if mnist else None,
        allow_hosts=_listed(environment.get("NUDGE_ALLOW_HOSTS", "")),
        allow_origins=_listed(environment.get("NUDGE_ALLOW_ORIGINS", "")),
        lan=lan,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
