"""What makes each sentence of a paper true: the records it stands on, by the sentence's key.

A sentence that no record makes true is not printed. Tests hold that every sentence has its key here, that every key is
a sentence, and that every record exists.
"""

SOURCES: dict[str, tuple[str, ...]] = {
    # I. Công tác chỉ đạo, triển khai
    "opening": ("Plan.name", "Plan.number", "Plan.issued_on", "Report.figures_at", "Report.number"),
    "plan": ("ControlFigure.file_count", "ControlFigure.page_count", "ControlFigure.amount_dong"),
    "targets": ("Target.file_count", "Target.page_count", "UnitPrice.amount_dong", "Milestone.printed_date"),
    "price": ("UnitPrice.amount_dong", "Target.page_count", "ControlFigure.page_count"),
    "declared": ("Agency.kind", "ProgressReport.submitted_on"),
    # II. Kết quả thực hiện
    "milestones": ("Milestone.printed_date", "Milestone.last_day_on_time"),
    "reviews": ("VolumeReview.submitted_on", "VolumeReview.file_count", "VolumeReview.a4_page_count"),
    "detailed_plans": ("DetailedPlan.submitted_on", "DetailedPlan.issued_on"),
    "appraisals": (
        "Appraisal.decided_on",
        "Appraisal.file_count",
        "Appraisal.a4_page_count",
        "Appraisal.left_out_files",
        "Appraisal.left_out_by_reason",
        "Catalogue.submitted_at",
    ),
    "above_targets": ("Appraisal.a4_page_count", "Target.page_count", "UnitPrice.amount_dong"),
    "scanned": ("ProgressReport.scanned_files", "ProgressReport.scanned_pages", "ProgressReport.period_end"),
    "scanned_by_group": ("ProgressReport.scanned_files", "ProgressReport.scanned_pages", "Target.page_count"),
    "no_estimates": ("Estimate.submitted_at",),
    "estimates": (
        "Estimate.requested_dong",
        "EstimateAppraisal.requested_dong",
        "EstimateAppraisal.appraised_dong",
        "EstimateAppraisal.own_decision",
    ),
    "integrated": ("ProgressReport.integrated_files", "ProgressReport.integrated_pages"),
    "checked": ("ProgressReport.checked_files", "ProgressReport.checked_pages"),
    # III. Đánh giá
    "waiting": ("Plan.first_period_end", "Plan.period_days", "ProgressReport.period_end"),
    "standing": ("ProgressReport.scanned_pages", "Target.page_count", "Milestone.last_day_on_time"),
    "late": ("ProgressReport.scanned_pages", "Target.page_count", "Milestone.last_day_on_time"),
    "at_risk": ("ProgressReport.scanned_pages", "Target.page_count", "Milestone.last_day_on_time"),
    "unknown": ("ProgressReport.scanned_pages", "Target.page_count", "Milestone.last_day_on_time"),
    "silent": ("ProgressReport.period_end", "ProgressReport.submitted_on"),
    "outlook": ("ProgressReport.scanned_pages", "Target.page_count", "Milestone.last_day_on_time"),
    "causes": ("ProgressReport.difficulties",),
    # IV, V. Khó khăn, vướng mắc; kiến nghị, đề xuất
    "difficulty_count": ("ProgressReport.difficulties", "ProgressReport.proposals"),
    "difficulties": ("ProgressReport.difficulties",),
    "request": ("ProgressReport.scanned_pages", "ProgressReport.period_end", "Milestone.last_day_on_time"),
    "proposals": ("ProgressReport.proposals",),
    "to_the_issuer": ("ProgressReport.proposals", "Plan.reporting_agency"),
    "closing": ("Plan.name", "Plan.reporting_agency"),
    # Ghi chú dưới bảng
    "note_communes": ("Agency.parent",),
    "note_unreported": ("ProgressReport.submitted_on", "ProgressReport.period_end"),
    "note_readings": ("Plan.first_period_end", "Plan.period_days", "ProgressReport.submitted_on", "Report.figures_at"),
    "note_unasked": ("Estimate.submitted_at", "EstimateAppraisal.decided_on"),
    "note_milestones": ("Milestone.key", "Agency.parent"),
    # Công văn thẩm định Mục lục
    "letter_opening": (
        "Plan.number",
        "Plan.issued_on",
        "Appraisal.submitted_at",
        "Appraisal.revision",
        "Appraisal.catalogue_name",
    ),
    "letter_approved": ("Appraisal.file_count", "Appraisal.a4_page_count"),
    "letter_corrected": ("Appraisal.corrected_files", "Appraisal.corrected_pages"),
    "letter_left_out": ("Appraisal.left_out_files", "Appraisal.left_out_pages", "Appraisal.left_out_by_reason"),
    "letter_unarranged": ("Appraisal.unarranged_files", "Appraisal.unarranged_reason"),
    "letter_unseen": ("Appraisal.unseen_files", "Appraisal.unseen_reason"),
    "letter_sample": ("Appraisal.sample",),
    "letter_check_code": ("Appraisal.frozen_hash", "Appraisal.agreed_hash"),
    "letter_extract": ("Appraisal.document", "CatalogueReturn.document"),
    "note_factors": ("Appraisal.decided_on", "Appraisal.unconfirmed_sizes"),
    "letter_in_place": ("Appraisal.document", "Appraisal.revision", "Appraisal.is_tranche"),
    "letter_closing": ("Appraisal.is_tranche",),
    # Công văn về nhiều Mục lục
    "joint_opening": ("Plan.number", "Plan.issued_on", "Appraisal.document", "CatalogueReturn.document"),
    "joint_passed": (
        "Appraisal.is_tranche",
        "Appraisal.file_count",
        "Appraisal.a4_page_count",
        "Appraisal.document",
        "SignedFile.replaced_by",
    ),
    "joint_corrected": ("Appraisal.corrected_files", "Appraisal.corrected_pages"),
    "joint_left_out": ("Appraisal.left_out_files", "Appraisal.left_out_pages", "Appraisal.left_out_by_reason"),
    "joint_let_through": (
        "Appraisal.unarranged_files",
        "Appraisal.unarranged_reason",
        "Appraisal.unseen_files",
        "Appraisal.unseen_reason",
    ),
    "joint_returned": ("CatalogueReturn.document", "CatalogueReturn.reason", "ReturnedFile.sent_back"),
    "joint_note_tranche": ("Appraisal.is_tranche",),
    "joint_note_short": ("Appraisal.file_count", "Appraisal.left_out_files", "ReturnedFile.sent_back"),
    "joint_check_code": ("Appraisal.frozen_hash",),
    "joint_closing": ("Appraisal.document",),
    # Mục lục hồ sơ, tài liệu số hóa
    "form_count": ("ArchivalFile.catalogue", "ArchivalFile.decision"),
    "form_words": ("ArchivalFile.catalogue", "ArchivalFile.decision"),
    "form_left_out": ("ArchivalFile.decision",),
    "form_gaps": ("ArchivalFile.sheet_count", "ArchivalFile.page_count"),
}
