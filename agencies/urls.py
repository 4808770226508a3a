from agencies.policies import route

from . import account_change_views, invitation_views, style_page, views
from . import list_choice_views as list_choices
from .delegation import views as delegations
from .help import views as guides
from .oidc import views as oidc
from .purge import views as purges
from .saved_views import views as filters
from .second_factor import views as second_factor

urlpatterns = [
    route("dang-nhap/", views.PortalLogin.as_view(), "login", "public", methods=("GET", "POST")),
    route("dang-nhap/tinh/", oidc.start, "oidc_start", "public"),
    route("dang-nhap/tinh/ve/", oidc.back, "oidc_back", "public"),
    route("dang-xuat/", views.sign_out, "logout", "public", methods=("POST",)),
    route("mat-khau/", views.PasswordChange.as_view(), "password_change", "signed_in", methods=("GET", "POST")),
    route("tai-khoan/", views.account, "account", "signed_in"),
    route("ma-xac-nhan/", second_factor.CodeStep.as_view(), "second_factor_code", "signed_in", methods=("GET", "POST")),
    route("tai-khoan/xac-thuc/", second_factor.Setup.as_view(), "second_factor_setup", "signed_in", ("GET", "POST")),
    route("tai-khoan/ma-khoi-phuc/", second_factor.renew_codes, "second_factor_codes", "signed_in", ("POST",)),
    route("tai-khoan/tat-xac-thuc/", second_factor.turn_off, "second_factor_off", "signed_in", ("POST",)),
    route("tai-khoan/ket-thuc-phien/", views.end_session, "session_end", "signed_in", methods=("POST",)),
    route("thay-doi-tai-khoan/", account_change_views.waiting, "account_changes", "confirms_accounts"),
    route(
        "thay-doi-tai-khoan/tra-loi/",
        account_change_views.answer,
        "account_change_answer",
        "confirms_accounts",
        ["POST"],
        once=True,
    ),
    route("ky-thay.xlsx", delegations.delegation_list_export, "delegation_list_export", "signed_in"),
    route("ky-thay/", delegations.delegation_list, "delegation_list", "signed_in"),
    route("ky-thay/them/", delegations.delegation_new, "delegation_new", "gives", methods=("GET", "POST"), once=True),
    route(
        "ky-thay/<int:pk>/", delegations.delegation_detail, "delegation_detail", "signed_in", methods=("GET", "POST")
    ),
    route("moi/", invitation_views.enter, "invitation", "public", methods=("GET", "POST")),
    route("moi/mat-khau/", invitation_views.set_password, "invitation_password", "public", methods=("GET", "POST")),
    route("danh-sach/<slug:route>/", list_choices.list_choice, "list_choice", "signed_in", methods=("POST",)),
    route("lam-thay/", views.act_for, "acting_for", "own_agency", methods=("POST",)),
    route("nhap/<path:key>", views.keep_draft, "draft_save", "signed_in", methods=("POST",)),
    route("bo-nhap/<path:key>", views.drop_draft, "draft_drop", "signed_in", methods=("POST",)),
    route("xoa-noi-dung.xlsx", purges.purge_list_export, "purge_list_export", "purges"),
    route("bo-loc/", filters.saved_views, "saved_views", "signed_in", methods=("POST",)),
    route("xoa-noi-dung/", purges.purge_list, "purge_list", "purges"),
    route("xoa-noi-dung/de-nghi/", purges.purge_new, "purge_new", "purges", methods=("GET", "POST"), once=True),
    route("xoa-noi-dung/<int:pk>/", purges.purge_detail, "purge_detail", "purges", methods=("GET", "POST")),
    route("tro-giup/", guides.help_index, "help", "signed_in"),
    route("tro-giup/thuat-ngu/", guides.help_terms, "help_terms", "signed_in"),
    route("tro-giup/<slug:slug>/", guides.help_topic, "help_topic", "signed_in"),
    route("giao-dien/", style_page.style_page, "style_page", "public"),
    route("giao-dien/viec/", style_page.style_job, "style_job", "public"),
    route("giao-dien/<slug:part>/", style_page.style_part, "style_part", "public"),
]
