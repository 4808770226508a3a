"""Reference data of the plan, for administrators; both departments may look. Every change is in the history."""

from collections.abc import Collection

from django import forms
from django.contrib import admin, messages

from agencies import history
from agencies.admin.base import RecordedAdmin, day_column, number_column
from agencies.calendar import portal_today, start_of
from agencies.models import Agency, Duty, DutyOffice, InvitationTerm
from plans.models import (
    AnswerTime,
    Bound,
    ControlFigure,
    DifficultyKind,
    MetadataField,
    Milestone,
    PeriodLength,
    Plan,
    ProgressReport,
    ReportingException,
    ReportingRule,
    Signer,
    SizeFactor,
    TechnicalMinimum,
    UnitPrice,
)
from plans.pricing import make_usual_factors
from plans.shared_archive.mapping import make_usual_fields
from plans.shared_archive.sources import SOURCES
from plans.unusual.bounds import make_usual_bounds

from .consequences import answer_times, bounds, deadlines, duties, metadata, plan, prices, reporting
from .consequences.page import SaysWhatChanges


def of_minimum(before, after):
    """Manifests keep the minimum that they were compared with: what was recorded does not change."""
    return ["Bảng kê đã đối chiếu giữ nguyên kết quả; bảng kê sau theo yêu cầu của ngày số hóa xong."]


NOBODY: frozenset[Duty] = frozenset()
ADMINISTRATORS = frozenset({Duty.ADMINISTRATOR})


def there_is_a_plan(request):
    """Asked once a page: the side bar of every page asks each kind of row whether one may be added."""
    if not hasattr(request, "has_plan"):
        request.has_plan = Plan.objects.exists()
    return request.has_plan


class OfThePlanForm(forms.ModelForm):
    """A row of the plan; there is one, so it is not asked for, but counts where rows are compared."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "plan" in {field.name for field in self._meta.model._meta.fields} and not self.instance.plan_id:
            self.instance.plan = Plan.current()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"plan"}


class ReferenceAdmin(RecordedAdmin):
    """Nothing that figures rest on is deleted here."""

    form = OfThePlanForm
    view_duties = frozenset({Duty.APPRAISES_CATALOGUES, Duty.APPRAISES_ESTIMATES})
    add_duties = delete_duties = NOBODY
    actions = None
    exclude = ["plan"]  # there is one

    def has_add_permission(self, request, *args):
        """What belongs to the plan waits for it."""
        waits = any(field.name == "plan" for field in self.opts.fields) and not there_is_a_plan(request)
        return not waits and super().has_add_permission(request, *args)


class DatedAdmin(SaysWhatChanges, ReferenceAdmin):
    """What applies from a day is changed by a new row; an old one only before its day, or on the day it was entered."""

    add_duties = ADMINISTRATORS
    kept_open: Collection[str] = ()  # fields that may change whenever

    def is_in_force(self, obj):
        """The day it applies from has come, and it was not entered today (a slip is mended at once)."""
        today = portal_today()
        if obj.valid_from and obj.valid_from > today:
            return False
        return not history.of(obj).filter(action="add", happened_at__gte=start_of(today)).exists()

    def get_readonly_fields(self, request, obj=None):
        names = [field.name for field in self.opts.fields if field.editable and field.name != "plan"]
        fixed = [name for name in names if obj and self.is_in_force(obj) and name not in self.kept_open]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_delete_permission(self, request, obj=None):
        """Only what is not in force yet."""
        return bool(obj and not self.is_in_force(obj) and self.has_change_permission(request, obj))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Says why the fields are closed, and what to do instead."""
        if obj and self.is_in_force(obj) and self.has_add_permission(request):
            messages.info(
                request, f"{str(self.opts.verbose_name).capitalize()} này đã áp dụng: muốn đổi, thêm dòng mới."
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Plan)
class PlanAdmin(SaysWhatChanges, ReferenceAdmin):
    """Its days are fixed with the first report: later lengths of periods are rows of their own."""

    list_display = ["name", "number", "starts", "period_days", "figures_are_illustrative"]
    starts = day_column("starts_on", "bắt đầu")
    add_duties = ADMINISTRATORS
    consequences_of = staticmethod(plan.of_plan)

    def has_add_permission(self, request, *args):
        """Where there is none: a portal carries one plan."""
        return not there_is_a_plan(request) and super().has_add_permission(request, *args)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            make_usual_factors()
            make_usual_bounds()
            make_usual_fields()

    def get_readonly_fields(self, request, obj=None):
        reported = obj and ProgressReport.objects.filter(plan=obj).exists()
        return ["starts_on", "first_period_end", "period_days"] if reported else []


@admin.register(PeriodLength)
class PeriodLengthAdmin(DatedAdmin):
    list_display = ["valid", "period_days", "number", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(plan.of_period_length)


@admin.register(ReportingRule)
class ReportingRuleAdmin(DatedAdmin):
    """Until which hour a report is in time, and whether districts confirm: a new row from its day on."""

    list_display = ["valid", "cutoff_hour", "district_confirms", "number", "source"]
    fields = ["valid_from", "cutoff_hour", "district_confirms", "number", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(reporting.of_rule)


@admin.register(ReportingException)
class ReportingExceptionAdmin(DatedAdmin):
    """Who reports although it has no target, and who need not although it has one."""

    list_display = ["agency", "must_report", "valid", "number", "source"]
    list_select_related = ["agency"]
    autocomplete_fields = ["agency"]
    fields = ["agency", "must_report", "valid_from", "number", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(reporting.of_exception)


@admin.register(Milestone)
class MilestoneAdmin(DatedAdmin):
    list_display = ["key", "whom", "valid", "printed", "last_day", "source"]
    list_filter = ["group"]
    list_select_related = ["agency"]
    autocomplete_fields = ["agency"]
    fields = ["key", "group", "agency", "valid_from", "printed_date", "last_day_on_time", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    printed = day_column("printed_date", "trước ngày (ghi trong Kế hoạch)")
    last_day = day_column("last_day_on_time", "ngày cuối còn đúng hạn")
    consequences_of = staticmethod(deadlines.of_milestone)

    @admin.display(description="cho ai")
    def whom(self, obj):
        return str(obj.agency) if obj.agency else obj.get_group_display() or "Mọi cơ quan"


@admin.register(Signer)
class SignerAdmin(ReferenceAdmin):
    """Whose name is under a văn bản thẩm định that the head does not sign."""

    list_display = ["capacity", "title", "name"]
    add_duties = delete_duties = ADMINISTRATORS


@admin.register(ControlFigure)
class ControlFigureAdmin(ReferenceAdmin):
    """One for each group of agencies."""

    add_duties = ADMINISTRATORS
    list_display = ["group", "files", "pages", "amount"]
    files = number_column("file_count", "số hồ sơ")
    pages = number_column("page_count", "số trang A4")
    amount = number_column("amount_dong", "kinh phí (đồng)")

    def has_add_permission(self, request, *args):
        allowed = super().has_add_permission(request, *args)
        return allowed and len(ControlFigure.objects.values_list("pk")[: len(Agency.Group)]) < len(Agency.Group)


@admin.register(UnitPrice)
class UnitPriceAdmin(DatedAdmin):
    """A new price is added with its first day; the old ones stay, estimates keep the price they were made with."""

    list_display = ["amount", "valid", "number", "issued", "source"]
    issued = day_column("issued_on", "ngày văn bản")
    amount = number_column("amount_dong", "đơn giá (đồng/trang A4)")
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(prices.of_unit_price)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "valid_from":
            field.error_messages["unique"] = "Đã có đơn giá áp dụng từ ngày này: chọn ngày khác."
        return field


@admin.register(SizeFactor)
class SizeFactorAdmin(DatedAdmin):
    """K is Sở Tài chính's to confirm (domain §5)."""

    change_duties = frozenset({Duty.ADMINISTRATOR, Duty.APPRAISES_ESTIMATES})
    kept_open = ("confirmed",)
    list_display = ["size", "factor", "valid", "confirmed", "confirmed_by", "confirmation"]
    list_select_related = ["confirmed_by"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    confirmation = day_column("confirmed_on", "ngày xác nhận")

    def save_model(self, request, obj, form, change):
        obj.note_confirmation(request.user)
        super().save_model(request, obj, form, change)

    consequences_of = staticmethod(prices.of_size_factor)


@admin.register(Bound)
class BoundAdmin(DatedAdmin):
    """Beyond which a value asks for a reason and a second person; a new value is a new row."""

    list_display = ["key", "amount", "valid", "source"]
    list_filter = ["key"]
    amount = number_column("value", "giá trị")
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(bounds.of_bound)


class MetadataFieldForm(OfThePlanForm):
    """What fills the field is chosen among our values of that list."""

    source = forms.ChoiceField(label="lấy từ", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            labels = sorted((one.label, name) for name, one in SOURCES.items())
            self.fields["source"].choices = [("", "Cổng không có"), *((name, label) for label, name in labels)]

    def clean(self):
        data = super().clean()
        source = SOURCES.get(data.get("source") or "")
        if source and data.get("part") not in source.parts:
            self.add_error("source", "Danh mục này không có dữ liệu đó.")
        return data


@admin.register(MetadataField)
class MetadataFieldAdmin(DatedAdmin):
    """Under which names and codes metadata goes to the shared archive; a change is a new row from its day on."""

    form = MetadataFieldForm
    list_display = ["part", "position", "code", "name", "origin", "required", "is_used", "valid"]
    list_filter = ["part"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(metadata.of_metadata_field)

    @admin.display(description="lấy từ")
    def origin(self, obj):
        source = SOURCES.get(obj.source)
        return source.label if source else obj.constant or "–"


@admin.register(DutyOffice)
class DutyOfficeAdmin(DatedAdmin):
    """Which office appraises catalogues, estimates, and operates the archive (Kế hoạch III)."""

    list_display = ["duty", "agency", "valid"]
    list_select_related = ["agency"]
    autocomplete_fields = ["agency"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(duties.of_duty_office)


@admin.register(InvitationTerm)
class InvitationTermAdmin(DatedAdmin):
    """For how many days an invitation holds that is made from a day on."""

    list_display = ["days", "valid"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(duties.of_invitation_term)


@admin.register(TechnicalMinimum)
class TechnicalMinimumAdmin(DatedAdmin):
    """What scans made from a day on must have; a manifest keeps the one of its day."""

    list_display = ["valid", "least_version", "least_dpi", "needs_colour", "needs_pdfa", "needs_text", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(of_minimum)


@admin.register(DifficultyKind)
class DifficultyKindAdmin(ReferenceAdmin):
    """A kind that nobody needs any more is put out of use; what was raised under it keeps it."""

    add_duties = ADMINISTRATORS
    list_display = ["name", "answerer", "position", "in_use"]


@admin.register(AnswerTime)
class AnswerTimeAdmin(DatedAdmin):
    """What was asked before its day keeps its own time."""

    list_display = ["working_days", "valid", "source"]
    valid = day_column("valid_from", "áp dụng từ ngày")
    consequences_of = staticmethod(answer_times.of_answer_time)
