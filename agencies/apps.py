from django.apps import AppConfig
from django.forms import Field


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Cơ quan và người dùng"

    def ready(self) -> None:
        # Django's own Vietnamese ("Trường này là bắt buộc.") does not say what to do.
        Field.default_error_messages["required"] = "Nhập nội dung này."
