"""Who reads what is done to plans, catalogues, their files and groups of duplicates."""

from agencies.audience import Audience, told_to

# What moves a catalogue from desk to desk; reviews, detailed plans and progress reports are handed in too.
told_to(Audience.BOTH_SIDES, "submit", "withdraw", "receive", "tranche", "appraise", "return", "correct")
told_to(Audience.BOTH_SIDES, "ask_reopen", "drop_reopen", "reopen", "refuse_reopen", "close_again")
# What Sở Nội vụ and the agency say to each other of what was handed in.
told_to(Audience.BOTH_SIDES, "files_accept", "files_leave_out", "files_ask", "files_undo", "files_looked_at")
told_to(Audience.BOTH_SIDES, "answer", "take_over", "decline", "name_files", "name_no_more", "draw")
told_to(Audience.BOTH_SIDES, "take_on", "hand_over", "hand_back", "confirm_figures", "return_figures")
told_to(Audience.BOTH_SIDES, "take_on", "hand_over", "hand_back")
told_to(Audience.BOTH_SIDES, "extend", "not_extend", "undo_extension")
told_to(Audience.BOTH_SIDES, "raise_difficulty", "answer_difficulty", "supplement_answer", "hand_over_difficulty")
told_to(Audience.BOTH_SIDES, "sort_difficulty", "unsort_difficulty")
told_to(Audience.BOTH_SIDES, "join_difficulty", "separate_difficulty", "ask_further", "close_difficulty")
told_to(Audience.BOTH_SIDES, "share_answer", "hand_over_joined")
told_to(Audience.BOTH_SIDES, "explain_excess", "confirm_excess", "assign", "divide")
told_to(Audience.BOTH_SIDES, "explain_unusual", "confirm_unusual", "return_unusual", "undo_unusual", "reopen_unusual")
told_to(Audience.BOTH_SIDES, "judge_duplicates", "rule_issued", "rule_issued_back", "rule_issued_followed")

# What a clerk and the head say to each other before anything goes out.
# What Sở KH&CN finds, sends to the shared archive and hears from it of an agency's files.
told_to(Audience.BOTH_SIDES, "check_archive", "export_archive", "archive_answers")
told_to(Audience.BOTH_SIDES, "media_add", "media_edit", "media_delete", "media_upload")

told_to(Audience.OWN_DESK, "ask_signature", "take_back_signature", "give_back")

told_to(Audience.BOTH_SIDES, "manifest", "manifest_rule", "manifest_read", "manifest_withdrawn")
told_to(Audience.BOTH_SIDES, "evidence_sample", "evidence_seen", "explain_gap")
told_to(Audience.BOTH_SIDES, "count_by_files", "count_by_hand", "mark_files", "unmark_files")

told_to(Audience.OWN_DESK, "rewrite")
told_to(Audience.OWN_DESK, "draft", "rename", "files", "file", "estimate_pages", "undo_upload", "undo_change", "delete")

told_to(Audience.ADMINISTRATORS, "upload", "upload_refused", "upload_columns", "upload_confirmed", "upload_cancelled")
told_to(Audience.ADMINISTRATORS, "upload_corrected", "upload_correction_undone", "reading_forgotten")
told_to(Audience.ADMINISTRATORS, "internal_note", "search_duplicates")
