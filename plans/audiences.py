"""Who reads what is done to plans, catalogues, their files and groups of duplicates."""

from agencies.audience import Audience, told_to

# What moves a catalogue from desk to desk; reviews, detailed plans and progress reports are handed in too.
told_to(Audience.BOTH_SIDES, "submit", "withdraw", "receive", "tranche", "appraise", "return", "correct")
told_to(Audience.BOTH_SIDES, "ask_reopen", "drop_reopen", "reopen", "refuse_reopen", "close_again")
# What Sở Nội vụ and the agency say to each other of what was handed in.
told_to(Audience.BOTH_SIDES, "files_accept", "files_leave_out", "files_ask", "files_undo", "files_looked_at")
told_to(Audience.BOTH_SIDES, "answer", "take_over", "decline", "name_files", "name_no_more", "draw")
told_to(Audience.BOTH_SIDES, "take_on", "hand_over", "hand_back")
told_to(Audience.BOTH_SIDES, "explain_excess", "confirm_excess", "assign", "divide")
told_to(Audience.BOTH_SIDES, "explain_unusual", "confirm_unusual", "return_unusual", "undo_unusual", "reopen_unusual")
told_to(Audience.BOTH_SIDES, "judge_duplicates", "rule_issued", "rule_issued_back", "rule_issued_followed")

# What a clerk and the head say to each other before anything goes out.
# What Sở KH&CN finds, sends to the shared archive and hears from it of an agency's files.
told_to(Audience.BOTH_SIDES, "check_archive", "export_archive", "archive_answers")
told_to(Audience.BOTH_SIDES, "media_add", "media_edit", "media_delete", "media_upload")

told_to(Audience.OWN_DESK, "ask_signature", "take_back_signature", "give_back")

told_to(Audience.OWN_DESK, "draft", "rename", "files", "file", "estimate_pages", "undo_upload", "undo_change", "delete")

told_to(Audience.ADMINISTRATORS, "upload", "upload_refused", "upload_columns", "upload_confirmed", "upload_cancelled")
told_to(Audience.ADMINISTRATORS, "upload_corrected", "upload_correction_undone", "reading_forgotten")
told_to(Audience.ADMINISTRATORS, "internal_note", "search_duplicates")
