"""Người dùng in the admin: one agency, one duty; nobody becomes a superuser here and no account is deleted."""

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from .. import account_changes, sessions
from ..accounts import issue_passwords, passwords_file, require_own_password
from ..formats.dates import format_datetime
from ..formats.numbers import format_int
from ..models import User
from ..oidc import matching
from ..once import sent_once
from ..reference_tables import record_change
from ..resources import UserTable
from ..second_factor import devices, proof
from ..seen import MARK, UNSEEN
from ..typed import version_of
from .base import OfficeAdmin
from .import_preview import PreviewSaysWhatChanges
from .user_consequences import of_user

BY_TWO = (
    "Mật khẩu của người quyết định hoặc ký do hai người cấp: chọn tài khoản, thao tác “Cấp mật khẩu mới”; người "
    "quản trị khác xác nhận rồi trao mật khẩu."
)
OTHER_PASSWORD = (
    "Chưa đặt: mật khẩu của tài khoản này vừa được đổi từ lúc trang này mở. Gõ lại nếu vẫn cần đặt mật khẩu khác."
)
PERSON = ("full_name", "agency", "duty", "position", "email")


@admin.register(User)
class PortalUserAdmin(PreviewSaysWhatChanges, OfficeAdmin, auth_admin.UserAdmin):
    resource_classes = [UserTable]
    consequences_of = staticmethod(of_user)
    add_form = UserCreationForm
    add_form_template = None
    change_user_password_template = "admin/agencies/user/change_password.html"
    form = ModelForm
    fieldsets = [(None, {"fields": ["username", "set_password", *PERSON, "is_active", "last_seen"]})]
    add_fieldsets = [(None, {"fields": ["username", *PERSON, "password1", "password2"]})]
    readonly_fields = ["set_password", "last_seen"]
    list_display = ["username", "full_name", "agency", "duty", "is_active", "last_seen"]
    list_filter = ["duty", "agency__kind", "is_active"]
    list_select_related = ["agency"]
    search_fields = ["full_name"]
    search_help_text = "Tên đăng nhập, họ tên, tên hoặc mã cơ quan; có dấu hay không dấu đều được."
    folded_fields = ["username", "full_name", "email", "position", "agency__name", "agency__code"]
    autocomplete_fields = ["agency"]
    filter_horizontal = ()
    ordering = ["agency__official_order", "username"]
    delete_duties = frozenset()
    moving = frozenset({"last_login"})
    actions = ["unlock", "ask_in", "issue", "drop_second_factor", "end_sessions", "unbind_identity"]

    def save_model(self, request, obj, form, change):
        """A new account's password is one that the administrator knows; what makes somebody decide waits."""
        obj.must_change_password |= not change
        before = User.objects.get(pk=obj.pk) if change else None
        held = account_changes.hold(before, obj, actor=request.user)
        form.changed_data = [name for name in form.changed_data if name not in held]
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)
        if held:
            asked = account_changes.ask(obj, held, actor=request.user)
            self.message_user(request, account_changes.what_waits(asked, request.user), messages.WARNING)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return not_oneself(form, request.user) if obj is not None and obj == request.user else form

    @admin.display(description="mật khẩu")
    def set_password(self, obj):
        word = "Đặt lại mật khẩu" if obj.has_usable_password() else "Chưa có: đặt mật khẩu"
        return format_html('<a href="{}">{}</a>', reverse("admin:auth_user_password_change", args=[obj.pk]), word)

    @admin.display(description="đăng nhập gần nhất", ordering="last_login")
    def last_seen(self, obj):
        return format_datetime(obj.last_login) if obj.last_login else "chưa lần nào"

    def has_change_permission(self, request, obj=None):
        """A superuser's account is changed by a superuser only."""
        protected = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not protected and super().has_change_permission(request, obj)

    def changeform_view(self, request, *args, **kwargs):
        """Duties are granted by whoever has just shown the second factor."""
        asked = proof.ask(request) if request.method == "POST" else None
        return asked or super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        """So are passwords and invitations, by the actions on the list."""
        asked = proof.ask(request) if request.method == "POST" else None
        return asked or super().changelist_view(request, *args, **kwargs)

    def import_action(self, request, **kwargs):
        return proof.ask(request) or super().import_action(request, **kwargs)

    def process_import(self, request, **kwargs):
        asked = proof.ask(request, reverse("admin:agencies_user_import"))
        return asked or super().process_import(request, **kwargs)

    def user_change_password(self, request, id, form_url=""):
        if request.method == "POST" and (asked := proof.ask(request)):
            return asked
        user = self.get_object(request, id)
        if user and user.is_guarded and user.has_usable_password() and self.has_change_permission(request, user):
            self.message_user(request, BY_TWO, messages.WARNING)
            return redirect("admin:agencies_user_changelist")
        return sent_once(self.password_page, draws=True)(request, id, form_url)

    def password_page(self, request, id, form_url):
        """Sets the password once, and none where somebody set another one since the page was drawn."""
        with self.held(request, id):
            user = self.get_object(request, id)
            seen = version_of(user.get_session_auth_hash()) if user else ""
            if request.method == "POST" and user and request.POST.get(MARK) != seen:
                self.message_user(request, OTHER_PASSWORD if MARK in request.POST else UNSEEN, messages.ERROR)
                return redirect(request.path)
            response = super().user_change_password(request, id, form_url)
            if request.method == "POST" and response.status_code == 302:
                changed = User.objects.get(pk=id)
                require_own_password(changed)
                record_change(changed, request.user, "password", f"đặt lại mật khẩu của {changed}")
            elif isinstance(response, TemplateResponse) and response.context_data is not None:
                response.context_data["seen"] = seen
            return response

    @admin.action(description="Mở khóa đăng nhập", permissions=["change"])
    def unlock(self, request, queryset):
        """Forget failed log-ins of the chosen names, so that they may try again at once."""
        people = list(queryset)
        locked = [user for user in people if reset(username=user.username.lower())]
        for user in people:
            devices.let_try_again(user)
        for user in locked:
            record_change(user, request.user, "unlock", f"mở khóa đăng nhập của {user}")
        self.message_user(request, f"Đã mở khóa {format_int(len(locked))} trong {format_int(len(people))} tài khoản.")

    @admin.action(description="Cấp giấy mời (in, gửi thư)", permissions=["change"])
    def ask_in(self, request, queryset):
        """On to the page that asks before it invites the chosen people."""
        keys = ",".join(str(key) for key in queryset.values_list("pk", flat=True))
        return redirect(f"{reverse('invitation_issue')}?nguoi={keys}")

    @admin.action(description="Cấp mật khẩu mới, tải danh sách về", permissions=["change"])
    def issue(self, request, queryset):
        """New passwords as a file, shown this once; superusers and one's own account are left out."""
        people = list(queryset.filter(is_superuser=False, is_active=True).exclude(pk=request.user.pk))
        guarded = [user for user in people if user.is_guarded and user.has_usable_password()]
        for user in guarded:
            asked = account_changes.ask_password(user, actor=request.user)
            self.message_user(request, account_changes.what_waits(asked, request.user), messages.WARNING)
        people = [user for user in people if user not in guarded]
        if guarded and not people:
            return redirect("account_changes")
        if not people:
            self.message_user(request, "Không có tài khoản nào cấp mật khẩu được.", messages.WARNING)
            return redirect(request.get_full_path())
        return passwords_file(issue_passwords(people, actor=request.user))

    @admin.action(description="Đặt lại lớp xác thực thứ hai (mất điện thoại)", permissions=["change"])
    def drop_second_factor(self, request, queryset):
        """Forget the phones of the chosen people; who needs one sets it up anew at the next log-in."""
        people = [user for user in queryset.exclude(pk=request.user.pk) if self.has_change_permission(request, user)]
        dropped = [user for user in people if user.second_factor_since]
        for user in dropped:
            devices.drop(user, actor=request.user, sentence=f"đặt lại lớp xác thực thứ hai của {user}")
        self.message_user(request, f"Đã đặt lại lớp xác thực thứ hai của {format_int(len(dropped))} tài khoản.")

    @admin.action(description="Bỏ gắn với tài khoản của tỉnh", permissions=["change"])
    def unbind_identity(self, request, queryset):
        """Their next log-in from the identity server is matched anew."""
        people = [user for user in queryset if self.has_change_permission(request, user)]
        count = sum(bool(matching.unbind(user, actor=request.user)) for user in people)
        self.message_user(request, f"Đã bỏ gắn {format_int(count)} tài khoản với máy chủ của tỉnh.")

    @admin.action(description="Kết thúc mọi phiên đăng nhập", permissions=["change"])
    def end_sessions(self, request, queryset):
        """Whoever works with the chosen accounts must log in again, at once."""
        people = [user for user in queryset if self.has_change_permission(request, user)]
        count = sum(sessions.end(sessions.of(user), owner=user, actor=request.user) for user in people)
        self.message_user(request, f"Đã kết thúc {format_int(count)} phiên đăng nhập.")


def not_oneself(form, actor):
    """The form class of one's own account, which refuses another duty or agency."""

    class Own(form):
        def clean(self):
            data = super().clean()
            wanted = User(pk=actor.pk, duty=data.get("duty", actor.duty), agency=data.get("agency", actor.agency))
            try:
                account_changes.refuse_oneself(actor, wanted, actor)
            except ValidationError as error:
                self.add_error(None, error.message_dict["duty"])
            return data

    return Own
