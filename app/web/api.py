"""The web: predictions, rooms and health over HTTP."""

from typing import Annotated, Any

import msgspec
from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request, Response

from app import __version__
from app.rooms.registry import Full, Registry
from app.training.commands import Refused
from app.training.models import Model, ModelError, shipped
from app.web.predict import Asked, BodyError, activations, read_body
from app.web.schemas import (
    PREDICT_BODY,
    Health,
    Predictions,
    Problem,
    RoomBody,
    RoomMade,
    RoomState,
)

router = APIRouter()

DEFAULT_MODEL = "reader"
#: A body up to this size is worked on at once; larger ones go to a thread.
QUICK_BODY = 20_000

_encoder = msgspec.json.Encoder()


@router.post(
    "/api/v1/predict",
    response_model=Predictions,
    openapi_extra=PREDICT_BODY,
    responses={
        413: {"model": Problem, "description": "The body is too large."},
        415: {"model": Problem, "description": "A body of another kind."},
        422: {"model": Problem, "description": "A body that holds no images."},
    },
)
async def predict(
    request: Request,
    model: Annotated[str | None, Query(description="reader (default) or lecture")] = None,
    center: Annotated[
        bool | None,
        Query(description="Centre each digit as MNIST was; by default only images are."),
    ] = None,
) -> Response:
    """Read digits: JSON numbers, octets, or a PNG, JPEG or WebP image."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await request.body()

    def work() -> bytes:
        asked = read_body(kind, body, center)
        return _answer(_chosen(model, asked.model), asked)

    try:
        slow = len(body) > QUICK_BODY or center or kind.startswith("image/")
        content = await to_thread.run_sync(work) if slow else work()
    except BodyError as error:
        raise HTTPException(error.status, str(error)) from None
    except ModelError as error:
        raise HTTPException(422, str(error)) from None
    return Response(content, media_type="application/json")


def _chosen(query: str | None, body: str | None) -> Model:
    if query is not None and body is not None and query != body:
        raise ModelError(f"the query says model {query[:60]!r}, the body {body[:60]!r}")
    return shipped(query or body or DEFAULT_MODEL)


def _answer(model: Model, asked: Asked) -> bytes:
    outputs = activations(model.network, asked.inputs)
    return _encoder.encode(
        {
            "model": about(model),
            "predictions": [
                {"digit": int(row.argmax()), "activations": row.tolist()} for row in outputs
            ],
        }
    )


def about(model: Model) -> dict[str, Any]:
    """Return what is said of a model wherever it is named."""
    return {
        "name": model.name,
        "layers": list(model.network.sizes),
        "test_accuracy": model.test_accuracy,
    }


def _registry(request: Request) -> Registry:
    registry: Registry = request.app.state.registry
    return registry


@router.post(
    "/api/v1/rooms",
    status_code=201,
    response_model=RoomMade,
    responses={503: {"model": Problem, "description": "No place is left."}},
)
async def make_room(request: Request, body: RoomBody | None = None) -> dict[str, Any]:
    """Open a room: one live training run, commanded by whoever holds its token."""
    try:
        room, token = await _registry(request).create(body.settings if body else {})
    except Refused as refused:
        raise HTTPException(422, str(refused)) from None
    except Full as full:
        raise HTTPException(503, str(full), {"Retry-After": "30"}) from None
    return {
        "code": room.code,
        "presenter_token": token,
        "join_url": str(request.url_for("join_page", code=room.code)),
        "settings": room.session.run.settings.as_dict(),
    }


@router.get(
    "/api/v1/rooms/{code}",
    response_model=RoomState,
    responses={404: {"model": Problem, "description": "There is no such room."}},
)
async def show_room(request: Request, code: str) -> dict[str, Any]:
    """Look at a room from outside."""
    room = _registry(request).find(code)
    if room is None:
        raise HTTPException(404, f"there is no room {code[:20]!r}; it may have expired")
    return {name: value for name, value in room.state().items() if name in RoomState.model_fields}


@router.get("/healthz", response_model=Health)
async def health(request: Request) -> dict[str, Any]:
    """Say that the server lives."""
    rooms = _registry(request).rooms.values()
    return {
        "status": "ok",
        "version": __version__,
        "rooms": len(rooms),
        "watchers": sum(len(room.hub.members) for room in rooms),
    }
