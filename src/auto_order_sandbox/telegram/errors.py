"""Refusals in Telegram's own words."""


class ApiError(Exception):
    """A method is refused: what a bot gets to read."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> ApiError:
    """Make a 400. The first letter becomes a small one unless the reason is a constant, as Telegram does."""
    is_constant = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return ApiError(400, f"Bad Request: {reason if is_constant else reason[:1].lower() + reason[1:]}")


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """Make a 429: to be tried again after so many whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def unauthorized() -> ApiError:
    return ApiError(401, "Unauthorized")


def not_found(what: str = "") -> ApiError:
    return ApiError(404, f"Not Found: {what}" if what else "Not Found")


def query_is_gone() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
