"""The house as a whole: every room has its tests, no file is too long."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for p in (ROOT / "app").rglob("*.py") if p.name != "__init__.py")
PURE = [
    path
    for folder in ("wire", "state", "draw", "pad")
    for path in sorted((ROOT / "static" / "js" / folder).glob("*.js"))
]
#: Modules whose behaviour is tested where they are used: tables, painters, and thin edges.
TESTED_ELSEWHERE = {
    "app/__main__.py": "test_cli.py",
    "app/training/commands.py": "wire/test_messages.py",
    "app/training/snapshot.py": "training/test_session.py",
    "app/web/app.py": "web/test_api.py",
    "app/web/predict.py": "web/test_api.py",
    "app/web/schemas.py": "web/test_api.py",
}
#: Browser modules that paint or talk: only a real browser can test them.
IN_THE_BROWSER = {
    "draw/canvas.js",
    "draw/edges-2d.js",
    "draw/edge-layer.js",
    "draw/edges-gl.js",
    "draw/gl.js",
    "draw/key.js",
    "draw/neurons.js",
    "draw/plane.js",
    "draw/tag.js",
    "draw/wishes.js",
    "pad/pad.js",
    "wire/api.js",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_module_has_a_test_file(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    twin = path.relative_to(ROOT / "app").with_name(f"test_{path.name}").as_posix()
    assert (ROOT / "tests" / TESTED_ELSEWHERE.get(name, twin)).is_file()


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "static").rglob("*.js"))], ids=str)
def test_no_file_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_function_is_longer_than_60_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


def test_the_list_of_exceptions_holds_no_strangers() -> None:
    for name in TESTED_ELSEWHERE:
        assert (ROOT / name).is_file(), name
    for name in IN_THE_BROWSER:
        assert (ROOT / "static" / "js" / name).is_file(), name


@pytest.mark.parametrize(
    "path",
    [path for path in PURE if f"{path.parent.name}/{path.name}" not in IN_THE_BROWSER],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_every_pure_module_of_the_page_has_a_test_file(path: Path) -> None:
    name = path.relative_to(ROOT / "static" / "js")
    tests = "".join(p.read_text() for p in (ROOT / "tests" / "js").rglob("*.test.js"))
    assert f"/static/js/{name.as_posix()}" in tests
