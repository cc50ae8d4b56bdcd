"""What may be loaded, and the refusals of the stock."""

from auto_order.kit.errors import Refusal
from auto_order.kit.secret import Secret
from auto_order.stock.models import StockUpload, UploadStatus

MOST_CONTENT = 50_000
MOST_LINES = 1_000_000
# How many units there are of what never runs out.
ALWAYS = 1_000_000_000


_NEXT = {
    UploadStatus.READING: {UploadStatus.READY, UploadStatus.CANCELED, UploadStatus.FAILED},
    UploadStatus.READY: {UploadStatus.LOADING, UploadStatus.CANCELED},
    UploadStatus.LOADING: {UploadStatus.LOADED, UploadStatus.CANCELED, UploadStatus.FAILED},
    UploadStatus.LOADED: set(),
    UploadStatus.CANCELED: set(),
    UploadStatus.FAILED: set(),
}


class OutOfStock(Refusal):
    """Fewer units are free than were wanted; nothing was taken."""

    code = "out_of_stock"

    def __init__(self, *, product_id: int, wanted: int, left: int) -> None:
        super().__init__(f"{wanted} wanted, {left} left")
        self.product_id = product_id
        self.wanted = wanted
        self.left = left


class BadContent(Refusal):
    """A unit's content is empty or longer than 50,000 characters. ``line`` counts from 1."""

    code = "bad_content"

    def __init__(self, *, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class FileGone(Refusal):
    """The door does not have the file any more, or it is too large to be fetched."""

    code = "file_gone"


class NotAText(Refusal):
    """The file is not a text in UTF-8."""

    code = "not_a_text"


class UploadOver(Refusal):
    """The upload is loaded, canceled or failed already."""

    code = "upload_over"


class AlreadyThere(Refusal):
    """The product has this unit already, sold or not."""

    code = "already_there"


class KindInUse(Refusal):
    """Units of the product are free or set aside: what a unit is cannot be changed under them."""

    code = "kind_in_use"


class NotShared(Refusal):
    """The product has nothing that all its buyers get."""

    code = "not_shared"


class UnitGone(Refusal):
    """The unit is not free any more: it was sold, set aside, or taken out."""

    code = "unit_gone"


class TooManyLines(Refusal):
    """More was pasted than a chat is for; a file takes any number of lines."""

    code = "too_many_lines"

    def __init__(self, *, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class UnitNotReplaceable(Refusal):
    """The unit is not one that the order has now."""

    code = "unit_not_replaceable"


def check_content(content: Secret, *, line: int) -> Secret:
    """Accept 1 to 50,000 characters that are not all blank; what is sold is exactly what was loaded."""
    if not content.reveal().strip() or len(content) > MOST_CONTENT:
        raise BadContent(line=line)
    return content


def advance(upload: StockUpload, wanted: UploadStatus) -> None:
    """Take an upload one step on, or raise UploadOver. The only place an upload's status is set."""
    if wanted not in _NEXT[upload.status]:
        raise UploadOver
    upload.status = wanted
