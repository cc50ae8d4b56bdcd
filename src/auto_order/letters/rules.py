"""How long a letter may be."""

from auto_order.kit.errors import Refusal

# With what is said about it, it stands under a picture.
MOST_LETTER = 700


class LetterTooLong(Refusal):
    """The words are more than a letter holds."""

    code = "letter_too_long"

    def __init__(self, *, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class LetterEmpty(Refusal):
    """There are neither words nor a picture."""

    code = "letter_empty"


def check_letter(text: str, photo: str | None) -> str:
    """Accept up to 700 characters, or a picture, or both; give the words without blanks around them."""
    tidy = text.strip()
    if len(tidy) > MOST_LETTER:
        raise LetterTooLong(most=MOST_LETTER)
    if not tidy and photo is None:
        raise LetterEmpty
    return tidy
