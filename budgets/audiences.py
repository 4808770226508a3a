"""Who reads what is done to estimates and to the documents of money after them."""

from agencies.audience import Audience, told_to

told_to(Audience.BOTH_SIDES, "submit", "withdraw", "appraise", "return", "decide", "reopen", "correct")
told_to(Audience.BOTH_SIDES, "explain_excess", "ask_about_estimate", "answer_about_estimate")
told_to(Audience.BOTH_SIDES, "allocate", "allocate_line", "take_back_allocation", "take_back_allocation_line")
told_to(Audience.BOTH_SIDES, "sign_contract", "amend_contract", "cancel_contract", "take_back_change")
told_to(Audience.BOTH_SIDES, "accept_work", "take_back_acceptance", "pay", "take_back_payment")
told_to(Audience.BOTH_SIDES, "settle", "take_back_settlement")
told_to(Audience.BOTH_SIDES, "add_contractor", "edit_contractor", "add_proof")
told_to(Audience.OWN_DESK, "attach_to_estimate", "detach_from_estimate")
told_to(Audience.BOTH_SIDES, "simulate", "repeat_simulation", "propose_allocation", "drop_proposal", "draft_allocation")
told_to(Audience.BOTH_SIDES, "delete_simulation")
told_to(Audience.BOTH_SIDES, "replace_estimate")
told_to(Audience.OWN_DESK, "draft", "revise", "delete", "start_edition", "take_price")
