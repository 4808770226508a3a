from agencies.policies import route

from .calendar_feed import views as calendars
from .digest import views as digest
from .ledger import views as ledger
from .money_documents import drafts as money_drafts
from .money_documents import file_views as money_files
from .money_documents import views as money
from .notices import views as notices
from .searching import views as searching
from .urging import views as urging
from .urging import writing_views as urging_writing
from .views import (
    agencies,
    appraisals,
    beginning,
    catalogues,
    dashboard,
    forecast,
    home,
    invitations,
    letters,
    receipts,
    reports,
)

urlpatterns = [
    route("", home.home, "home", "signed_in"),
    route("tim/", searching.find, "find", "signed_in"),
    route("tim/ho-so/", searching.find_files, "find_files", "signed_in"),
    route("bat-dau/", beginning.begin, "begin", "administers"),
    route("bat-dau/thu-dien-tu/", beginning.mail_test, "mail_test", "administers", methods=("GET", "POST"), once=True),
    route("bat-dau/sao-luu/", beginning.backup_help, "backup_help", "administers"),
    route("giay-moi.xlsx", invitations.invitation_list_export, "invitation_list_export", "administers"),
    route("giay-moi/", invitations.invitation_list, "invitation_list", "administers"),
    route(
        "giay-moi/cap/",
        invitations.invitation_issue,
        "invitation_issue",
        "administers",
        methods=("GET", "POST"),
        once=True,
    ),
    route("toan-tinh/", dashboard.dashboard, "dashboard", "oversees"),
    route("tien-do/du-bao.xlsx", forecast.forecast_list_export, "forecast_list_export", "signed_in"),
    route("tien-do/du-bao/", forecast.forecast_list, "forecast_list", "signed_in"),
    route("tien-do/giay-nhan/<int:pk>.pdf", receipts.progress_receipt_paper, "progress_receipt_paper", "signed_in"),
    route("thong-bao/", notices.notice_list, "notice_list", "signed_in"),
    route("thong-bao/da-xem/", notices.notices_seen, "notices_seen", "signed_in", methods=("POST",)),
    route("tai-khoan/thu-va-lich/", digest.account_mail, "account_mail", "signed_in", methods=("GET", "POST")),
    route("tai-khoan/lich/", calendars.calendar_make, "calendar_make", "signed_in", methods=("POST",)),
    route("tai-khoan/tat-lich/", calendars.calendar_stop, "calendar_stop", "signed_in", methods=("POST",)),
    route("lich/<str:token>.ics", calendars.calendar_feed, "calendar_feed", "public"),
    route("hop-thu-di.xlsx", digest.outbox_export, "outbox_export", "administers"),
    route("hop-thu-di/", digest.outbox, "outbox", "administers"),
    route("hop-thu-di/<int:pk>/", digest.outbox_mail, "outbox_mail", "administers"),
    route("don-doc.xlsx", urging.urging_list_export, "urging_list_export", "signed_in"),
    route("don-doc/", urging.urging_list, "urging_list", "signed_in"),
    route("don-doc/lap/", urging.urging_new, "urging_new", "urges", methods=("GET", "POST"), once=True),
    route("don-doc/<int:pk>/", urging.urging_detail, "urging_detail", "signed_in"),
    route("don-doc/<int:pk>/sua/", urging_writing.urging_edit, "urging_edit", "urges", ("GET", "POST")),
    route("don-doc/<int:pk>/ban-hanh/", urging_writing.urging_send, "urging_send", "urges", ("GET", "POST")),
    route("don-doc/<int:pk>/dinh-chinh/", urging_writing.urging_correct, "urging_correct", "urges", ("GET", "POST")),
    route("don-doc/<int:pk>/huy/", urging.urging_delete, "urging_delete", "urges", ("GET", "POST")),
    route("don-doc/<int:pk>/da-nhan/", urging.urging_receive, "urging_receive", "own_agency", ("POST",)),
    route("don-doc/<int:pk>/van-ban/<slug:extension>/", urging.urging_paper, "urging_paper", "signed_in"),
    route("cong-van.xlsx", letters.letter_list_export, "letter_list_export", "signed_in"),
    route("cong-van/", letters.letter_list, "letter_list", "signed_in"),
    route("doi-chieu.xlsx", ledger.ledger_export, "ledger_export", "signed_in"),
    route("doi-chieu/", ledger.ledger, "ledger", "signed_in"),
    route(
        "du-toan/<int:pk>/van-ban/<slug:paper>/<slug:extension>/", money.estimate_paper, "estimate_paper", "signed_in"
    ),
    route(
        "du-toan/<int:pk>/du-thao/<slug:name>/<slug:extension>/",
        money_drafts.estimate_draft,
        "estimate_draft",
        "signed_in",
        methods=("POST",),
    ),
    route(
        "giao-du-toan/<int:pk>/van-ban/<slug:paper>/<slug:extension>/",
        money.allocation_paper,
        "allocation_paper",
        "signed_in",
    ),
    route(
        "giao-du-toan/du-thao/<slug:extension>/",
        money_drafts.allocation_draft,
        "allocation_draft",
        "signed_in",
        methods=("POST",),
    ),
    route(
        "nghiem-thu/<int:pk>/van-ban/<slug:paper>/<slug:extension>/",
        money.acceptance_paper,
        "acceptance_paper",
        "signed_in",
    ),
    route(
        "giai-ngan/<int:pk>/van-ban/<slug:paper>/<slug:extension>/", money.payment_paper, "payment_paper", "signed_in"
    ),
    route(
        "quyet-toan/<int:pk>/van-ban/<slug:paper>/<slug:extension>/",
        money.settlement_paper,
        "settlement_paper",
        "signed_in",
    ),
    route("co-quan.xlsx", agencies.agency_list_export, "agency_list_export", "signed_in"),
    route("co-quan/", agencies.agency_list, "agency_list", "signed_in"),
    route("co-quan/<slug:code>/", agencies.agency_detail, "agency_detail", "signed_in"),
    route("muc-luc/<int:pk>/tep/", catalogues.catalogue_export, "catalogue_export", "signed_in"),
    route(
        "muc-luc/<int:pk>/bieu-mau/<slug:extension>/", catalogues.catalogue_official, "catalogue_official", "signed_in"
    ),
    route(
        "tham-dinh/<int:pk>/van-ban/<slug:extension>/", catalogues.appraisal_document, "appraisal_document", "signed_in"
    ),
    route(
        "van-ban-tham-dinh/du-thao/<slug:extension>/",
        appraisals.joint_draft,
        "joint_draft",
        "decides_catalogues",
        methods=("POST",),
    ),
    route("van-ban-tham-dinh/<int:pk>/<slug:extension>/", catalogues.issued_document, "issued_document", "oversees"),
    route(
        "muc-luc/<int:pk>/du-thao/<slug:scope>/<slug:extension>/",
        appraisals.appraisal_draft,
        "appraisal_draft",
        "decides_catalogues",
    ),
    route(
        "muc-luc/<int:pk>/ban-in/<slug:form>/<slug:extension>/",
        catalogues.paper,
        "paper",
        "signed_in",
        methods=("GET", "POST"),
    ),
    route(
        "muc-luc/<int:pk>/ban-in/<slug:form>/<slug:extension>/tien-do/",
        catalogues.paper_progress,
        "paper_progress",
        "signed_in",
    ),
    route(
        "muc-luc/<int:pk>/ban-in/<slug:form>/<slug:extension>/tep/", catalogues.paper_file, "paper_file", "signed_in"
    ),
    route("phuong-an/<int:pk>/phu-luc/<slug:extension>/", money.simulation_annex, "simulation_annex", "signed_in"),
    route(
        "van-ban-dai/<slug:noun>/<int:pk>/<slug:paper>/<slug:extension>/",
        money_files.money_file_new,
        "money_file_new",
        "signed_in",
        methods=("GET", "POST"),
    ),
    route("van-ban-dai/<int:pk>/", money_files.money_file, "money_file", "signed_in", methods=("GET", "POST")),
    route("van-ban-dai/<int:pk>/tien-do/", money_files.money_file_progress, "money_file_progress", "signed_in"),
    route("van-ban-dai/<int:pk>/tep/", money_files.money_file_take, "money_file_take", "signed_in"),
    route("bao-cao.xlsx", reports.report_list_export, "report_list_export", "oversees"),
    route("bao-cao/", reports.report_list, "report_list", "oversees"),
    route("bao-cao/lap/", reports.report_new, "report_new", "builds_reports", methods=("GET", "POST"), once=True),
    route("bao-cao/<int:pk>/", reports.report_detail, "report_detail", "oversees"),
    route("bao-cao/<int:pk>/tien-do/", reports.report_progress, "report_progress", "oversees"),
    route("bao-cao/<int:pk>/lap-lai/", reports.report_retry, "report_retry", "builds_reports", methods=("POST",)),
    route("bao-cao/<int:pk>/tep/<slug:extension>/", reports.report_download, "report_download", "oversees"),
]
