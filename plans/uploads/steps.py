"""History of a workbook's way, beside what is written in the end; nothing of what the workbook holds."""

from agencies.history import record
from agencies.models import User
from plans.intake.sandbox import Refused
from plans.models import Catalogue, CatalogueUpload


def record_step(upload: CatalogueUpload, actor: User, action: str, said: str) -> None:
    """The Event of a step: sent, columns chosen, confirmed, cancelled."""
    sentence, after = f"{said} cho {upload.catalogue}", {"upload": upload.pk}
    record(upload.catalogue, actor=actor, action=action, sentence=sentence, after=after)


def record_refusal(catalogue: Catalogue, actor: User | None, refused: Refused) -> None:
    """The Event of a workbook that was not taken, with the kind of its reason."""
    sentence = f"tải lên một tệp không được nhận cho {catalogue}"
    record(catalogue, actor=actor, action="upload_refused", sentence=sentence, after={"why": refused.code})
