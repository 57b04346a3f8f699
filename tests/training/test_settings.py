from typing import Any

import pytest

from app.training.settings import RunSettings, SettingsError


def test_the_defaults_are_the_lectures_network() -> None:
    settings = RunSettings()
    assert settings.layers == (784, 16, 16, 10)
    assert (settings.activation, settings.cost, settings.start) == ("sigmoid", "squares", "scaled")
    assert (settings.learning_rate, settings.batch) == (5.0, 100)


def test_changes_come_out_as_they_went_in() -> None:
    changes: dict[str, Any] = {
        "layers": [784, 32, 10],
        "activation": "relu",
        "cost": "cross_entropy",
        "start": "lecture",
        "learning_rate": 0.2,
        "batch": 10,
        "dataset": "mnist",
        "digits": [2, 7],
        "size": 500,
        "seed": 9,
    }
    assert RunSettings().changed(changes).as_dict() == changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"layers": [784, 16]}, "begin with 784 pixels and end with 10 outputs"),
        ({"layers": [100, 10]}, "begin with 784"),
        ({"layers": "784,10"}, "list of whole numbers"),
        ({"layers": [784, True, 10]}, "list of whole numbers"),
        ({"layers": [784, 0, 10]}, "between 1 and 512"),
        ({"layers": [784, 513, 10]}, "between 1 and 512"),
        ({"layers": [784, 400, 10]}, "318,010 weights and biases; at most 300,000"),
        ({"layers": [784, 2, 2, 2, 2, 2, 2, 2, 10]}, "at most 6"),
        ({"activation": "swish"}, "one of relu, sigmoid, tanh, not 'swish'"),
        ({"activation": []}, "one of relu"),
        ({"learning_rate": 0}, "between 0.000001 and 100"),
        ({"learning_rate": 101}, "between"),
        ({"learning_rate": float("nan")}, "between"),
        ({"learning_rate": True}, "between"),
        ({"batch": 0}, "whole number of examples from 1"),
        ({"batch": 2.5}, "whole number"),
        ({"digits": []}, "at least one"),
        ({"digits": [1, 1]}, "different"),
        ({"digits": [10]}, "from 0 to 9"),
        ({"digits": [[1]]}, "from 0 to 9"),
        ({"size": 0}, "whole number of examples from 1"),
        ({"seed": -1}, "whole number from 0"),
        ({"seed": 2**32}, "whole number from 0"),
        ({"momentum": 0.9}, "there is no setting 'momentum'; there are activation, batch"),
    ],
)
def test_a_refusal_says_what_was_expected(changes: dict[str, Any], expected: str) -> None:
    with pytest.raises(SettingsError, match=expected):
        RunSettings().changed(changes)
