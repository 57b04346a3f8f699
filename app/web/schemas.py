"""The web: the bodies of the REST API, for its documentation and for its checks."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class RoomBody(BaseModel):
    """What a new room should be; everything may be left out."""

    model_config = ConfigDict(extra="forbid")

    settings: dict[str, Any] = Field(
        default_factory=dict,
        description="Settings that differ from the defaults; docs/wire-format.md lists them.",
        examples=[{"activation": "relu", "learning_rate": 0.2, "seed": 7}],
    )


class RoomMade(BaseModel):
    """A new room, with the token that commands it."""

    code: str = Field(examples=["K7QD3M"])
    presenter_token: str = Field(description="Keep it: nobody can look it up again.")
    join_url: str = Field(examples=["http://127.0.0.1:8000/j/K7QD3M"])
    settings: dict[str, Any]


class RoomState(BaseModel):
    """A room as anyone may see it."""

    code: str
    running: bool
    step: int
    epoch: int
    viewers: int
    settings: dict[str, Any]


class ModelAbout(BaseModel):
    """Which network reads."""

    name: str = Field(examples=["reader"])
    layers: list[int] = Field(examples=[[784, 128, 10]])
    test_accuracy: float | None = Field(
        description="Share of the MNIST test digits that it read correctly when it was trained."
    )


class Prediction(BaseModel):
    """What a network says about one image."""

    digit: int = Field(ge=0, le=9, description="The output with the largest activation.")
    activations: list[float] = Field(min_length=10, max_length=10)


class Predictions(BaseModel):
    """One prediction for each image, in order."""

    model: ModelAbout
    predictions: list[Prediction]


class Problem(BaseModel):
    """What went wrong and what was expected (RFC 9457)."""

    title: str
    status: int
    detail: str


class Health(BaseModel):
    """That the server lives, and what it carries."""

    status: str = Field(examples=["ok"])
    version: str
    rooms: int
    watchers: int


_IMAGE = {
    "type": "array",
    "items": {"type": "number", "minimum": 0, "maximum": 1},
    "minItems": 784,
    "maxItems": 784,
}
_ROWS = {
    "type": "array",
    "minItems": 28,
    "maxItems": 28,
    "items": {
        "type": "array",
        "minItems": 28,
        "maxItems": 28,
        "items": {"type": "number", "minimum": 0, "maximum": 1},
    },
}

#: The body of a prediction, which is parsed by hand for speed and described here.
PREDICT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["images"],
                    "additionalProperties": False,
                    "properties": {
                        "images": {
                            "description": "One image or a list of images; ink = 1, paper = 0.",
                            "anyOf": [
                                _IMAGE,
                                _ROWS,
                                {"type": "array", "minItems": 1, "items": _IMAGE},
                                {"type": "array", "minItems": 1, "items": _ROWS},
                            ],
                        },
                        "model": {"type": ["string", "null"], "description": "default: reader"},
                        "center": {"type": ["boolean", "null"], "description": "default: false"},
                    },
                },
            },
            "application/octet-stream": {
                "schema": {
                    "type": "string",
                    "format": "binary",
                    "description": "N times 784 bytes, row by row, ink = 255.",
                }
            },
            **{
                f"image/{kind}": {
                    "schema": {
                        "type": "string",
                        "format": "binary",
                        "description": "One digit, centred like a drawing; dark on light or "
                        "light on dark.",
                    }
                }
                for kind in ("png", "jpeg", "webp")
            },
        },
    }
}
