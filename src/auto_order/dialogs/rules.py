"""The refusal of the dialogs."""

from auto_order.kit.errors import Refusal


class StepGone(Refusal):
    """The step is not open any more: it was answered, left, or another one took its place."""

    code = "step_gone"
