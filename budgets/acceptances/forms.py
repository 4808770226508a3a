from typing import Any

from django import forms

from agencies.file_fields import TABLES, UploadField
from agencies.formats.numbers import format_int
from agencies.open_text import OpenText
from budgets.contracts.forms import DocumentForm
from budgets.contracts.volumes import Volume
from budgets.models import Contract
from plans.intake.sandbox import Refused
from plans.models import Catalogue
from plans.scanning.delivered import list_from_workbook
from plans.scanning.lists import tidy, wanted_of

from .files import FileRow, open_volumes
from .lists import find_files

ONE_FOR_A_LIST = "Nghiệm thu theo danh sách thì chọn đúng một Mục lục."
CHOOSE = "Chọn ít nhất một Mục lục."


class FileList(OpenText):
    """Lines of box and number; the tabs between them stay."""

    def to_python(self, value: Any) -> str:
        return tidy(forms.CharField.to_python(self, value) or "")


class OpenCatalogues(forms.ModelMultipleChoiceField):
    """Catalogues of the contract, each with what may still be accepted of it."""

    def __init__(self, contract: Contract, **kwargs: Any) -> None:
        covered = Catalogue.objects.filter(covered_by__contract=contract).order_by("name", "pk")
        super().__init__(covered, **kwargs)
        self.volumes = open_volumes(covered.values_list("pk", flat=True))

    def only_one(self) -> list[int]:
        """The key of the one catalogue of which something is left, to be ticked at once."""
        keys = [key for key, volume in self.volumes.items() if volume.files]
        return keys if len(keys) == 1 else []

    def label_from_instance(self, obj: Catalogue) -> str:
        volume = self.volumes.get(obj.pk, Volume())
        if not volume.files:
            return f"{obj.name}: không còn hồ sơ đã thẩm định chưa nghiệm thu"
        left = f"{format_int(volume.files)} hồ sơ, {format_int(volume.all_pages)} trang"
        return f"{obj.name}: còn {left} đã thẩm định chưa nghiệm thu"


class AcceptanceForm(DocumentForm):
    """Minutes: all that is left of the catalogues, or a list of files of one of them, pasted or from a workbook."""

    files_listed = FileList(
        label="Danh sách hồ sơ",
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Để trống thì nghiệm thu toàn bộ phần còn lại của các Mục lục đã chọn. Mỗi dòng một hồ sơ: số hộp "
        "rồi hồ sơ số (và Mục lục số nếu cần), cách nhau bằng dấu tab (dán từ Excel) hoặc dấu chấm phẩy",
    )
    workbook = UploadField(
        label="Hoặc tệp Excel có cột Hộp số, Hồ sơ số",
        required=False,
        max_length=150,
        accept=TABLES,
        advice="Chỉ giữ danh sách hồ sơ rồi nạp lại.",
    )

    def __init__(self, contract: Contract, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: dict[Catalogue, list[FileRow]] = {}
        choice = OpenCatalogues(
            contract,
            label="Mục lục nghiệm thu",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": CHOOSE},
        )
        self.fields["catalogues"] = choice
        self.initial.setdefault("catalogues", choice.only_one())
        self.order_fields(["number", "dated_on", "catalogues", "files_listed", "workbook"])
        self.fields["number"].help_text = "Ví dụ 02/BBNT"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        listed, catalogues = data.get("files_listed"), list(data.get("catalogues") or ())
        if listed and "catalogues" not in self.errors:
            self.take_list(listed, catalogues)
        return data

    def take_list(self, listed: str, catalogues: list[Catalogue]) -> None:
        """Keep the files that the list names; what is wrong with it stands at its field."""
        if len(catalogues) != 1:
            self.add_error("catalogues", ONE_FOR_A_LIST)
            return
        found = find_files(catalogues[0], wanted_of(listed))
        for fault in found.shown_faults():
            self.add_error("files_listed", fault)
        self.chosen = {catalogues[0]: found.rows}

    def read_workbook(self) -> str | None:
        """The list that the workbook holds; None with the reason at its field where it cannot be read."""
        file = self.cleaned_data["workbook"]
        try:
            return list_from_workbook(file.read(), file.name)
        except Refused as refusal:
            self.add_error("workbook", refusal.message)
            return None
