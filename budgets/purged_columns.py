"""How the columns of estimates are emptied in a purge; amounts stay."""

from agencies.purge.places import Emptied, register

register(
    Emptied(
        "budgets.Estimate", texts="name note excess_reason unusual_reason", values="as_handed_in", quoted="name note"
    ),
    Emptied("budgets.EstimateLine", texts="name", quoted="name"),
    Emptied("budgets.EstimateAppraisal", texts="difference_reason", quoted="difference_reason"),
)
