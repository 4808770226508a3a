from agencies.policies import route

from .acceptances import views as acceptance_views
from .allocations import entry_views
from .allocations import views as allocations
from .contracts import contractor_views
from .contracts import views as contract_views
from .estimates import attachment_views, correction_views, edition_views, question_views, together_views, views
from .payments import settlement_views
from .payments import views as payment_views
from .simulations import chosen_views as simulation_choice
from .simulations import draft_views as simulation_drafts
from .simulations import views as simulations

FORM = ("GET", "POST")

urlpatterns = [
    route("du-toan.xlsx", views.estimate_list_export, "estimate_list_export", "signed_in"),
    route("du-toan/", views.estimate_list, "estimate_list", "signed_in"),
    route("du-toan/lap-moi/", views.estimate_new, "estimate_new", "prepares", FORM, once=True),
    route(
        "du-toan/tham-dinh-chung/", together_views.estimate_together, "estimate_together", "appraises_estimates", FORM
    ),
    route("du-toan/<int:pk>/", views.estimate_detail, "estimate_detail", "signed_in"),
    route("du-toan/<int:pk>/sua/", views.estimate_edit, "estimate_edit", "prepares", FORM),
    route("du-toan/<int:pk>/xoa/", views.estimate_delete, "estimate_delete", "prepares", FORM),
    route("du-toan/<int:pk>/hoi/", question_views.estimate_ask, "estimate_ask", "appraises_estimates", FORM, once=True),
    route(
        "du-toan/<int:pk>/tep/them/", attachment_views.estimate_attach, "estimate_attach", "prepares", FORM, once=True
    ),
    route("du-toan/tep/<int:pk>/", attachment_views.estimate_attachment, "estimate_attachment", "signed_in"),
    route(
        "du-toan/tep/<int:pk>/bo/",
        attachment_views.estimate_attachment_remove,
        "estimate_attachment_remove",
        "prepares",
        ("POST",),
    ),
    route("du-toan/cau-hoi/<int:pk>/", question_views.estimate_answer, "estimate_answer", "prepares", FORM),
    route("du-toan/<int:pk>/dinh-chinh/", correction_views.estimate_correct, "estimate_correct", "signed_in", FORM),
    route(
        "du-toan/<int:pk>/ban-moi/",
        edition_views.estimate_edition_new,
        "estimate_edition_new",
        "prepares",
        FORM,
        once=True,
    ),
    route("du-toan/<int:pk>/don-gia/", edition_views.estimate_take_price, "estimate_take_price", "prepares", FORM),
    route("du-toan/<int:pk>/so-sanh.xlsx", edition_views.estimate_comparison, "estimate_comparison", "signed_in"),
    route("du-toan/<int:pk>/<slug:name>/", views.estimate_action, "estimate_action", "signed_in", FORM),
    route("giao-du-toan.xlsx", allocations.allocation_list_export, "allocation_list_export", "signed_in"),
    route("giao-du-toan/", allocations.allocation_list, "allocation_list", "signed_in"),
    route("giao-du-toan/theo-co-quan/", allocations.allocation_table, "allocation_table", "signed_in"),
    route(
        "giao-du-toan/theo-co-quan.xlsx", allocations.allocation_table_export, "allocation_table_export", "signed_in"
    ),
    route("giao-du-toan/bieu-mau.xlsx", entry_views.allocation_template, "allocation_template", "signed_in"),
    route("giao-du-toan/lap/", entry_views.allocation_new, "allocation_new", "signed_in", FORM, once=True),
    route("giao-du-toan/nap/", entry_views.allocation_upload, "allocation_upload", "signed_in", FORM, once=True),
    route(
        "giao-du-toan/nap/<int:pk>/",
        entry_views.allocation_upload_check,
        "allocation_upload_check",
        "signed_in",
        FORM,
        once=True,
    ),
    route(
        "giao-du-toan/nap/<int:pk>/huy/",
        entry_views.allocation_upload_cancel,
        "allocation_upload_cancel",
        "signed_in",
        ("POST",),
    ),
    route("giao-du-toan/<int:pk>/", allocations.allocation_detail, "allocation_detail", "signed_in"),
    route(
        "giao-du-toan/<int:pk>/ghi-dao/", allocations.allocation_take_back, "allocation_take_back", "signed_in", FORM
    ),
    route("phuong-an.xlsx", simulations.simulation_list_export, "simulation_list_export", "signed_in"),
    route("phuong-an/", simulations.simulation_list, "simulation_list", "signed_in"),
    route("phuong-an/lap/", simulations.simulation_new, "simulation_new", "signed_in", FORM, once=True),
    route("phuong-an/so-sanh/", simulations.simulation_compare, "simulation_compare", "signed_in"),
    route("phuong-an/<int:pk>/", simulations.simulation_detail, "simulation_detail", "signed_in"),
    route("phuong-an/<int:pk>/tien-do/", simulations.simulation_progress, "simulation_progress", "signed_in"),
    route("phuong-an/<int:pk>/tinh-lai/", simulations.simulation_retry, "simulation_retry", "signed_in", ("POST",)),
    route("phuong-an/<int:pk>/ho-so/", simulation_choice.simulation_files, "simulation_files", "signed_in"),
    route(
        "phuong-an/<int:pk>/ho-so.xlsx",
        simulation_choice.simulation_files_export,
        "simulation_files_export",
        "signed_in",
    ),
    route("phuong-an/<int:pk>/xoa/", simulation_drafts.simulation_delete, "simulation_delete", "signed_in", FORM),
    route("phuong-an/<int:pk>/chon/", simulation_drafts.simulation_propose, "simulation_propose", "signed_in", FORM),
    route(
        "phuong-an/<int:pk>/du-thao/",
        simulation_drafts.simulation_draft,
        "simulation_draft",
        "signed_in",
        ("POST",),
        once=True,
    ),
    route("hop-dong.xlsx", contract_views.contract_list_export, "contract_list_export", "signed_in"),
    route("hop-dong/", contract_views.contract_list, "contract_list", "signed_in"),
    route("hop-dong/ghi-moi/", contract_views.contract_new, "contract_new", "prepares", FORM, once=True),
    route("hop-dong/<int:pk>/", contract_views.contract_detail, "contract_detail", "signed_in"),
    route("hop-dong/<int:pk>/phu-luc/", contract_views.contract_amend, "contract_amend", "signed_in", FORM, once=True),
    route("hop-dong/<int:pk>/thanh-ly/", contract_views.contract_cancel, "contract_cancel", "signed_in", FORM),
    route(
        "hop-dong/thay-doi/<int:pk>/ghi-dao/",
        contract_views.contract_change_take_back,
        "contract_change_take_back",
        "signed_in",
        FORM,
    ),
    route(
        "hop-dong/<int:pk>/nghiem-thu/", acceptance_views.acceptance_new, "acceptance_new", "signed_in", FORM, once=True
    ),
    route("nghiem-thu/<int:pk>/", acceptance_views.acceptance_detail, "acceptance_detail", "signed_in"),
    route(
        "nghiem-thu/<int:pk>/ghi-dao/", acceptance_views.acceptance_take_back, "acceptance_take_back", "signed_in", FORM
    ),
    route("hop-dong/<int:pk>/giai-ngan/", payment_views.payment_new, "payment_new", "signed_in", FORM, once=True),
    route("giai-ngan/<int:pk>/ghi-dao/", payment_views.payment_take_back, "payment_take_back", "signed_in", FORM),
    route("quyet-toan.xlsx", settlement_views.settlement_list_export, "settlement_list_export", "signed_in"),
    route("quyet-toan/", settlement_views.settlement_list, "settlement_list", "signed_in"),
    route("quyet-toan/ghi-moi/", settlement_views.settlement_new, "settlement_new", "prepares", FORM, once=True),
    route(
        "quyet-toan/<int:pk>/ghi-dao/", settlement_views.settlement_take_back, "settlement_take_back", "signed_in", FORM
    ),
    route("nha-thau.xlsx", contractor_views.contractor_list_export, "contractor_list_export", "signed_in"),
    route("nha-thau/", contractor_views.contractor_list, "contractor_list", "signed_in"),
    route("nha-thau/them/", contractor_views.contractor_new, "contractor_new", "signed_in", FORM, once=True),
    route("nha-thau/khoi-luong.xlsx", contractor_views.contractor_load_export, "contractor_load_export", "oversees"),
    route("nha-thau/khoi-luong/", contractor_views.contractor_load, "contractor_load", "oversees"),
    route("nha-thau/<int:pk>/", contractor_views.contractor_detail, "contractor_detail", "signed_in"),
    route("nha-thau/<int:pk>/sua/", contractor_views.contractor_edit, "contractor_edit", "signed_in", FORM),
    route(
        "nha-thau/<int:pk>/giay-to/",
        contractor_views.contractor_proof,
        "contractor_proof",
        "signed_in",
        FORM,
        once=True,
    ),
]
