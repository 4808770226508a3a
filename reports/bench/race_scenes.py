"""For each changing route what two people race about. A scene is named by its route, an action of a workflow after a
slash."""

import re

from . import (
    race_archive,
    race_catalogues,
    race_contracts,
    race_declared,
    race_desk,
    race_difficulties,
    race_extensions,
    race_money,
    race_people,
    race_reference,
    race_scans,
    race_signing,
    race_urging,
)
from .race_scene import SCENES, Scene
from .race_world import World

__all__ = ["CHANGE_NOTHING", "SCENES", "Scene", "World"]
ROOMS = (
    race_archive,
    race_catalogues,
    race_contracts,
    race_declared,
    race_desk,
    race_difficulties,
    race_extensions,
    race_money,
    race_people,
    race_reference,
    race_scans,
    race_signing,
    race_urging,
)
# Pages that take a POST, as every page of the admin does, and change nothing by it: `./portal bench matrix` looks.
CHANGE_NOTHING = re.compile(
    r"admin:(index|login|logout|password_change(_done)?|autocomplete|jsi18n|view_on_site|app_list|\w+_history"
    r"|(agencies_(accountchange|event|job)|plans_catalogue)_(add|change|delete|changelist|export|document)"
    r"|agencies_(user|agency)_(export|import_template)|agencies_user_delete|agencies_agency_changelist"
    r"|budgets_(procurementlimit|advancelimit|treasuryform|workrate)_(changelist|delete|add)"
    r"|plans_(plan|periodlength|reporting(rule|exception)|milestone|signer|controlfigure|unitprice|sizefactor|bound)_(changelist|delete|add)"
    r"|plans_technicalminimum_(changelist|delete|add)"
    r"|plans_(answertime|difficultykind)_(changelist|delete|add)"
    r"|reports_urgingwording_changelist|agencies_holiday_changelist"
    r"|plans_metadatafield_(changelist|delete|add)"
    r"|agencies_(dutyoffice|invitationterm)_(changelist|delete|add))"
)
