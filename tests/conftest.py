"""What all tests share."""

import pytest

import app  # noqa: F401  (one BLAS thread: it must come before the first import of NumPy)


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, which is what the server runs on."""
    return "asyncio"
