from typing import Any

from django.db import models

from .catalogue import Catalogue
from .fonds import Fonds


class NamesAsSigned(models.Model):
    """Names of catalogue and fonds as a signed document has them: both may be changed in a later version.

    Subclasses have the columns `catalogue`, `catalogue_name` and `fonds_name`; of a draft the present names count.
    """

    catalogue: models.ForeignKey[Catalogue]
    catalogue_name: str
    fonds_name: str

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.catalogue_name = self.catalogue_name or self.catalogue.name
            self.fonds_name = self.fonds_name or self.catalogue.fonds.name
        super().save(*args, **kwargs)

    @property
    def name_as_signed(self) -> str:
        """The catalogue's name as its document has it."""
        return self.catalogue_name or self.catalogue.name

    @property
    def fonds_as_signed(self) -> str:
        """The fonds inside a sentence, as its document has it."""
        return Fonds(name=self.fonds_name or self.catalogue.fonds.name).in_words

    @property
    def with_fonds_as_signed(self) -> str:
        """The catalogue among others of the document: those of two fonds may have one name."""
        return f"{self.name_as_signed}, {self.fonds_as_signed}"
