"""What may be given to whom, and how it is written down."""

from collections.abc import Iterable

from auto_order.kit.errors import Refusal
from auto_order.staff.models import Permission

EVERYTHING = frozenset(Permission)
NOTHING: frozenset[Permission] = frozenset()
GRANTABLE = tuple(permission for permission in Permission if permission is not Permission.STAFF)


class NotGrantable(Refusal):
    """Whom the staff consists of is decided by the seller alone."""

    code = "not_grantable"


def check_grantable(permission: Permission) -> Permission:
    """Accept what may be given to somebody."""
    if permission not in GRANTABLE:
        raise NotGrantable
    return permission


def write_permissions(permissions: Iterable[Permission]) -> str:
    """Write permissions down in the order in which they are listed."""
    chosen = set(permissions)
    return ",".join(permission for permission in Permission if permission in chosen)


def read_permissions(text: str) -> frozenset[Permission]:
    """Read what was written; a permission that there is no more, or that nobody may be given, is nothing."""
    names = set(text.split(","))
    return frozenset(permission for permission in GRANTABLE if permission in names)
