"""What `pip install .` installs is the same app as the checkout."""

import os
import re
import subprocess
import sys
import zipfile
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_serves_the_page_with_all_its_parts(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
        scripts = archive.read(next(n for n in archive.namelist() if n.endswith("points.txt")))
    assert b"nudge = app.cli:main" in scripts
    environment = {**os.environ, "PYTHONPATH": str(installed), "NUDGE_CACHE_DIR": str(tmp_path)}
    serve = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with subprocess.Popen(
        serve, cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout
            found = re.search(r"http://([\d.:]+)", server.stdout.readline())
            assert found
            connection = HTTPConnection(found[1], timeout=10)
            for path in page_parts(connection):
                connection.request("GET", path)
                answer = connection.getresponse()
                assert answer.status == 200, path
                served = answer.read()
                if path.startswith("/static/"):
                    assert served == (ROOT / path[1:]).read_bytes(), path
            connection.request("POST", "/api/v1/predict", bytes(784), {"Content-Type": OCTETS})
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            server.terminate()


OCTETS = "application/octet-stream"


def page_parts(connection: HTTPConnection) -> list[str]:
    connection.request("GET", "/")
    page = connection.getresponse().read().decode()
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(parts) > 30
    return ["/docs", "/healthz", *parts]
