"""What the services of money refuse, checked on all rows there are."""

from budgets.acceptances.services import check_reported
from budgets.contracts.sums import check, sums_of
from budgets.models import AllocationLine, Contract
from budgets.payments.services import cash_of


def hold_rules():
    """What the services refuse is not there."""
    for contract in Contract.objects.select_related("agency", "plan", "contractor"):
        check(contract)
        if contract.acceptances.exists():
            check_reported(contract.agency, contract.plan)
        sums = sums_of([contract])[contract.pk]
        allocated = AllocationLine.objects.filter(agency=contract.agency).total_dong()
        assert sums.cash_dong == cash_of(contract.agency) <= allocated
        assert sums.value_dong <= allocated and sums.cash_dong <= sums.accepted_dong + sums.open_advance_dong
