"""A plugin of pytest: migrations draw fewer models anew, and those from copies of their fields.

Whenever a migration touches a model, Django draws all anew that are related to it over any number of others, and takes
each of their fields apart for that and builds it again: four fifths of what the tests need for a database. Where the
relations stay as they are, the model alone is drawn here; all the others are before the next step in Python, as Django
does it with those that it puts off. And a field in a state of migrations belongs to no model yet, so a copy does as
well.
"""

from functools import cache

from django.db.migrations.state import ProjectState
from django.db.models import Field
from django.utils.functional import cached_property

built_anew, found_related = Field.clone, ProjectState._find_reload_model


def copied(field):
    """As `Field.clone`: what was worked out is left behind, and a model has its fields in the order of their clones."""
    if hasattr(field, "model") or field.auto_created:
        return built_anew(field)
    clone = field.__deepcopy__({})
    forget(clone)
    if clone.remote_field:
        forget(clone.remote_field)
    clone.creation_counter = Field.creation_counter
    Field.creation_counter += 1
    return clone


def forget(one):
    for name in kept_names(type(one)) & vars(one).keys():
        del vars(one)[name]


@cache
def kept_names(kind):
    """Of what the class works out once."""
    return {name for each in kind.__mro__ for name, value in vars(each).items() if isinstance(value, cached_property)}


def to_draw(state, app_label, model_name, delay=False):
    """Which models are drawn anew with this one."""
    if not delay:
        return found_related(state, app_label, model_name)
    state.is_delayed = True
    return {(app_label, model_name)}


def added(state, model):
    """As `ProjectState.add_model`: nobody refers to a new model yet."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in vars(state):
        state.reload_model(*key, delay=True)


Field.clone = copied
ProjectState.add_model, ProjectState._find_reload_model = added, to_draw
