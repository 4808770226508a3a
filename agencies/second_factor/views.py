"""Pages of the second factor: set up, asked for, its recovery codes, turned off."""

import segno
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import RedirectURLMixin
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from . import devices, proof
from .sealing import CannotOpen

WRONG = (
    "Mã không đúng, đã dùng hoặc đã hết giờ. Đợi mã mới hiện trên điện thoại rồi gõ lại; gõ sai nhiều lần thì phải chờ "
    "lâu hơn giữa hai lần."
)
UNREADABLE = (
    "Cổng không còn đọc được khóa của điện thoại này, vì khóa bí mật của cổng đã đổi. Dùng một mã khôi phục; nếu không "
    "còn, nhờ người quản trị đặt lại lớp xác thực thứ hai."
)
CODE_INPUT = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}


class SecondCodeForm(forms.Form):
    ma = forms.CharField(
        label="Mã xác nhận",
        max_length=40,
        help_text="Sáu chữ số đang hiện trên điện thoại, hoặc một mã khôi phục.",
        error_messages={"required": "Gõ sáu chữ số đang hiện trên điện thoại."},
        widget=forms.TextInput(attrs=CODE_INPUT),
    )


@method_decorator([never_cache, sensitive_post_parameters("ma")], name="dispatch")
class CodePage(RedirectURLMixin, FormView):
    """Takes a code and notes in the session that it was right; wrong ones count like wrong passwords."""

    form_class = SecondCodeForm
    next_page = "home"

    def dispatch(self, request, *args, **kwargs):
        tried = {"username": request.user.username.lower()}
        if request.method == "POST" and not AxesProxyHandler.is_allowed(request, tried):
            return get_lockout_response(request, credentials=tried)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url()}

    def refuse(self, form):
        """Say that the code is wrong, and count it."""
        request = self.request
        user_login_failed.send(__name__, credentials={"username": request.user.username.lower()}, request=request)
        form.add_error("ma", WRONG)
        return self.form_invalid(form)


class CodeStep(CodePage):
    """After the password, and again before what weighs much."""

    template_name = "registration/second_factor_code.html"

    def get(self, request, *args, **kwargs):
        if request.user.second_factor_since is None:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        is_first = proof.proved_at(self.request) is None
        return super().get_context_data(**kwargs) | {"is_first": is_first}

    def form_valid(self, form):
        try:
            if not devices.passes(self.request.user, form.cleaned_data["ma"]):
                return self.refuse(form)
        except CannotOpen:
            form.add_error("ma", UNREADABLE)
            return self.form_invalid(form)
        proof.remember(self.request)
        return super().form_valid(form)


class Setup(CodePage):
    """The key as a picture and as letters; the first right code takes the phone and shows the recovery codes once."""

    template_name = "registration/second_factor_setup.html"

    def dispatch(self, request, *args, **kwargs):
        return proof.ask(request) or super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        device = devices.begin(self.request.user)
        picture = segno.make(device.config_url, error="l", micro=False).svg_data_uri(scale=4, border=4)
        shown = {"picture": picture, "key": devices.spelled_key(device), "forced": proof.is_forced(self.request.user)}
        return super().get_context_data(**kwargs) | shown

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["ma"].help_text = "Sáu chữ số đang hiện trên điện thoại."
        return form

    def form_valid(self, form):
        codes = devices.confirm(self.request.user, form.cleaned_data["ma"])
        if not codes:
            return self.refuse(form)
        self.request.session.cycle_key()
        proof.remember(self.request)
        self.request.__dict__.pop("step_due", None)
        return show_codes(self.request, codes, self.get_success_url())


@never_cache
def renew_codes(request):
    """New recovery codes in place of the old ones."""
    answer = proof.ask(request, reverse("account"))
    codes = [] if answer else devices.renew_codes(request.user)
    return show_codes(request, codes, reverse("account")) if codes else answer or redirect("account")


def show_codes(request, codes, onward):
    """The recovery codes, this once."""
    return render(request, "registration/recovery_codes.html", {"codes": codes, "onward": onward})


def turn_off(request):
    """Forget the second factor, where the person's work does not ask for one."""
    if proof.is_forced(request.user):
        messages.error(request, "Nhiệm vụ của bạn cần lớp xác thực thứ hai: đổi điện thoại thì được, tắt thì không.")
        return redirect("account")
    answer = proof.ask(request, reverse("account"))
    if answer is None and request.user.second_factor_since:
        devices.drop(request.user, actor=request.user, sentence="tắt lớp xác thực thứ hai")
        messages.success(request, "Đã tắt lớp xác thực thứ hai.")
    return answer or redirect("account")
