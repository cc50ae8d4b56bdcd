"""Makes sure that the encryption key is the database's own, before anything is sealed with another one.

The database remembers, by a check value, each key that may have sealed something. Normally that is one; while
keys are changed, until :func:`finish_rotation`, it is both.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select, text

from auto_order.db.insert_once import insert_once
from auto_order.db.models import KeyCheck
from auto_order.db.session import Session, Transactions
from auto_order.kit.errors import ConfigurationError
from auto_order.kit.keyfile import create_key, find_key
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret

_SETTING = "DATA_ENCRYPTION_KEY"


async def open_keyring(tx: Transactions, *, key: Secret | None, key_file: Path, now: datetime) -> Keyring:
    """Give the verified keys of the setting, else of the file; a database without any gets a new file.

    Raises ConfigurationError. A lost file is never replaced by a new one: the goods would be lost with it.
    """
    source = _SETTING
    if key is None:
        source = f"{_SETTING} (not set, so {key_file} counts)"
        key = find_key(key_file) or await _create_first_key(tx, key_file)
    keyring = Keyring.read(key)
    async with tx() as session:
        await verify_key(session, keyring, now=now, source=source)
    return keyring


async def verify_key(session: Session, keyring: Keyring, *, now: datetime, source: str = _SETTING) -> None:
    """Check that the ring opens everything here, and remember its current key.

    Raises ConfigurationError, which names the source, when a key is missing from the ring.
    """
    if session.get_bind().dialect.name == "postgresql":
        # Two first starts at once must not each bring a key of their own.
        await session.execute(text("LOCK TABLE key_checks IN EXCLUSIVE MODE"))
    known = (await session.scalars(select(KeyCheck.check_value))).all()
    if not all(map(keyring.matches, known)):
        problem = "lacks a key that goods in this database are encrypted with"
        raise ConfigurationError(source, problem, example=f"the key used so far, or {_SETTING}=NEW,FORMER")
    await insert_once(session, KeyCheck, {"check_value": keyring.check_value, "first_used_at": now})


async def finish_rotation(session: Session, keyring: Keyring) -> None:
    """Forget the former keys: from now on the current one alone is enough, and needed.

    Call it in the transaction that has seen that nothing is sealed under another key any more.
    """
    await session.execute(delete(KeyCheck).where(KeyCheck.check_value != keyring.check_value))


async def _create_first_key(tx: Transactions, key_file: Path) -> Secret:
    async with tx.reading() as session:
        is_first = await session.scalar(select(KeyCheck.id).limit(1)) is None
    if not is_first:
        problem = f"is not set and {key_file} is missing, but goods in this database are encrypted"
        raise ConfigurationError(_SETTING, problem, example=f"restore {key_file} from a backup")
    return create_key(key_file)
