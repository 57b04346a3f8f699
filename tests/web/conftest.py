"""One real server for all tests of the web."""

from collections.abc import Iterator

import pytest

from app.data.library import Library
from tests.serving import Running, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a small Strokes set and no MNIST."""
    cache = tmp_path_factory.mktemp("cache")
    with serving(Library(cache, None, sizes=(230, 60)), cache) as running:
        yield running
