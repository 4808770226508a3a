"""Who reads what is done to estimates and allocations."""

from agencies.audience import Audience, told_to

told_to(Audience.BOTH_SIDES, "submit", "withdraw", "appraise", "return", "decide", "reopen", "correct")
told_to(Audience.BOTH_SIDES, "explain_excess", "ask_about_estimate", "answer_about_estimate")
told_to(Audience.BOTH_SIDES, "allocate", "allocate_line", "take_back_allocation", "take_back_allocation_line")
told_to(Audience.OWN_DESK, "draft", "revise", "delete")
