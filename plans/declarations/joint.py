"""What the forms share in which a person declares for several agencies at once: all of them are written, or none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.forms import BaseForm

from agencies.models import Agency
from agencies.requests import posted_int
from agencies.seen import status_of
from agencies.workflow import Overtaken, WorkflowError

VERSION = "version"  # of each agency, under its code
UNSEEN = -1  # no version was sent: it equals none that stands


class Unready(Exception):
    """A line is not in order: what was written of the others is taken back."""


def version_seen(data: Mapping[str, str], agency: Agency) -> int:
    """The version of the agency that the page had shown; 0 for none."""
    shown = posted_int(data.get(f"{agency.code}-{VERSION}", ""))
    return UNSEEN if shown is None else shown


@contextmanager
def naming(agency: Agency) -> Iterator[None]:
    """A refusal inside says of which agency it speaks."""
    try:
        yield
    except WorkflowError as error:
        kind = Overtaken if isinstance(error, Overtaken) else WorkflowError
        raise kind(f"{agency}: {error}") from None


def status_of_all(*forms: BaseForm) -> int:
    """The status of the page: that of the first form that is refused."""
    return next((code for form in forms if (code := status_of(form)) != 200), 200)
