"""Catalogue files are read as they were meant, or refused with every line that is wrong."""

# ruff: noqa: E501 - the table below has a case a line

from importlib.resources import files
from pathlib import Path

import pytest

from auto_order.importing.problems import BadFile
from auto_order.importing.service import check_file
from tests.rooms.importing.files import offers_of, problems_of, units_of, write

_YAML = """\
categories:
  - name: 🎬 Streaming
    products:
      - code: nf
        name: Netflix
        price: 45.000
        warranty: 30 hari
        terms: |
          Jangan ganti sandi.
        units:
          - 0123
          - "a: b, [c]"
          - |
            dua
            baris
produk:
  - {kode: vp, nama: VPN, harga: 18rb}
"""


def test_yaml_is_taken_as_it_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "k.yaml", _YAML)

    first, second = (offer.facts for offer in offers_of(path))
    assert (first.code, first.price, first.category) == ("nf", 45_000, "🎬 Streaming")
    assert (first.warranty_days, first.terms) == (30, "Jangan ganti sandi.")
    assert (second.code, second.price, second.category) == ("vp", 18_000, None)
    assert units_of(path) == [("nf", "0123", 11), ("nf", "a: b, [c]", 12), ("nf", "dua\nbaris", 13)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_has_a_line_for_each_unit(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ("Kode", "Nama", "Harga", "unit", "Deskripsi"),
        ("nf", "Netflix", "Rp 45.000", "user|pass", '"dua\r\nbaris"'),
        ("vp", "VPN", "18500", "kunci-1", ""),
        ("nf", "", "", '"a, b; c\td"', ""),
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    path = write(tmp_path, "k.csv", b"\xef\xbb\xbf" + text.encode())

    facts = [offer.facts for offer in offers_of(path)]
    assert [(one.code, one.name, one.price) for one in facts] == [
        ("nf", "Netflix", 45_000),
        ("vp", "VPN", 18_500),
    ]
    assert facts[0].description == "dua\nbaris"
    assert units_of(path) == [("nf", "user|pass", 2), ("vp", "kunci-1", 4), ("nf", "a, b; c\td", 5)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("k.yaml", "products:\n  - {code: nf, name: N, price: 1000, units_file: isi.txt}\n"),
        ("k.csv", "code,name,price,units_file\nnf,N,1000,isi.txt\n"),
    ],
)
def test_units_may_stand_in_a_file_of_their_own(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, "isi.txt", "\ufeffsatu\r\n\r\n  dua | 2 \ntiga\u2028empat")
    path = write(tmp_path, name, text)

    assert units_of(path) == [("nf", "satu", 1), ("nf", "dua | 2", 3), ("nf", "tiga\u2028empat", 4)]


def test_the_demo_catalogue_is_a_good_one() -> None:
    path = Path(str(files("auto_order.importing") / "demo.yaml"))

    assert len(offers_of(path)) == 8
    assert len({offer.facts.category for offer in offers_of(path)}) == 3
    assert {code for code, _content, _line in units_of(path)} == {
        offer.facts.code for offer in offers_of(path)
    }


def test_everything_that_is_wrong_with_yaml_is_told_at_once(tmp_path: Path) -> None:
    text = """\
categories:
  - products: []
products:
  - code: no spaces
    nama: N
    price: mahal
    colour: red
  - {code: a, name: A, price: 1000, warranty: forever}
  - {code: b, name: B, price: 1000, units: ["", x], units_file: none.txt}
  - {code: b, name: B, price: 1000}
  - {code: c, name: [C], price: 0}
  - just text
"""

    assert problems_of(write(tmp_path, "k.yaml", text)) == [
        "k.yaml, line 2: name is missing",
        "k.yaml, line 7: nothing is called so",
        "k.yaml, line 4: code must be 1 to 32 letters, digits, - and _",
        "k.yaml, line 6: price must be whole rupiah from 1",
        "k.yaml, line 8: warranty_days must be whole days, 0 to 3650",
        "k.yaml, line 9: has units and units_file, which is one too many",
        "k.yaml, line 9: a unit must have 1 to 50,000 characters",
        "k.yaml, line 9: there is no such file beside the catalogue",
        "k.yaml, line 10: this code has been given in line 9 already",
        "k.yaml, line 11: must be a text, not a list or fields",
        "k.yaml, line 11: name is missing",
        "k.yaml, line 11: price must be whole rupiah from 1",
        f"k.yaml, line 12: must have fields: {_PRODUCT_FIELDS}",
        "k.yaml, line 12: code is missing",
        "k.yaml, line 12: name is missing",
        "k.yaml, line 12: price is missing",
    ]


_PRODUCT_FIELDS = "code, name, price, category, description, terms, warranty_days, units, units_file"


def test_everything_that_is_wrong_with_csv_is_told_at_once(tmp_path: Path) -> None:
    text = """\
code,name,price,unit,units_file
a,A,1000,one,
a,B,,two,
a,,,,
,,,three,
b,B,1.5,four,none.txt
c,C,1000,five,,six

d,D,1000,seven
"""

    assert problems_of(write(tmp_path, "k.csv", text)) == [
        "k.csv, line 3: name is another than in line 2, where this product stands first",
        "k.csv, line 4: this product stands in line 2 already",
        "k.csv, line 5: code is missing",
        "k.csv, line 6: price must be whole rupiah from 1",
        "k.csv, line 6: there is no such file beside the catalogue",
        "k.csv, line 7: has 6 columns and the header 5",
    ]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("k.yaml", "", "k.yaml: is empty"),
        ("k.yaml", "a: b: c", "k.yaml, line 1: is not YAML: mapping values are not allowed here"),
        ("k.yaml", "[" * 5000, "k.yaml: is not YAML"),
        ("k.yaml", "products:\n  code: a", "k.yaml, line 2: must be a list, each with a dash in front"),
        ("k.yaml", "products: []\nproduk: []", "k.yaml, line 2: products has been given already"),
        ("k.yaml", "produts: []", "k.yaml, line 1: nothing is called so. Did you mean products?"),
        ("k.yaml", "# " + "x" * 1_000_000, "k.yaml: has more than 1 MB; put many units elsewhere"),
        ("k.yaml", 'products: [{code: a, name: "a\\ud800", price: 1}]', "k.yaml, line 1: name has invisible characters"),
        ("k.csv", "", "k.csv, line 1: the header has no column code"),
        ("k.csv", "code,name,prize,price\n", "k.csv, line 1: in column 3, nothing is called so. Did you mean price?"),
        ("k.csv", "code,name,price,kode\n", "k.csv, line 1: the column code comes twice"),
        ("k.csv", 'code,name,price\na,"A,1\n', "k.csv, line 2: is not CSV: unexpected end of data"),
        ("k.csv", b"code,name,price\na,caf\xe9,1000\n", "k.csv, line 2: is not UTF-8 text"),
        ("k.csv", "code,name,price\n".encode("utf-16"), "k.csv: is not UTF-8 text"),
        ("k.csv", b"code,name,price\na,\0,1\n", "k.csv, line 2: has a zero byte: this is no text file"),
        ("k.csv", "code,name,price\na," + "x" * 200_003 + ",1\n", "k.csv, line 2: is too long"),
        ("k.xlsx", "", "k.xlsx: is neither YAML nor CSV by its name"),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, str) else "bytes",
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_refused_with_a_sentence(
    tmp_path: Path, name: str, text: str | bytes, problem: str
) -> None:
    assert problems_of(write(tmp_path, name, text))[0] == problem


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "k.yaml") == [f"{tmp_path / 'k.yaml'}: there is no such file"]


def test_the_first_fifty_problems_are_told_and_the_others_counted(tmp_path: Path) -> None:
    rows = "\n".join(f"p{number},P,free" for number in range(60))

    problems = problems_of(write(tmp_path, "k.csv", f"code,name,price\n{rows}"))

    assert len(problems) == 51
    assert problems[-1] == "…: 10 more problems"


def test_what_stands_in_a_file_is_never_repeated_in_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, "k.csv", 'code,name,price\nrahasia 1,,rahasia\n"rahasia\n')

    with pytest.raises(BadFile) as error:
        check_file(path)

    assert "rahasia" not in str(error.value)
