"""Typed values of one form: sent just now, sent when the login had expired, or drafted as they were typed.

A view makes one `Typed` for its form, binds the form to `data`, calls `drop()` once the form has done its work, and
gives the template `context(form, …)`; the tags `draft_notice` and `autosave` draw what belongs to it.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import BaseForm, FileField
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from . import differences, drafts, kept_files
from .models import FormDraft, KeptFile
from .requests import SignedInRequest, as_querydict
from .seen import Unseen, refuse
from .workflow import Overtaken

CHOSEN = "ban-nhap"  # in the address: the draft is wanted although something changed since
KEPT, DROPPED = "_kept_", "_dropped_"  # fields of a form: the file kept for a field, and that it is not wanted
EXPIRED = "Phiên đăng nhập đã hết khi bạn gửi. Cổng đã giữ lại nội dung: xem, chọn lại tệp nếu có rồi gửi lần nữa."
ASKED = "Đã xác nhận lại đúng người. Nội dung bạn gửi vẫn nguyên ở đây: xem, chọn lại tệp nếu có rồi gửi lần nữa."
KEPT_FOR_LATER = "Nội dung bạn vừa nhập được giữ trong bản nháp, hiện lại khi biểu mẫu này mở được."
OVERTAKEN = "Nội dung này vừa được thay đổi. So hai bản rồi gửi lần nữa nếu vẫn ghi bản của bạn."


class Typed:
    """What was typed into the form at this address, or with this key, about an object in the version `seen`.

    `by_row`: the form itself marks rows that changed since, so that a draft is shown whatever changed.
    `known`: {key: draft} read before, for a page with many forms.
    """

    def __init__(
        self,
        request: SignedInRequest,
        *,
        key: str = "",
        seen: object = "",
        by_row: bool = False,
        known: Mapping[str, FormDraft] | None = None,
    ) -> None:
        self.request, self.key = request, key or request.path.strip("/")
        self.seen, self.by_row = str(seen)[:64], by_row
        if known is not None:
            self.__dict__["draft"] = known.get(self.key)
        self.is_posted, self.is_restored = request.method == "POST", False
        self.data = request.POST if self.is_posted else self.kept() or self.drafted()

    def kept(self) -> QueryDict | None:
        """The form sent when the login had expired, once: it is the draft from now on."""
        data = kept_form(self.request)
        if data is None:
            return None
        self.save(data, data.get(drafts.SEEN) or self.seen)
        return self.drafted()

    def drafted(self) -> QueryDict | None:
        """The draft, unless what it was typed for has changed since and nobody asked for it."""
        if self.draft is None or not (self.by_row or self.is_current or CHOSEN in self.request.GET):
            return None
        self.is_restored = True
        return as_querydict(self.draft.fields)

    @cached_property
    def draft(self):
        return drafts.find_draft(self.request.user, self.key)

    @property
    def whatever(self) -> QueryDict | None:
        """What was sent, or the draft whatever it was typed for."""
        return self.data or (as_querydict(self.draft.fields) if self.draft else None)

    @property
    def is_current(self) -> bool:
        return self.draft is not None and self.draft.seen in ("", self.seen)

    @property
    def was_overtaken(self) -> bool:
        """True where the page that was sent had shown another version than the present one."""
        return self.is_posted and self.request.POST.get(drafts.SEEN, "") != self.seen

    def refuse_overtaken(self, form: BaseForm) -> None:
        """Refuse the form once, where its page had shown another version than the present one, or named none;
        the page that answers says what differs, and names this one."""
        if self.was_overtaken:
            refuse(form, Overtaken(OVERTAKEN) if drafts.SEEN in self.request.POST else Unseen())

    @cached_property
    def files(self) -> MultiValueDict[str, Any] | None:
        """The files that came with the form, and those kept from before for the fields that brought none.

        None where nothing was typed: a form with files is a form that was sent.
        """
        if self.data is None:
            return None
        found: MultiValueDict[str, Any] = self.request.FILES.copy()
        for name, kept in self.kept_files.items():
            wanted = self.request.POST.get(KEPT + name) == str(kept.pk) and DROPPED + name not in self.request.POST
            if wanted and name not in found:
                found[name] = kept_files.opened(kept)
        return found

    @property
    def kept_files(self) -> dict[str, KeptFile]:
        return kept_files.kept_files(self.request.user, self.key)

    def save(self, data: QueryDict, seen: str) -> None:
        """Keep it as the draft, as far as it may be kept."""
        with suppress(BadRequest):
            drafts.save_what_may_be(self.request.user, self.key, data, seen=seen)
        self.__dict__.pop("draft", None)

    def show(self, data: QueryDict) -> None:
        """The page shows what its address says, in place of the draft."""
        self.data, self.is_restored = data, False

    def keep_for_later(self) -> None:
        """The form cannot be sent now: what was sent waits as a draft until it can."""
        if self.is_posted:
            self.save(self.request.POST, self.request.POST.get(drafts.SEEN, ""))
            messages.info(self.request, KEPT_FOR_LATER)

    def drop(self) -> None:
        """The form has done its work: nothing of it is kept."""
        drafts.drop_draft(self.request.user, self.key)

    def context(self, *forms: BaseForm | BaseFormSet | None, judged: bool = False) -> dict[str, object]:
        """Context of a page that draws the forms (again). What came back from a draft is not judged unless asked."""
        drawn = [form for form in forms if form is not None]
        if self.is_posted:
            self.keep_sent(drawn)
        self.differences = self.compare(drawn)
        if self.draft is not None and not self.is_posted and not self.differences:
            self.drop()
            self.__dict__["draft"], self.is_restored = None, False
        if self.is_restored and not judged:
            for form in drawn:
                unjudge(form)
        for form in drawn:
            self.show_files(form)
        return {"typed": self}

    def compare(self, drawn: list[BaseForm | BaseFormSet]) -> list[differences.Difference]:
        if self.is_posted:
            return differences.between(self.request.POST, drawn) if self.was_overtaken else []
        return differences.between(as_querydict(self.draft.fields), drawn) if self.draft else []

    def keep_sent(self, drawn: list[BaseForm | BaseFormSet]) -> None:
        """The form is shown again: keep what was sent, and the files that nothing is wrong with."""
        self.save(self.request.POST, self.seen)
        for form in drawn:
            if isinstance(form, BaseForm):
                for name in [name for name in file_fields(form) if form.is_bound and name not in form.errors]:
                    self.keep_file(name)

    def keep_file(self, name: str) -> None:
        file: Any = self.request.FILES.get(name)
        if file:
            kept_files.keep_file(self.request.user, self.key, name, file)
        elif DROPPED + name in self.request.POST:
            kept_files.drop_files(self.request.user, self.key, name)

    def show_files(self, form: BaseForm | BaseFormSet) -> None:
        """Let the fields know the files kept for them (components/field_answer.html)."""
        for name in file_fields(form):
            kept = self.kept_files.get(name)
            if kept and isinstance(form, BaseForm):
                form.fields[name].__dict__["kept"] = {"file": kept, "name": KEPT + name, "drop": DROPPED + name}

    @property
    def url(self) -> str:
        return reverse("draft_save", args=[self.key])

    @property
    def drop_url(self) -> str:
        return reverse("draft_drop", args=[self.key])

    @property
    def here(self) -> str:
        """The address of the form without a choice of draft."""
        query = self.request.GET.copy()
        query.pop(CHOSEN, None)
        return self.request.path + (f"?{query.urlencode()}" if query else "")

    @property
    def choose_url(self) -> str:
        return f"{self.here}{'&' if '?' in self.here else '?'}{CHOSEN}=1"

    @property
    def saved_at(self):
        """When the draft was kept, in Vietnam's time."""
        return timezone.localtime(self.draft.saved_at) if self.draft else None

    @property
    def is_set_aside(self) -> bool:
        """True where a draft waits that was typed for another version than the present one."""
        return not self.is_posted and self.draft is not None and not self.is_restored


def kept_form(request: HttpRequest) -> QueryDict | None:
    """What had been sent when the login expired, once and with a message about it, or None."""
    has_read_why = drafts.has_read_why(request)
    was_asked = (request.session.get(drafts.STASH) or {}).get("asked")
    kept = drafts.take_stashed(request)
    if kept is not None and was_asked:
        messages.info(request, ASKED)
    elif kept is not None and not has_read_why:
        messages.warning(request, EXPIRED)
    return kept


def version_of(*values: object) -> str:
    """A mark of the values that a form shows, for objects without a version of their own."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def file_fields(form: BaseForm | BaseFormSet) -> list[str]:
    if isinstance(form, BaseFormSet):
        return []
    return [name for name, field in form.fields.items() if isinstance(field, FileField)]


def unjudge(form: BaseForm | BaseFormSet) -> None:
    """Show the form as it was typed, without an error: its writer has not sent it yet."""
    if isinstance(form, BaseFormSet):
        rows = form.forms
        form.__dict__ |= {"_errors": [{} for _ in rows], "_non_form_errors": form.error_class()}
        for row in rows:
            unjudge(row)
    else:
        form.__dict__ |= {"_errors": ErrorDict(), "cleaned_data": {}}
