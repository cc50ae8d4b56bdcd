"""How many files are kept, and how their ids behave."""

from auto_order_sandbox.telegram.files import FileStore, StoredFile


def add(store: FileStore, body: bytes) -> StoredFile:
    return store.add(42, "document", body, name="x.txt", media_type="text/plain")


def test_the_file_used_longest_ago_makes_room() -> None:
    store = FileStore(most_bytes=30)
    first, second = add(store, bytes(10)), add(store, bytes(10))
    store.find(first.id)

    third = add(store, bytes(15))

    assert store.find(second.id) is None
    assert store.find_by_path(42, second.path) is None
    assert store.find(first.id) is first
    assert store.find_by_path(42, third.path) is third


def test_the_newest_file_is_kept_however_large() -> None:
    store = FileStore(most_bytes=30)
    add(store, bytes(10))

    large = add(store, bytes(100))

    assert store.find(large.id) is large


def test_the_same_content_has_the_same_unique_id() -> None:
    store = FileStore()

    same, again, other = add(store, b"isi"), add(store, b"isi"), add(store, b"lain")

    assert same.unique_id == again.unique_id != other.unique_id
    assert same.id != again.id
