import base64
from typing import Any

import numpy as np
import pytest

from app.training.models import shipped
from tests.serving import Running

PATH = "/api/v1/predict"


def digit(seed: int = 0) -> Any:
    """A picture of a bar with soft ends: it need not be a digit to be read the same twice."""
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12 + seed % 4 : 16] = 255
    image[3, 13] = 128
    return image


def test_all_forms_of_numbers_give_the_same_answer(server: Running) -> None:
    image = digit()
    flat = (image / 255).reshape(784).tolist()
    bodies: list[Any] = [
        {"images": flat},
        {"images": [flat]},
        {"images": (image / 255).tolist()},
        {"images": [(image / 255).tolist()]},
    ]
    answers = [server.request("POST", PATH, body)[2] for body in bodies]
    answers.append(
        server.request("POST", PATH, image.tobytes(), content_type="application/octet-stream")[2]
    )
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["model"]["name"] == "reader"
    outputs = shipped("reader").network.forward(image.reshape(784) / 255)[-1]
    assert answers[0]["predictions"][0]["activations"] == pytest.approx(outputs.tolist(), abs=1e-12)
    assert answers[0]["predictions"][0]["digit"] == int(outputs.argmax())


def test_many_images_are_answered_in_order(server: Running) -> None:
    images = [digit(seed) for seed in range(4)]
    body = b"".join(image.tobytes() for image in images)
    octets = {"content_type": "application/octet-stream"}
    together = server.request("POST", PATH, body, **octets)[2]["predictions"]
    alone = [
        server.request("POST", PATH, i.tobytes(), **octets)[2]["predictions"][0] for i in images
    ]
    for one, other in zip(together, alone, strict=True):
        assert one["digit"] == other["digit"]
        assert one["activations"] == pytest.approx(other["activations"], abs=1e-12)


def test_the_model_is_chosen_by_the_query_or_in_the_body(server: Running) -> None:
    flat = [0.0] * 784
    by_query = server.request("POST", f"{PATH}?model=lecture", {"images": flat})[2]
    by_body = server.request("POST", PATH, {"images": flat, "model": "lecture"})[2]
    assert by_query == by_body
    assert by_query["model"]["layers"] == [784, 16, 16, 10]
    status, _, problem = server.request(
        "POST", f"{PATH}?model=lecture", {"images": flat, "model": "reader"}
    )
    assert status == 422
    assert "'lecture'" in problem["detail"]
    assert "'reader'" in problem["detail"]


def test_centring_is_off_for_numbers_and_can_be_asked_for(server: Running) -> None:
    image = np.zeros((28, 28), np.uint8)
    image[:14, :4] = 255
    octets = {"content_type": "application/octet-stream"}
    plain = server.request("POST", PATH, image.tobytes(), **octets)[2]
    centred = server.request("POST", f"{PATH}?center=true", image.tobytes(), **octets)[2]
    assert plain["predictions"] != centred["predictions"]
    asked = {"images": (image / 255).tolist(), "center": True}
    assert server.request("POST", PATH, asked)[2]["predictions"] == centred["predictions"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "expected"),
    [
        (b"", "application/json", 422, "images"),
        (b"{", "application/json", 422, "images"),
        (b"[]", "application/json", 422, "images"),
        (b'{"images": []}', "application/json", 422, "784 numbers"),
        (b'{"images": [1, 2]}', "application/json", 422, "784 numbers"),
        (b'{"images": "A"}', "application/json", 422, "784 numbers"),
        (b'{"images": [["a"]]}', "application/json", 422, "784 numbers"),
        (b'{"images": [true]}', "application/json", 422, "784 numbers"),
        (b'{"images": [[0.5], [0.5, 1]]}', "application/json", 422, "784 numbers"),
        (b'{"pictures": []}', "application/json", 422, "images"),
        (b'{"images": [' + b"2," * 783 + b"2]}", "application/json", 422, "from 0"),
        (b'{"images": [' + b"NaN," * 783 + b"0]}", "application/json", 422, "images"),
        (b'{"images": [' + b"1e999," * 783 + b"0]}", "application/json", 422, "0"),
        (b"[" * 100_000, "application/json", 422, "images"),
        (b'{"images": ' + b"[" * 100_000, "application/json", 422, "images"),
        (b"", "application/octet-stream", 422, "multiple of 784"),
        (b"x" * 785, "application/octet-stream", 422, "multiple of 784"),
        (b"x" * 1_000_001, "application/octet-stream", 413, "1,000,000 bytes"),
        (b" " * 2_000_001, "application/json", 413, "2,000,000 bytes"),
        (b"not a picture", "image/png", 422, "PNG"),
        (b"GIF89a", "image/gif", 422, "PNG"),
        (b"hello", "text/plain", 415, "expected application/json"),
        (b"hello", "", 415, "expected application/json"),
    ],
)
def test_a_bad_body_gets_a_problem_that_says_what_was_expected(
    server: Running, body: bytes, kind: str, status: int, expected: str
) -> None:
    got, headers, problem = server.request("POST", PATH, body, content_type=kind)
    assert got == status, problem
    assert headers["content-type"] == "application/problem+json"
    assert expected in problem["detail"]
    assert len(problem["detail"]) < 500


def test_an_unknown_model_is_refused_with_the_known_ones(server: Running) -> None:
    status, _, problem = server.request("POST", f"{PATH}?model=../x", {"images": [0.0] * 784})
    assert status == 422
    assert "reader, lecture" in problem["detail"]


def test_a_room_is_made_and_seen_from_outside(server: Running) -> None:
    made = server.room(learning_rate=2)
    assert made["settings"]["learning_rate"] == 2
    assert made["join_url"] == f"{server.url}/j/{made['code']}"
    status, _, seen = server.request("GET", f"/api/v1/rooms/{made['code'].lower()}")
    assert status == 200
    assert seen["step"] == 0
    assert "token" not in str(seen)
    status, _, problem = server.request("GET", "/api/v1/rooms/ZZZZZZ")
    assert status == 404
    assert "no room 'ZZZZZZ'" in problem["detail"]


def test_a_room_with_impossible_settings_is_refused(server: Running) -> None:
    body = {"settings": {"layers": [784, 400, 10]}}
    status, _, problem = server.request("POST", "/api/v1/rooms", body)
    assert status == 422
    assert "318,010" in problem["detail"]
    assert server.request("POST", "/api/v1/rooms", {"setting": {}})[0] == 422


def test_health_says_that_the_server_lives(server: Running) -> None:
    assert server.request("GET", "/healthz")[2]["status"] == "ok"


def test_the_api_page_needs_no_other_host(server: Running) -> None:
    status, headers, page = server.request("GET", "/docs")
    assert status == 200
    addresses = [part.split(b'"')[0] for part in page.split(b'="http')[1:]]
    assert all(address.startswith(f"://127.0.0.1:{server.port}".encode()) for address in addresses)
    assert "script-src 'self'" in headers["content-security-policy"]
    schema = server.request("GET", "/openapi.json")[2]
    assert set(schema["paths"][PATH]["post"]["requestBody"]["content"]) == {
        "application/json",
        "application/octet-stream",
        "image/png",
        "image/jpeg",
        "image/webp",
    }


def test_pixels_in_base64_are_no_body_of_ours(server: Running) -> None:
    body = base64.b64encode(digit().tobytes())
    assert server.request("POST", PATH, body, content_type="application/octet-stream")[0] == 422
