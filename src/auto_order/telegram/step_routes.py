"""One table from what is asked to who answers it, beside the one of taps and words."""

from collections.abc import Mapping

from auto_order.telegram.buyer import after_sale, catalog, profile, topup, vouchers
from auto_order.telegram.screens import after_sale as after_sale_screens
from auto_order.telegram.screens import catalog as catalog_screens
from auto_order.telegram.screens import checkout as checkout_screens
from auto_order.telegram.screens import profile as profile_screens
from auto_order.telegram.screens import topup as topup_screens
from auto_order.telegram.staff_step_routes import STEPS as STAFF_STEPS
from auto_order.telegram.steps import Sent, StepKind, StepRoute

TEXT_OR_PHOTO = (Sent.TEXT, Sent.PHOTO)

STEPS: Mapping[StepKind, StepRoute] = {
    StepKind.VOUCHER_CODE: StepRoute(checkout_screens.ask_voucher, vouchers.answer_voucher),
    StepKind.TOPUP_AMOUNT: StepRoute(topup_screens.ask_amount, topup.answer_amount),
    StepKind.PROFILE: StepRoute(profile_screens.ask_profile, profile.answer_profile),
    StepKind.PROOF: StepRoute(after_sale_screens.ask_proof, after_sale.answer_proof, TEXT_OR_PHOTO),
    StepKind.CLAIM: StepRoute(after_sale_screens.ask_claim, after_sale.answer_claim, TEXT_OR_PHOTO),
    StepKind.SEARCH: StepRoute(catalog_screens.ask_search, catalog.answer_search),
    **STAFF_STEPS,
}
