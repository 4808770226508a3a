"""Measures: `./portal bench NAME`. Each makes its own database, and leaves the portal's alone."""

from .catalogue import measure_catalogue
from .dashboard import measure_dashboard
from .forecast import measure_forecast
from .histories import measure_histories
from .hostile import measure_hostile
from .imports import measure_import
from .inspection import measure_inspection
from .matrix import measure_matrix
from .money import measure_money
from .races import measure_races
from .reading import measure_reading
from .simulator import measure_simulator

BENCH = {
    "catalogue": measure_catalogue,
    "dashboard": measure_dashboard,
    "forecast": measure_forecast,
    "histories": measure_histories,
    "hostile": measure_hostile,
    "import": measure_import,
    "inspect": measure_inspection,
    "reading": measure_reading,
    "matrix": measure_matrix,
    "money": measure_money,
    "races": measure_races,
    "simulator": measure_simulator,
}
