"""Cơ quan, đơn vị in the admin, with what a change means for the plan, its people and its offices."""

from django.contrib import admin, messages

from agencies.admin.agency import AgencyAdmin
from agencies.admin.import_preview import PreviewSaysWhatChanges
from agencies.calendar import portal_today
from agencies.models import Agency, DutyOffice
from plans.models import Plan

from .consequences.agency import of_agency
from .consequences.page import SaysWhatChanges


@admin.register(Agency)
class PlanAgencyAdmin(SaysWhatChanges, PreviewSaysWhatChanges, AgencyAdmin):
    """A new agency counts from today on, unless another first day is entered."""

    consequences_of = staticmethod(of_agency)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "active_from":
            field.help_text = "Số liệu của những ngày trước đó không có cơ quan này; trống: có từ đầu Kế hoạch"
        return field

    def get_changeform_initial_data(self, request):
        """Before the plan begins, agencies are those that it begins with."""
        plan, today = Plan.current(), portal_today()
        begun = plan is not None and plan.starts_on <= today
        return ({"active_from": today} if begun else {}) | super().get_changeform_initial_data(request)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Warns where the agency ends and leaves a task of the plan to nobody."""
        for office in DutyOffice.objects.ending(portal_today()) if obj else []:
            if office.agency_id == obj.pk:
                messages.warning(request, office.end_sentence)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
