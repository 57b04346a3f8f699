"""The web: the body of a prediction, in one of three forms, becomes inputs for a network."""

from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.core.network import Network
from app.data.drawing import from_pixels
from app.web.images import ImageError, to_input

PIXELS = 784


class BodyError(Exception):
    """A body that holds no images; the message says what was expected."""

    def __init__(self, text: str, status: int = 422) -> None:
        super().__init__(text)
        self.status = status


class PredictBody(msgspec.Struct, forbid_unknown_fields=True):
    """One image or several, each 784 numbers from 0 (paper) to 1 (ink), flat or as 28 rows."""

    images: Any
    model: str | None = None
    center: bool | None = None


@dataclass(frozen=True, eq=False)
class Asked:
    """Inputs (m, 784) with ink = 1, and the model that was named in the body."""

    inputs: NDArray[np.float64]
    model: str | None


_decoder = msgspec.json.Decoder(PredictBody)


def read_body(kind: str, body: bytes, center: bool | None) -> Asked:
    """Return what a body of this content type asks for; raise BodyError."""
    if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
        return _from_json(body, center)
    if kind == "application/octet-stream":
        return Asked(_centered(_from_octets(body), bool(center)), None)
    if kind.startswith("image/"):
        try:
            # A photo or a scan is framed anyhow, so it is centred unless told otherwise.
            pixels = to_input(body, center is not False)
        except ImageError as error:
            raise BodyError(str(error)) from None
        return Asked(_centered(pixels[None], False), None)
    raise BodyError(
        "expected application/json, application/octet-stream or an image "
        f"(PNG, JPEG, WebP), not {kind[:60] or 'no content type'!r}",
        415,
    )


def activations(network: Network, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the outputs (m, 10), exact in float64 from the float32 parameters."""
    outputs: NDArray[np.float64] = network.forward(inputs)[-1].astype(np.float64, copy=False)
    return outputs


def _from_octets(body: bytes) -> NDArray[np.uint8]:
    if not body or len(body) % PIXELS:
        raise BodyError(f"expected a multiple of {PIXELS} bytes, ink = 255, not {len(body):,}")
    return np.frombuffer(body, np.uint8).reshape(-1, PIXELS)


def _from_json(body: bytes, center: bool | None) -> Asked:
    try:
        asked = _decoder.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise BodyError(
            f'expected {{"images": [[784 numbers from 0 to 1], ...]}}: {error}'
        ) from None
    if center is not None and asked.center is not None and center != asked.center:
        raise BodyError("center is said twice, differently")
    center = center if center is not None else asked.center
    inputs = _numbers(asked.images)
    if center:
        inputs = _centered(np.rint(inputs * 255).astype(np.uint8), True)
    return Asked(inputs, asked.model)


def _numbers(images: Any) -> NDArray[np.float64]:
    wrong = BodyError(
        "images should be a list of images, each 784 numbers from 0 to 1, or 28 rows of 28"
    )
    try:
        array = np.array(images, dtype=np.float64) if _only_numbers(images) else None
    except (ValueError, TypeError, OverflowError):
        raise wrong from None
    if array is None:
        raise wrong
    if array.shape in ((PIXELS,), (28, 28)):
        array = array.reshape(1, PIXELS)
    elif array.ndim == 3 and array.shape[1:] == (28, 28):
        array = array.reshape(-1, PIXELS)
    if array.ndim != 2 or array.shape[1] != PIXELS or not len(array):
        raise wrong
    # Written so that a NaN fails too.
    if not (array.min() >= 0.0 and array.max() <= 1.0):
        raise BodyError("every number of an image is from 0 (paper) to 1 (ink)")
    return array


def _only_numbers(value: Any) -> bool:
    """Tell lists of numbers from text and truth values, which NumPy would take for numbers."""
    if isinstance(value, list):
        return (
            all(map(_only_numbers, value))
            if value and isinstance(value[0], list)
            else all(type(v) in (int, float) for v in value)
        )
    return False


def _centered(images: NDArray[np.uint8], center: bool) -> NDArray[np.float64]:
    if center:
        images = np.stack([from_pixels(image.reshape(28, 28)) for image in images])
    inputs: NDArray[np.float64] = images.astype(np.float64) / 255.0
    return inputs
