"""Words of files for the search of many catalogues, kept beside the files and filled after they were written."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from .catalogue import Catalogue


class Words(models.Field):
    """The words of a text, each once: a tsvector with an index on PostgreSQL; elsewhere nothing is kept here."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


class SearchedCatalogue(models.Model):
    """Mục lục đã có chỉ mục từ: the version of a catalogue whose files' words are kept (plans.catalogues.words).

    A catalogue of another version is searched by reading its files.
    """

    catalogue = models.OneToOneField(Catalogue, models.CASCADE, primary_key=True, related_name="searched")
    version = models.PositiveIntegerField("từ của phiên bản")

    class Meta:
        verbose_name = "Mục lục đã có chỉ mục từ"
        verbose_name_plural = "Mục lục đã có chỉ mục từ"

    def __str__(self) -> str:
        return f"{self.catalogue}: phiên bản {self.version}"


class SearchedFile(models.Model):
    """Từ của hồ sơ: the words of a file's `search_text`, and a hash of the text by which a changed one is found."""

    file_id = models.BigIntegerField(primary_key=True)
    # No constraint: a check per row would cost as much as the row.
    catalogue = models.ForeignKey(Catalogue, models.DO_NOTHING, db_constraint=False, related_name="+")
    text_hash = models.BigIntegerField()
    words = Words()

    class Meta:
        verbose_name = "từ của hồ sơ"
        verbose_name_plural = "từ của hồ sơ"

    def __str__(self) -> str:
        return f"Từ của hồ sơ {self.file_id}"
