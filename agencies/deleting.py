"""The page that asks before a draft is deleted which its agency never handed in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .models import Workflowed
from .permissions import changes
from .refusal import Overtaken, WorkflowError
from .requests import SignedInRequest
from .seen import seen_version, shown_again


def delete_page(
    request: SignedInRequest,
    draft: Workflowed,
    service: Callable[..., object],
    *,
    template: str,
    back: str,
    to: str,
    refusal: str,
    done: str,
) -> HttpResponse:
    """Asks, then has the service delete the draft. `back`: the draft's page, `to`: the route of their list; `refusal`
    and `done`: what is said where it may not be deleted, and once it is. The template knows it by its model's name."""
    if not (changes(request.user, draft)[0] and draft.was_never_handed_in):
        messages.error(request, refusal)
        return redirect(back)
    context: dict[str, object] = {str(draft._meta.model_name): draft, "cancel_url": back}
    if request.method != "POST":
        return render(request, template, context)
    try:
        service(draft, actor=request.user, expected_version=seen_version(request))
    except Overtaken as error:
        return shown_again(request, template, context, error)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(to)
