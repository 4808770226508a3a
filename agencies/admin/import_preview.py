"""The preview of an imported table also says what its rows change, as the page before saving one of them does."""

from collections.abc import Callable, Iterable
from typing import Any

SAID = 40  # sentences above the rows of a table; the rows themselves are all there


class PreviewSaysWhatChanges:
    """For an admin with import: `consequences_of(before, after)` gives the sentences of a row.

    `before` is None where a row is added.
    """

    consequences_of: Callable[[Any, Any], Iterable[str]]

    def import_action(self, request, **kwargs):
        response = super().import_action(request, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if "confirm_form" in context:
            rows = [row for row in context["result"].valid_rows() if row.import_type != "skip"]
            sentences = [said for row in rows for said in self.consequences_of(row.original, row.instance)]
            context |= {"sentences": sentences[:SAID], "unsaid": len(sentences[SAID:])}
            response.context_data = context
        return response
