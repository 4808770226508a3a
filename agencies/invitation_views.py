"""The first log-in: a code, typed or behind the # of a link, opens the page on which its person sets a password."""

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from .client_address import CODES
from .invitations import CODE, REFUSED, accept, find_open
from .models import Invitation
from .secrecy.refusals import refuse_marked_request

KNOWN = "invitation"  # in the session: the invitation's key, never its code
TRIED = {"username": CODES}
BACKEND = "django.contrib.auth.backends.ModelBackend"


class CodeForm(forms.Form):
    ma = forms.CharField(
        label="Mã mời",
        max_length=100,
        help_text="Ghi trên giấy mời: năm nhóm bốn ký tự; không phân biệt chữ hoa, chữ thường.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


@never_cache
@sensitive_post_parameters(CODE)
@sensitive_variables("code")
def enter(request):
    """Take the code, typed or put into the form by the page's script (static/js/invitation.js)."""
    if CODE in request.GET:  # a link as they were: the code leaves the address and is typed
        return redirect("invitation")
    code = request.POST.get(CODE)
    if request.user.is_authenticated:
        return render(request, "registration/invitation.html", {"signed_in": True})
    refuse_marked_request(request)
    if code is None:
        refused = request.session.pop("invitation_refused", False)
        return render(request, "registration/invitation.html", {"form": CodeForm(), "refused": REFUSED * refused})
    if not AxesProxyHandler.is_allowed(request, TRIED):
        return get_lockout_response(request, credentials=TRIED)
    invitation = find_open(code)
    if invitation:
        request.session[KNOWN] = invitation.pk
        return redirect("invitation_password")
    user_login_failed.send(__name__, credentials=TRIED, request=request)
    request.session["invitation_refused"] = True
    return redirect("invitation")


@never_cache
@sensitive_post_parameters()
def set_password(request):
    """The person of the code sets the password, is logged in, and the invitation is spent."""
    found = Invitation.objects.select_related("user__agency").filter(pk=request.session.get(KNOWN)).first()
    if request.user.is_authenticated or found is None or found.state != Invitation.State.OPEN:
        return refuse(request)
    form = SetPasswordForm(found.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = accept(found, form.cleaned_data["new_password1"])
        except ValidationError:
            return refuse(request)
        login(request, user, backend=BACKEND)
        messages.success(request, "Đã đặt mật khẩu. Từ nay đăng nhập bằng tên đăng nhập và mật khẩu này.")
        return redirect("home")
    return render(request, "registration/invitation_password.html", {"form": form, "person": found.user})


def refuse(request):
    """Back to the page that takes a code, which says why."""
    if request.session.pop(KNOWN, None) and not request.user.is_authenticated:
        request.session["invitation_refused"] = True
    return redirect("invitation")
