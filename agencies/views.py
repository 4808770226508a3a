from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy

from . import acting, drafts
from .demo import DEMO_EMAIL, DEMO_PASSWORD
from .formats.dates import format_date
from .models import User
from .second_factor import devices, proof
from .secrecy.refusals import refuse_marked_request


class PortalLogin(auth_views.LoginView):
    """Log in; in demo mode the page lists the demo accounts."""

    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        refuse_marked_request(request)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """What was said to whoever was signed in before is dropped: others read this page."""
        list(messages.get_messages(self.request))
        context = super().get_context_data(**kwargs)
        kept = self.request.session.get(drafts.STASH)
        demo = {"demo_accounts": demo_accounts(), "demo_password": DEMO_PASSWORD} if settings.PORTAL_DEMO else {}
        return context | demo | {"form_is_kept": bool(kept)}


def demo_accounts():
    """Accounts to try the portal with; never outside demo mode."""
    if not settings.PORTAL_DEMO:
        return []
    return User.objects.filter(email__endswith=DEMO_EMAIL).select_related("agency").order_by("pk")


def sign_out(request):
    logout(request)
    return redirect("login")


def account(request):
    """Tài khoản của tôi: password and second factor."""
    context = {"codes_left": devices.codes_left(request.user), "forced": proof.is_forced(request.user)}
    return render(request, "registration/account.html", context)


class PasswordChange(auth_views.PasswordChangeView):
    template_name = "registration/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form):
        messages.success(self.request, "Đã đổi mật khẩu.")
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
    """Forget what was typed and go back to the form as it stands."""
    drafts.drop_draft(request.user, key)
    messages.info(request, "Đã bỏ bản nháp.")
    return redirect(acting.way_back(request))
