"""What a worker does for jobs of the kind "simulation"."""

from agencies.jobs import Beat, handles
from budgets.models import Simulation

from . import work


@handles(work.KIND, long=True)
def simulate(job_id: int, beat: Beat) -> str:
    known = Simulation.objects.select_related("requester__agency", "owner", "plan")
    return work.carry_out(known.get(pk=job_id), beat)
