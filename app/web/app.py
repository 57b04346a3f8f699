"""The web: the application, built from its settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi_swagger import patch_fastapi
from starlette.exceptions import HTTPException

from app import __version__
from app.data.library import Library
from app.rooms.registry import Registry
from app.settings import Settings
from app.web import api, pages, socket
from app.web.guard import Guard


def create_app(settings: Settings, library: Library | None = None) -> FastAPI:
    """Build the application; its rooms live as long as it runs.

    The library is made from the settings unless one is given.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        registry = Registry(library or Library(settings.cache, settings.mnist_dir))
        app.state.registry = registry
        await registry.open()
        yield
        await registry.close()

    app = FastAPI(
        title="Nudge",
        version=__version__,
        summary="Backpropagation on a real digit network, live: every number is computed.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    app.include_router(api.router)
    app.include_router(socket.router)
    app.include_router(pages.router)
    patch_fastapi(app, redirect_from_root_to_docs=False)
    app.mount("/static", StaticFiles(directory=pages.folder("static")), name="static")
    app.add_exception_handler(HTTPException, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(
        Guard, hosts=settings.allow_hosts, origins=settings.allow_origins, lan=settings.lan
    )
    return app


async def _problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse(
        {"title": "Refused", "status": error.status_code, "detail": error.detail},
        error.status_code,
        headers=error.headers,
        media_type="application/problem+json",
    )


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # What came is not sent back: it may be large, and it may be a secret.
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return JSONResponse(
        {"title": "Invalid request", "status": 422, "detail": f"{where}: {first['msg']}"},
        422,
        media_type="application/problem+json",
    )
