"""The draft of a Văn bản thẩm định, printed before it has a number so that it can be signed."""

from .catalogues import served


def appraisal_draft(request, pk, scope, extension):
    """`?tu-cach=deputy` is the capacity in which it will be signed."""
    capacity = request.GET.get("tu-cach") or "head"
    return served(request, pk, f"draft-{scope}-{capacity}", extension)
