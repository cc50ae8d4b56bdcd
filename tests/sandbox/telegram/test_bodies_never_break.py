"""Whatever a body is made of, it is read or refused."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auto_order_sandbox.telegram.errors import ApiError
from auto_order_sandbox.telegram.request_body import Upload, parse_body

TYPES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    'multipart/form-data; boundary="',
    "text/plain; charset=nonsense",
    "",
]
PIECES = [
    b"--b\r\n",
    b"--b--",
    b"\r\n\r\n",
    b"\r\n",
    b'Content-Disposition: form-data; name="a"',
    b"Content-Disposition: form-data; name*=utf-8''a%20b",
    b'; filename="x"',
    b"; filename*=x'y",
    b"Content-Type: text/plain",
    *(b'{"a": 1}', b"a=1&b=%zz", b"\xff", b'name="', b"\\", b"\0", b";;==", b": :"),
]
pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=12)


@settings(deadline=None, max_examples=600)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=12), st.sampled_from(TYPES)
)
@example([b"--b\r\nContent-Disposition: form-data; name=\r\n\r\nx\r\n--b--"], TYPES[2])
@example([b"--b\r\nContent-Disposition: form-data; name*=x''%ff\r\n\r\nx\r\n--b--"], TYPES[2])
def test_a_body_is_read_or_refused(pieces: list[bytes], content_type: str) -> None:
    with suppress(ApiError):
        values, files = parse_body(b"".join(pieces), content_type)

        assert all(isinstance(name, str) for name in (*values, *files))


@pytest.mark.parametrize(
    "disposition",
    [
        "form-data; name=isi; filename*=utf-8''kode%20%C3%A9.txt",
        'form-data; name="isi"; filename="kode é.txt"',
        'Form-Data; filename="kode é.txt"; NAME=isi',
    ],
)
def test_names_may_be_written_in_several_ways(disposition: str) -> None:
    body = f"--b\r\nContent-Disposition: {disposition}\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--"

    _, files = parse_body(body.encode(), "multipart/form-data; boundary=b")

    assert files == {"isi": Upload("kode é.txt", "text/plain", b"x")}


@settings(deadline=None)
@given(st.dictionaries(st.text("abc_", min_size=1), st.binary(), max_size=4))
def test_what_a_multipart_form_carries_comes_out_unchanged(files: dict[str, bytes]) -> None:
    boundary = b"boundary-that-is-in-no-body"
    parts = [
        b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="x y.bin"\r\n\r\n%b\r\n'
        % (boundary, name.encode(), body)
        for name, body in files.items()
    ]
    whole = b"".join(parts) + b"--%b--\r\n" % boundary

    values, read = parse_body(whole, f"multipart/form-data; boundary={boundary.decode()}")

    assert values == {}
    assert {name: upload.body for name, upload in read.items()} == files
    assert {upload.name for upload in read.values()} <= {"x y.bin"}
