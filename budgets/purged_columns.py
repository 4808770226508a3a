"""How the columns of estimates and of the documents after them are emptied in a purge; amounts stay."""

from agencies.purge.places import Emptied, register

register(
    Emptied(
        "budgets.Estimate",
        texts="name note excess_reason unusual_reason change_reason",
        values="as_handed_in",
        quoted="name note change_reason",
    ),
    Emptied("budgets.EstimateAttachment", texts="file_name", files="file"),
    Emptied("budgets.EstimateLine", texts="name", quoted="name"),
    Emptied("budgets.EstimateAppraisal", texts="difference_reason", quoted="difference_reason"),
    Emptied("budgets.AppraisedLine", texts="name reason", quoted="name reason"),
    Emptied("budgets.EstimateQuestion", texts="line text answer", quoted="text answer"),
    Emptied("budgets.Allocation", texts="number reason signer source_note", quoted="number"),
    Emptied("budgets.AllocationLine", texts="excess_reason note", quoted="note"),
    Emptied("budgets.AllocationUpload", texts="file_name", values="rows", quoted="file_name"),
    Emptied("budgets.Contractor", texts="name address contact note", stays="tax_code", quoted="name"),
    Emptied("budgets.ContractorProof", texts="kind number", quoted="kind"),
    Emptied(
        "budgets.Contract",
        texts="number subject warned_reason",
        stays="number_key",
        quoted="subject",
        anew=lambda row: {"number_key": row.number},
    ),
    Emptied("budgets.ContractChange", texts="number reason", quoted="number"),
    Emptied("budgets.ContractLine", texts="name", quoted="name"),
    Emptied("budgets.ProcurementLimit", texts="source", quoted="source"),
    Emptied("budgets.AdvanceLimit", texts="source", quoted="source"),
    Emptied("budgets.TreasuryForm", texts="name source", quoted="name source"),
    Emptied("budgets.Acceptance", texts="number reason", quoted="number"),
    Emptied("budgets.Payment", texts="number reason", quoted="number"),
    Emptied(
        "budgets.Simulation",
        texts="name message",
        stays="kind request_id",
        values="weights result chosen",
        quoted="name",
    ),
    Emptied("budgets.WorkRate", texts="source", quoted="source"),
    Emptied("budgets.Settlement", texts="number reason", quoted="number"),
)
