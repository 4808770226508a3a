"""Pills for states and jobs."""

from django.utils.html import format_html

from ...formats.dates import format_datetime
from .library import register

JOB_TONES = {"done": "ok", "failed": "bad", "running": "run"}


@register.simple_tag
def status(tone, word):
    """A pill: tone ok, warn, bad, run or idle, and always a word beside the colour."""
    return format_html('<span class="status {}">{}</span>', tone, word) if word else ""


@register.simple_tag
def job_status(job):
    """The state of a background job as a pill."""
    return status(JOB_TONES.get(job.state, "idle"), state_name(job))


@register.simple_tag
def state_since(obj):
    """The state of an object with a workflow as a pill, and since when."""
    pill = status(obj.tone, state_name(obj))
    return format_html('{}<div class="small muted">từ {}</div>', pill, format_datetime(obj.state_since))


@register.inclusion_tag("components/reload.html")
def reload_while(job):
    """In the head of a page: without JavaScript it loads again every three seconds while the job runs."""
    return {"running": job and not job.is_over}


def state_name(obj):
    """The state in words; an example object of the style page or of a test gives them as text."""
    name = obj.get_state_display
    return name() if callable(name) else name
