"""Pages of HrFlow's answers, whatever shape they have."""

import pytest

from django_hrflow.services.listing import PAGE, items, page_of, pages


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ([{"key": "a"}, "junk", None], [{"key": "a"}]),
        ({"profiles": [{"key": "a"}]}, [{"key": "a"}]),
        ({"jobs": [{"key": "a"}]}, []),
        (None, []),
        ("text", []),
    ],
)
def test_objects_of_an_answer(data, found):
    assert items({"data": data}, "profiles") == found


def test_meta_of_every_age():
    assert page_of({"meta": {"page": 2, "maxPage": 5, "total": 41}}, 2, [], []).pages == 5
    assert page_of({"page": 2, "max_page": 5, "count": 0, "total": 41}, 2, [], []).total == 41
    assert page_of({"meta": None}, 3, [{}], [None]).as_json() == {
        "page": 3, "pages": 3, "total": 1, "results": [{}],
    }  # fmt: skip


def asker(sizes, meta):
    def ask(page, limit):
        assert limit == PAGE
        size = sizes[page - 1] if page <= len(sizes) else 0
        answer = {"data": [{"key": str(at)} for at in range(size)]}
        return {**answer, "meta": {"maxPage": len(sizes)}} if meta else answer

    return ask


@pytest.mark.parametrize(
    ("sizes", "meta", "seen"),
    [
        ([PAGE, 7], True, [(1, 2, PAGE), (2, 2, 7)]),
        ([PAGE, 7], False, [(1, 2, PAGE), (2, 2, 7)]),
        ([PAGE, PAGE], False, [(1, 2, PAGE), (2, 3, PAGE)]),
        ([7, 7], True, [(1, 2, 7), (2, 2, 7)]),
        ([], True, []),
    ],
)
def test_all_pages(sizes, meta, seen):
    found = [(page, last, len(payloads)) for page, last, payloads in pages(asker(sizes, meta))]
    assert found == seen
