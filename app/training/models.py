"""Training: a trained network in a small file, with where it comes from."""

import io
import json
import math
import os
import secrets
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network import Network, network, parameter_count
from app.training.settings import RunSettings, SettingsError

#: 300,000 parameters in float32 and a page of provenance.
MAX_FILE = 4 * 2**20
MAX_NOTE = 65_536
SHIPPED = ("reader", "lecture")
_FOLDER = Path(__file__).parent.parent / "models"
_MEMBERS = {"parameters.npy", "about.npy"}


class ModelError(Exception):
    """A file that is no model of ours; the message says what was expected."""


@dataclass(frozen=True, eq=False)
class Model:
    """A network with its name and provenance (data, seed, settings, accuracy, command)."""

    name: str
    network: Network
    provenance: dict[str, Any]

    @property
    def test_accuracy(self) -> float | None:
        """Share of the MNIST test digits read correctly when it was trained, if known."""
        value = self.provenance.get("test_accuracy")
        return value if isinstance(value, float) else None


def save(path: Path, model: Model) -> None:
    """Write a model to an `.npz` file, whole or not at all."""
    about = {
        "layers": list(model.network.sizes),
        "activation": model.network.hidden.name,
        "cost": model.network.cost.name,
        "provenance": model.provenance,
    }
    note = np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8)
    # Not mkstemp: its files are for their owner's eyes only.
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as file:
            np.savez_compressed(file, parameters=model.network.parameters.astype("<f4"), about=note)
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def load(path: Path) -> Model:
    """Read a model; raise ModelError when the file is not one."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise ModelError(f"{path.name} is larger than the {MAX_FILE:,} bytes of any model")
        return parse(path.stem, path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from None


def parse(name: str, content: bytes) -> Model:
    """Read a model from the bytes of its file; nothing in them is trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {member.filename: member.file_size for member in archive.infolist()}
            if set(sizes) != _MEMBERS or len(archive.infolist()) != 2:
                raise ModelError(f"{name} does not hold just the arrays parameters and about")
            if sum(sizes.values()) > MAX_FILE or sizes["about.npy"] > MAX_NOTE:
                raise ModelError(f"{name} unpacks to more than {MAX_FILE:,} bytes")
            parameters = _array(archive.read("parameters.npy"), "<f4")
            note = _array(archive.read("about.npy"), "u1")
    except (OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise ModelError(f"{name} is not a model file: {error}") from None
    return _checked(name, parameters, note.tobytes())


def _array(content: bytes, kind: str) -> NDArray[Any]:
    """Read an .npy file whose header is not trusted: no pickle, no room for what is not there."""
    file = io.BytesIO(content)
    version = np.lib.format.read_magic(file)
    read_header = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }.get(version)
    if read_header is None:
        raise ValueError(f"its arrays are of version {version}, not 1.0 or 2.0")
    shape, _, dtype = read_header(file)
    body = content[file.tell() :]
    if dtype != np.dtype(kind):
        raise ValueError(f"expected float32 parameters and a note in bytes, found {dtype}")
    if math.prod(shape) * dtype.itemsize != len(body):
        raise ValueError(f"an array of {shape} does not lie in {len(body):,} bytes")
    return np.frombuffer(body, dtype).reshape(shape).copy()


def _checked(name: str, parameters: Any, note: bytes) -> Model:
    try:
        about = json.loads(note)
        settings = RunSettings().changed(
            {key: about[key] for key in ("layers", "activation", "cost")}
        )
        provenance = about["provenance"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelError(f"{name}'s note should say layers, activation, cost, provenance") from None
    except SettingsError as error:
        raise ModelError(f"{name}: {error}") from None
    if not isinstance(provenance, dict):
        raise ModelError(f"{name}'s provenance should be an object")
    count = parameter_count(settings.layers)
    if parameters.shape != (count,):
        raise ModelError(
            f"{name} should have {count:,} parameters, not an array of {parameters.shape}"
        )
    if not math.isfinite(float(np.abs(parameters).sum(dtype=np.float64))):
        raise ModelError(f"{name} has parameters that are infinite or not numbers")
    made = network(settings.layers, settings.activation, settings.cost, parameters)
    return Model(name, made, provenance)


@cache
def shipped(name: str) -> Model:
    """Return a model that comes with the app: "reader" or "lecture"."""
    if name not in SHIPPED:
        raise ModelError(f"there is no model {name!r}; there are {', '.join(SHIPPED)}")
    return load(_FOLDER / f"{name}.npz")
