"""What the code names, the documentation names, and the reverse."""

import re
from pathlib import Path

from fastapi.routing import APIRoute, APIWebSocketRoute

from app.rooms.registry import MAX_ROOMS, MAX_SOCKETS, MAX_SOCKETS_AN_ADDRESS, MAX_VIEWERS_A_ROOM
from app.settings import VARIABLES, Settings
from app.training.settings import RunSettings
from app.web import api, socket
from app.wire.frame import BLOCKS
from app.wire.messages import COMMANDS

ROOT = Path(__file__).parent.parent
WIRE = (ROOT / "docs" / "wire-format.md").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
README = (ROOT / "README.md").read_text()


def section(text: str, title: str) -> str:
    return re.split(r"\n#+ ", text.split(f"# {title}\n", 1)[1])[0]


def first_cells(text: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.M))


def test_every_command_is_documented_and_no_other() -> None:
    assert first_cells(section(WIRE, "Commands")) == set(COMMANDS)


def test_every_setting_of_a_run_is_documented_and_no_other() -> None:
    assert first_cells(section(WIRE, "Settings")) == set(RunSettings().as_dict())


def test_every_block_is_documented_with_its_number_and_no_other() -> None:
    rows = re.findall(r"^\| (\d+) \| ([a-z ]+) \|", section(WIRE, "Blocks"), re.M)
    assert {name: int(number) for number, name in rows} == BLOCKS


def test_every_environment_variable_is_documented_and_no_other() -> None:
    assert first_cells(SETTINGS) == set(VARIABLES)


def test_the_limits_in_the_documentation_are_those_of_the_code() -> None:
    for limit in (MAX_ROOMS, MAX_VIEWERS_A_ROOM, MAX_SOCKETS, MAX_SOCKETS_AN_ADDRESS):
        assert f"{limit:,}" in SETTINGS


def test_every_route_of_the_api_is_in_the_readme_and_the_reverse() -> None:
    routes = set()
    for route in [*api.router.routes, *socket.router.routes]:
        if isinstance(route, APIRoute):
            routes |= {f"{method} {route.path}" for method in route.methods or ()}
        elif isinstance(route, APIWebSocketRoute):
            routes.add(f"WS {route.path}")
    named = set(re.findall(r"`((?:GET|POST|WS) /[^`?]*)", README))
    assert named == routes


def test_every_job_of_make_is_in_the_readme() -> None:
    jobs = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
    for job in jobs:
        assert f"make {job}" in README, job


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name} -> {link}"


def test_the_settings_type_has_no_knob_that_no_variable_or_option_sets() -> None:
    assert set(Settings.__dataclass_fields__) == {
        "cache",
        "mnist_dir",
        "allow_hosts",
        "allow_origins",
        "lan",
    }
