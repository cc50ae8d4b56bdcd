"""The verbs about letters: write one, write it anew, read it."""

from dataclasses import dataclass, field
from datetime import datetime

from auto_order.db.session import Session
from auto_order.kit.keyring import Keyring
from auto_order.kit.secret import Secret
from auto_order.letters import repository
from auto_order.letters.models import Letter
from auto_order.letters.rules import check_letter


@dataclass(frozen=True)
class Written:
    """What a buyer wrote and showed."""

    # May quote goods, so no repr shows it.
    text: str = field(repr=False)
    photo: str | None = None


async def write(
    session: Session, written: Written, *, customer_id: int, keyring: Keyring, now: datetime
) -> int:
    """Keep a letter and give its id. Raises LetterTooLong and LetterEmpty."""
    text = check_letter(written.text, written.photo)
    letter = Letter(
        customer_id=customer_id,
        text=keyring.seal(Secret(text), seal_context(customer_id)),
        photo=written.photo,
        written_at=now,
    )
    session.add(letter)
    await session.flush()
    return letter.id


async def rewrite(
    session: Session, letter_id: int, written: Written, *, keyring: Keyring, now: datetime
) -> None:
    """Put new words and a new picture in place of the old ones; what is not given now stays as it was."""
    letter = await repository.get(session, letter_id)
    text = check_letter(written.text, written.photo)
    if text:
        letter.text = keyring.seal(Secret(text), seal_context(letter.customer_id))
    letter.photo = written.photo or letter.photo
    letter.written_at = now


async def read(session: Session, letter_id: int, *, keyring: Keyring) -> Written:
    """Open a letter."""
    letter = await repository.get(session, letter_id)
    return Written(keyring.open(letter.text, seal_context(letter.customer_id)).reveal(), letter.photo)


def seal_context(customer_id: int) -> str:
    """Say what a letter is sealed for: it opens as this customer's and as nothing else."""
    return f"letter:{customer_id}"
