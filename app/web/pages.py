"""The web: the HTML pages, and where their files lie."""

import re
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from app import __version__
from app.training.models import SHIPPED, shipped
from app.web.api import about

router = APIRouter(include_in_schema=False)

_CODE = re.compile(r"[A-Za-z0-9]{6}")


def folder(name: str) -> Path:
    """Return where `static` or `templates` lie: beside the package, or within it in a wheel."""
    package = Path(__file__).parent.parent
    beside = package.parent / name
    within = package / "_page" / name
    return within if within.is_dir() else beside


templates = Jinja2Templates(folder("templates"))


def _modules() -> list[str]:
    root = folder("static")
    return sorted(f"/static/{path.relative_to(root).as_posix()}" for path in root.rglob("*.js"))


def _page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    context = {
        "static": "/static",
        "version": __version__,
        "modules": _modules(),
        "models": [about(shipped(model)) for model in SHIPPED],
        **values,
    }
    return templates.TemplateResponse(request, name, context, status_code=status)


@router.get("/", response_class=HTMLResponse)
async def home_page(request: Request) -> Response:
    """Serve the pad and the network; the page asks for its room itself."""
    return _page(request, "home.html")


@router.get("/room/{code}", response_class=HTMLResponse)
async def room_page(request: Request, code: str) -> Response:
    """Serve the page of one room; whether it still exists the page finds out itself."""
    if not _CODE.fullmatch(code):
        return RedirectResponse("/", 303)
    return _page(request, "room.html", code=code.upper())


@router.get("/j/{code}")
async def join_page(code: str) -> Response:
    """Send someone with a short address on to the room."""
    return RedirectResponse(f"/room/{code.upper()}" if _CODE.fullmatch(code) else "/", 303)


@router.get("/favicon.ico")
async def favicon() -> Response:
    """Send browsers that ask here to the picture."""
    return RedirectResponse("/static/img/favicon.svg", 301)
