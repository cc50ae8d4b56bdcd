"""Reading the size of a picture from its first bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auto_order_sandbox.telegram.images import find_size, media_type
from tests.sandbox.pictures import gif, jpeg, png, webp

sides = st.integers(1, 16_383)


@settings(deadline=None)
@given(sides, sides)
def test_width_and_height_are_read_from_each_kind(width: int, height: int) -> None:
    assert find_size(gif(width, height)) == (width, height)
    assert find_size(jpeg(width, height)) == (width, height)
    for kind in (b"VP8X", b"VP8L", b"VP8 "):
        assert find_size(webp(width, height, kind)) == (width, height)


@settings(deadline=None)
@given(st.integers(1, 500), st.integers(1, 500))
def test_width_and_height_of_a_png_are_read(width: int, height: int) -> None:
    assert find_size(png(width, height)) == (width, height)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (png(), "image/png"),
        (gif(1, 1), "image/gif"),
        (jpeg(1, 1), "image/jpeg"),
        (webp(1, 1), "image/webp"),
    ],
)
def test_the_kind_is_told_by_the_first_bytes(body: bytes, kind: str) -> None:
    assert media_type(body) == kind


@pytest.mark.parametrize("body", [b"", b"text", b"\xff\xd8\xff\xda\0\2", b"\xff\xd8x", gif(0, 5)])
def test_what_is_no_picture_has_no_size(body: bytes) -> None:
    assert find_size(body) is None


@settings(deadline=None)
@given(st.sampled_from([png(), gif(9, 9), jpeg(9, 9), webp(9, 9), webp(9, 9, b"VP8L")]), st.data())
def test_a_picture_cut_short_or_damaged_breaks_nothing(body: bytes, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(body)))
    noise = data.draw(st.binary(max_size=24))

    size = find_size(body[:end] + noise)

    assert size is None or all(side > 0 for side in size)


def test_a_marker_of_a_jpeg_without_a_length_is_stepped_over() -> None:
    body = jpeg(7, 5)

    assert find_size(body[:2] + b"\xff\xd0" + body[2:]) == (7, 5)
