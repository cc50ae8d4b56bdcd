"""The file that keeps the key: made once, private, whole, and never guessed at."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyfile import create_key, find_key
from auto_order.kit.keyring import generate_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "encryption.key"


def keep(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    path.chmod(mode)


def test_where_no_file_is_there_is_no_key(path: Path) -> None:
    assert find_key(path) is None


def test_a_key_is_made_once_and_found_ever_after(path: Path) -> None:
    key = create_key(path)

    assert find_key(path) == key
    assert create_key(path) == key


def test_only_the_owner_may_read_it_and_nothing_else_is_left(path: Path) -> None:
    create_key(path)

    assert path.stat().st_mode & 0o7777 == 0o600
    assert path.parent.stat().st_mode & 0o7777 == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert path.stat().st_nlink == 1


def test_processes_that_start_at_once_share_one_key(path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(create_key, [path] * 64))

    assert set(keys) == {find_key(path)}


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    keep(path, b"not a key")

    with pytest.raises(ConfigurationError):
        create_key(path)

    assert path.read_bytes() == b"not a key"


def test_a_person_may_edit_it_to_change_keys(path: Path) -> None:
    both = f"{generate_key().reveal()},{generate_key().reveal()}"
    keep(path, f"\n{both}\r\n\n".encode())

    found = find_key(path)

    assert found is not None
    assert found.reveal() == both


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o777])
def test_a_file_that_is_open_to_others_stops_the_start(path: Path, mode: int) -> None:
    keep(path, generate_key().reveal().encode(), mode=mode)

    with pytest.raises(ConfigurationError, match=rf"open to others \(mode {mode:04o}\).*\n.*chmod 600"):
        find_key(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"hunter2", "holds no key"),
        (b"\xff\xfe\x00", "holds no key"),
        (b"A" * 100_000, "holds no key"),
    ],
)
def test_a_file_without_a_key_stops_the_start_and_is_not_quoted(
    path: Path, content: bytes, problem: str
) -> None:
    keep(path, content)

    with pytest.raises(ConfigurationError, match=f"{problem}.*\n.*from a backup") as caught:
        find_key(path)

    assert "hunter2" not in str(caught.value)


def test_a_folder_in_its_place_stops_the_start(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(ConfigurationError, match="cannot be read: Is a directory"):
        find_key(path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    with pytest.raises(ConfigurationError, match=r"cannot be made: .*\n.*DATA_ENCRYPTION_KEY_FILE="):
        create_key(tmp_path / "data" / "encryption.key")
