"""Every column in which a text can be says how a purge empties it; a new one without an entry fails here."""

import pytest
from django.apps import apps
from django.db import models

from agencies.purge.places import REGISTER

KINDS = (models.CharField, models.TextField, models.JSONField, models.FileField)
pytestmark = pytest.mark.once


def texts_of(model):
    found = [field for field in model._meta.concrete_fields if isinstance(field, KINDS) and not field.choices]
    return {field.name for field in found if field.model is model}


def known(model):
    entry = REGISTER.get(model._meta.db_table)
    return entry.known if entry else set()


def test_every_column_of_text_has_an_entry():
    models_with_texts = [model for model in apps.get_models(include_auto_created=True) if texts_of(model)]
    lacking = {
        f"{model._meta.label}.{name}"
        for model in models_with_texts
        for name in texts_of(model)
        - (REGISTER[model._meta.db_table].known if model._meta.db_table in REGISTER else set())
    }
    assert lacking == set() and len(models_with_texts) > 50


def test_no_entry_speaks_of_a_column_that_is_gone():
    for entry in REGISTER.values():
        assert entry.known <= {field.name for field in entry.model._meta.get_fields()}, entry.label
        assert {entry.single} - {""} <= set(entry.columns)
        assert set(entry.quoted.split()) <= set(entry.columns)
