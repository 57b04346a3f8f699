import contextlib
import io
import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.web.images import ImageError, to_grey, to_input

Bytes = NDArray[np.uint8]


def seven(side: int = 28) -> Bytes:
    """A 7 with ink = 255, away from the border."""
    picture = np.zeros((side, side), np.uint8)
    u = side // 14
    picture[3 * u : 5 * u, 4 * u : 10 * u] = 255
    picture[3 * u : 11 * u, 8 * u : 10 * u] = 255
    return picture


def encoded(pixels: Bytes | Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png_header(width: int, height: int) -> bytes:
    """A PNG that announces a size and has next to nothing in it."""
    header = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {}), ("JPEG", {"quality": 95}), ("WEBP", {"lossless": True}), ("WEBP", {})],
)
def test_a_picture_of_each_kind_is_read(kind: str, options: dict[str, Any]) -> None:
    grey = to_grey(encoded(seven(), kind, **options))
    assert grey.shape == (28, 28)
    assert grey.dtype == np.uint8
    assert np.abs(grey.astype(int) - seven()).mean() < 6


def test_a_picture_of_28_by_28_left_as_it_is_keeps_every_byte() -> None:
    assert (to_input(encoded(seven()), centre=False) == seven().ravel()).all()


def test_dark_ink_on_light_paper_is_turned_over() -> None:
    assert (to_grey(encoded(255 - seven())) == seven()).all()


def test_a_centred_picture_does_not_depend_on_its_size_place_or_polarity() -> None:
    wide = np.zeros((400, 700), np.uint8)
    wide[20:300, 350:630] = seven(280)
    reference = to_input(encoded(seven(280)), centre=True)
    for other in (wide, 255 - wide):
        moved = to_input(encoded(other), centre=True)
        assert np.abs(moved.astype(int) - reference).max() <= 2
    assert reference.sum() > 0


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "1", "CMYK"])
def test_every_kind_of_colour_becomes_grey(mode: str) -> None:
    picture = Image.fromarray(255 - seven(112)).convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert np.abs(to_grey(encoded(picture, kind)).astype(int) - seven(112)).mean() < 6


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    grey = to_grey(encoded(Image.fromarray(seven().astype(np.uint16) * 100)))
    assert grey.max() == pytest.approx(99, abs=1)


def test_where_it_is_transparent_the_paper_is_white() -> None:
    ink = np.zeros((28, 28, 4), np.uint8)
    ink[..., 3] = seven()
    assert (to_grey(encoded(ink)) == seven()).all()


def test_a_palette_with_a_transparent_colour_lies_on_white_paper() -> None:
    picture = Image.fromarray((seven() > 0).astype(np.uint8))
    picture.putpalette([0, 0, 0, 0, 0, 0])
    assert (to_grey(encoded(picture, transparency=0)) == seven()).all()


def test_the_cameras_orientation_is_honoured() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the scene is the picture's right side
    raw = encoded(np.rot90(seven(64)).copy(), "JPEG", exif=exif.tobytes(), quality=95)
    assert np.abs(to_grey(raw).astype(int) - seven(64)).mean() < 6


def test_the_grain_of_photographed_paper_is_paper() -> None:
    grain = np.random.default_rng(1).normal(0, 6, (280, 280))
    photo = (170 - seven(280) * (140 / 255) + grain).clip(0, 255).astype(np.uint8)
    grey = to_grey(encoded(photo, "JPEG"))
    assert (grey[seven(280) == 0] > 25).mean() < 0.02
    assert grey[seven(280) > 0].mean() > 180
    clean = to_input(encoded(seven(280)), centre=True)
    assert np.abs(to_input(encoded(photo), centre=True).astype(int) - clean).mean() < 8


def test_a_blank_picture_is_all_zeros() -> None:
    for shade in (0, 128, 255):
        blank = encoded(np.full((40, 30), shade, np.uint8))
        assert not to_input(blank, centre=True).any()
        assert not to_input(blank, centre=False).any()


def test_a_large_picture_comes_reduced() -> None:
    assert to_grey(encoded(seven(2800))).shape == (2048, 2048)
    # A JPEG need not even be decoded in full.
    assert to_grey(encoded(seven(2800), "JPEG")).shape == (700, 700)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "0 bytes that are none of these"),
        (b"GIF89a" + bytes(50), "56 bytes that are none of these"),
        (b"\xff\xd8\xff" + bytes(100), "PNG, JPEG or WebP picture"),
        (encoded(seven(), "GIF"), "none of these"),
        (encoded(seven(), "BMP"), "none of these"),
        (encoded(seven(), "TIFF"), "none of these"),
        (encoded(seven(280))[:-120], "damaged"),
        (encoded(seven(280), "JPEG")[:-800], "damaged"),
        (encoded(seven(280), "WEBP")[:-50], "damaged|none of these"),
        (bytes(8_000_001), "at most 8,000,000 bytes, got 8,000,001"),
        (png_header(5000, 5000), "at most 24,000,000 pixels, got 5,000 × 5,000"),
        (png_header(12_000, 10_000), "at most 24,000,000 pixels"),
        (png_header(60_000, 60_000), "at most 24,000,000 pixels"),
        (png_header(100, 100), "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_was_expected(raw: bytes, says: str) -> None:
    with pytest.raises(ImageError, match=says):
        to_grey(raw)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_is_refused(kind: str) -> None:
    frames = [Image.fromarray(picture) for picture in (seven(56), 255 - seven(56))]
    raw = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    with pytest.raises(ImageError, match="stands still, got an animation"):
        to_grey(raw)


def test_no_damage_gets_past_as_another_error() -> None:
    rng = np.random.default_rng(2)
    for kind in ("PNG", "JPEG", "WEBP"):
        sound = encoded(seven(56), kind)
        for _ in range(150):
            raw = bytearray(sound)
            for place in rng.integers(0, len(raw), 4):
                raw[place] = rng.integers(256)
            with contextlib.suppress(ImageError):
                assert to_input(bytes(raw), centre=True).shape == (784,)


def test_no_warning_escapes_and_the_filters_stay_as_they_were() -> None:
    filters = list(warnings.filters)
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff garbage"
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(to_grey, [encoded(seven(56), "JPEG", exif=exif)] * 20))
    assert len(read) == 20
    assert list(warnings.filters) == filters
