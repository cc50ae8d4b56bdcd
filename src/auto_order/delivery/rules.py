"""The allowed steps of a delivery."""

from auto_order.delivery.models import Delivery, DeliveryStatus
from auto_order.kit.errors import Refusal

_NEXT = {
    DeliveryStatus.QUEUED: {DeliveryStatus.SENDING, DeliveryStatus.DEAD},
    # SENDING again: the worker died after the last start and before it could say how that went.
    DeliveryStatus.SENDING: {
        DeliveryStatus.SENDING,
        DeliveryStatus.SENT,
        DeliveryStatus.QUEUED,
        DeliveryStatus.BLOCKED,
        DeliveryStatus.DEAD,
    },
    DeliveryStatus.SENT: {DeliveryStatus.QUEUED},
    DeliveryStatus.BLOCKED: {DeliveryStatus.QUEUED},
    # DEAD straight to SENDING: a person revived the job.
    DeliveryStatus.DEAD: {DeliveryStatus.QUEUED, DeliveryStatus.SENDING},
}


class NothingToResend(Refusal):
    """The order has no goods that were or will be handed over."""

    code = "nothing_to_resend"


def advance(delivery: Delivery, wanted: DeliveryStatus) -> None:
    """Take the delivery one step on. The only place its status is set; another step is a bug and raises."""
    if wanted not in _NEXT[delivery.status]:
        message = f"a delivery does not go from {delivery.status} to {wanted}"
        raise ValueError(message)
    delivery.status = wanted
