"""The shipped models on MNIST's 10,000 test digits, sent through a running server's API.

NUDGE_MNIST_DIR=... make check-models
"""

import json
import re
import subprocess
import sys
from http.client import HTTPConnection

import numpy as np

from app.data.library import Library
from app.settings import from_environment
from app.training.models import SHIPPED

AT_ONCE = 1000


def read(address: str, model: str, pixels: np.ndarray) -> list[int]:
    """Return the digits that a model reads in images (n, 784) of bytes."""
    connection = HTTPConnection(address)
    digits: list[int] = []
    for start in range(0, len(pixels), AT_ONCE):
        body = pixels[start : start + AT_ONCE].tobytes()
        headers = {"Content-Type": "application/octet-stream"}
        connection.request("POST", f"/api/v1/predict?model={model}", body, headers)
        answer = json.loads(connection.getresponse().read())
        digits += [prediction["digit"] for prediction in answer["predictions"]]
    connection.close()
    return digits


def main() -> None:
    settings = from_environment()
    test = Library(settings.cache, settings.mnist_dir).get("mnist").test
    pixels = np.stack([test.pixels(i) for i in range(len(test))])
    serve = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        found = re.search(r"http://([\d.:]+)", server.stdout.readline())
        assert found
        for model in SHIPPED:
            right = np.mean(np.array(read(found[1], model, pixels)) == test.labels)
            print(f"{model:8} reads {100 * right:.2f} % of MNIST's {len(test):,} test digits")
        server.terminate()


if __name__ == "__main__":
    main()
