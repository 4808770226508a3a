from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import RedirectURLMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render

from . import acting, drafts, sessions
from .demo import DEMO_EMAIL, DEMO_PASSWORD
from .formats.dates import format_date
from .formats.numbers import format_int
from .history import record
from .models import AccountChange, User
from .oidc import client as oidc
from .oidc.views import sign_out_address
from .second_factor import devices, proof
from .secrecy.refusals import refuse_marked_request


class LoginForm(AuthenticationForm):
    """Name and password; the case of a name does not matter."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Mật khẩu phân biệt chữ hoa, chữ thường."
    }

    def clean_username(self):
        """A name longer than any account has is nobody's; nothing looks for it, or keeps it."""
        name = self.cleaned_data["username"]
        if len(name) > self.fields["username"].max_length:
            raise self.get_invalid_login_error()
        return name


class PortalLogin(auth_views.LoginView):
    """Log in; in demo mode the page lists the demo accounts."""

    authentication_form = LoginForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        refuse_marked_request(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        record(form.get_user(), actor=form.get_user(), action="login", sentence="đăng nhập")
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        """Messages for whoever was signed in before are dropped: others read this page."""
        list(messages.get_messages(self.request))
        context = super().get_context_data(**kwargs)
        kept = self.request.session.get(drafts.STASH)
        demo = {"demo_accounts": demo_accounts(), "demo_password": DEMO_PASSWORD} if settings.PORTAL_DEMO else {}
        why = {"form_is_kept": bool(kept), "session_ended": sessions.ENDED in self.request.GET}
        return context | demo | why | {"oidc": oidc.is_on()}


def demo_accounts():
    """Accounts to try the portal with; never outside demo mode."""
    if not settings.PORTAL_DEMO:
        return []
    return User.objects.filter(email__endswith=DEMO_EMAIL).select_related("agency").order_by("pk")


def sign_out(request):
    """Out of the portal, and of the identity server where the person came from there."""
    onward = sign_out_address(request)
    logout(request)
    return redirect(onward or "login")


def account(request):
    """Tài khoản của tôi: password and second factor."""
    context = {"codes_left": devices.codes_left(request.user), "forced": proof.is_forced(request.user)}
    context |= {"sessions": sessions.of(request.user), "here": request.session.session_key}
    context |= {"changes": AccountChange.objects.visible_to(request.user).waiting().exists()}
    return render(request, "registration/account.html", context)


def end_session(request):
    """End one other session of one's own, or all others."""
    others = sessions.of(request.user).exclude(pk=request.session.session_key)
    if "phien" in request.POST:
        others = others.filter(pk__in=[each.pk for each in others if each.public_name == request.POST["phien"]])
    count = sessions.end(others, owner=request.user, actor=request.user)
    messages.success(request, f"Đã kết thúc {format_int(count)} phiên đăng nhập.")
    return redirect("account")


class OwnPasswordForm(PasswordChangeForm):
    """A new password that is another one; it ends the duty to change an issued one, and whatever else was open."""

    SAME = "Mật khẩu mới phải khác mật khẩu đang dùng."

    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(self.SAME)
        return password

    def save(self, commit=True):
        self.user.must_change_password = False
        return super().save(commit)


class PasswordChange(RedirectURLMixin, auth_views.PasswordChangeView):
    """Other sessions of the account end: their passwords are no longer right."""

    form_class = OwnPasswordForm
    template_name = "registration/password_change.html"
    next_page = "home"

    def get_success_url(self):
        return RedirectURLMixin.get_success_url(self)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url()}

    @transaction.atomic
    def form_valid(self, form):
        record(form.user, actor=form.user, action="password", sentence="tự đổi mật khẩu")
        messages.success(self.request, "Đã đổi mật khẩu. Các máy khác đang dùng tài khoản này phải đăng nhập lại.")
        return super().form_valid(form)


def act_for(request):
    """Choose for which agency to work: the own one or one it took over from."""
    acting.choose(request, request.POST.get(acting.FIELD, ""))
    return redirect(acting.way_back(request))


def keep_draft(request, key):
    """Keep what was typed so far; answers when it was kept (used by static/js/autosave.js)."""
    owner = request.POST.get(drafts.OWNER_FIELD)
    if owner and not drafts.is_owner(request.user, owner):
        raise PermissionDenied("Biểu mẫu này của người khác.")
    left_out = drafts.save_what_may_be(request.user, key, request.POST)
    moment = drafts.draft_time(request.user, key)
    return JsonResponse({"saved_at": f"{moment:%H:%M}", "day": format_date(moment.date()), "left_out": left_out})


def drop_draft(request, key):
    """Forget what was typed and go back to the form as it is."""
    drafts.drop_draft(request.user, key)
    messages.info(request, "Đã bỏ bản nháp.")
    return redirect(acting.way_back(request))
