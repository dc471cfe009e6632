"""How parameters may be written."""

from __future__ import annotations

import pytest

from django_hrflow.sandbox.answers import ApiError
from django_hrflow.sandbox.parameters import Parameters, unfold


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", "1")], {"a": "1"}),
        ([("a", "1"), ("a", "2"), ("a", "3")], {"a": ["1", "2", "3"]}),
        ([("a[1]", "y"), ("a[0]", "x")], {"a": ["x", "y"]}),
        ([("a[]", "x"), ("a[]", "y")], {"a": ["x", "y"]}),
        ([("a[0][k]", "x"), ("a[0][l]", "y"), ("a[1][k]", "z")],
         {"a": [{"k": "x", "l": "y"}, {"k": "z"}]}),
        ([("a[lat]", "1"), ("a[lon]", "2")], {"a": {"lat": "1", "lon": "2"}}),
        ([("a", "1"), ("a[0]", "2")], {"a": ["2"]}),
        ([("a[0]", "1"), ("a[0][b]", "2")], {"a": [{"b": "2"}]}),
        ([("a[b", "1"), ("[c]", "2")], {"a[b": "1", "[c]": "2"}),
    ],
)  # fmt: skip
def test_unfold(pairs, expected):
    assert unfold(pairs) == expected


@pytest.mark.parametrize("word", [True, 1, "1", "true", "True", "TRUE"])
def test_true_in_every_spelling(word):
    assert Parameters({"a": word}).boolean("a", default=False) is True


@pytest.mark.parametrize("word", [False, 0, "0", "false", "False"])
def test_false_in_every_spelling(word):
    assert Parameters({"a": word}).boolean("a", default=True) is False


@pytest.mark.parametrize(
    ("value", "expected"),
    [('["a", "b"]', ["a", "b"]), ('"a"', ["a"]), ("a", ["a"]), (["a"], ["a"]), (None, []), ("", []),
     ('{"a": 1}', [{"a": 1}]), ({"a": 1}, [{"a": 1}]), ("[]", []), ("null", ["null"])],
)  # fmt: skip
def test_lists(value, expected):
    assert Parameters({"a": value}).items("a") == expected


def test_the_first_alternative_that_is_given_counts():
    parameters = Parameters({"a": "", "b": None, "c": "x"})
    assert parameters.text("a", "b", "c") == "x"
    assert parameters.text("a", "b") is None


@pytest.mark.parametrize(
    ("method", "value"),
    [("integer", "x"), ("integer", "1.5"), ("integer", True), ("integer", [1]), ("integer",
     "9" * 5000),
     ("integer", "inf"), ("number", "nan"), ("number", "1e999"), ("number", True), ("number", {}),
     ("boolean", "perhaps"), ("boolean", 2), ("boolean", [True]), ("items", "[1"), ("items",
     "[NaN]"),
     ("texts", "[1]"), ("mapping", "[1]"), ("mapping", "x"), ("text", ["a"]), ("text", True),
     ("required_text", ""), ("date", "soon"), ("date", "99999-01-01")],
)  # fmt: skip
def test_wrong_values_name_the_parameter(method: str, value):
    options = {"default": False} if method == "boolean" else {}
    positional = [0] if method == "integer" else []
    with pytest.raises(ApiError) as caught:
        getattr(Parameters({"name_of_it": value}), method)("name_of_it", *positional, **options)
    assert caught.value.code == 400
    assert "name_of_it" in caught.value.message
