"""The refusal about proofs."""

from auto_order.kit.errors import Refusal


class ProofNotFound(Refusal):
    """There is no such proof."""

    code = "proof_not_found"
