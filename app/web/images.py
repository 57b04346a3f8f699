"""The web room: an uploaded picture, judged by its header, becomes grey pixels with ink high."""

import io
import threading
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from app.data.drawing import from_pixels

Bytes = NDArray[np.uint8]

MAX_BYTES = 8_000_000
MAX_PIXELS = 24_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
_WANTED = "expected a PNG, JPEG or WebP picture"
_ENOUGH = 512  # pixels a side: far finer than the 28 that are wanted
_MOST_GRAIN = 60
_one_at_a_time = threading.Lock()


class ImageError(Exception):
    """What came is not a picture that can be read."""


def to_input(raw: bytes, centre: bool) -> Bytes:
    """Return the 784 bytes, ink = 255, of an encoded picture; `centre` does as for a drawing."""
    return from_pixels(to_grey(raw), centre)


def to_grey(raw: bytes) -> Bytes:
    """Return the (h, w) pixels of an encoded picture, ink high; large ones come reduced."""
    if len(raw) > MAX_BYTES:
        raise ImageError(f"{_WANTED} of at most {MAX_BYTES:,} bytes, got {len(raw):,}")
    # Odd metadata makes Pillow warn; a picture is either read or refused, with no third way. The
    # lock is for the filters, which all threads share, and keeps to one large picture in memory.
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _ink_high(_decoded(raw))


def _decoded(raw: bytes) -> Bytes:
    # Decoders meet hostile bytes here and fail in many ways: whatever they raise is a refusal.
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as image:
            _check_header(image)
            image.draft("L", (_ENOUGH, _ENOUGH))
            return np.asarray(_flattened(ImageOps.exif_transpose(image)))
    except UnidentifiedImageError as error:
        raise ImageError(f"{_WANTED}, got {len(raw):,} bytes that are none of these") from error
    except Image.DecompressionBombError as error:
        raise ImageError(f"{_WANTED} of at most {MAX_PIXELS:,} pixels: {error}") from error
    except ImageError:
        raise
    except Exception as error:
        raise ImageError(f"{_WANTED}, but this one is damaged: {error}") from error


def _check_header(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        limit = f"at most {MAX_PIXELS:,} pixels"
        raise ImageError(f"{_WANTED} of {limit}, got {width:,} × {height:,}")
    if getattr(image, "n_frames", 1) > 1:
        raise ImageError(f"{_WANTED} that stands still, got an animation")


def _flattened(image: Image.Image) -> Image.Image:
    """Return the picture in grey, with white paper where it was transparent."""
    if image.mode in ("I", "I;16", "I;16B", "F"):
        # Pillow would cut 16 bits off at 255 instead of scaling them.
        wide = np.asarray(image, np.float64)
        image = Image.fromarray((wide / 257).clip(0, 255).astype(np.uint8))
    image.thumbnail((4 * _ENOUGH, 4 * _ENOUGH), Image.Resampling.BOX)
    if not image.has_transparency_data:
        return image.convert("L")
    coloured = image.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured).convert("L")


def _ink_high(grey: Bytes) -> Bytes:
    """Return the picture with paper at 0 and ink high; the border tells which is the paper."""
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]).astype(np.float64)
    paper = float(np.median(border))
    dark_on_light = paper > 127
    # Grey paper, as in a photograph, is paper all the same, and so is its grain.
    grain = min(_MOST_GRAIN, 2 * float(np.percentile(abs(border - paper), 75)))
    ink = paper - grey if dark_on_light else grey - paper
    room = (paper if dark_on_light else 255 - paper) - grain
    return np.asarray(((ink - grain).clip(0, room) * (255 / room) + 0.5), np.uint8)
