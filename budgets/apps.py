from importlib import import_module

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Dự toán"

    def ready(self) -> None:
        import_module("budgets.estimates.workflow")  # only now are the models loaded that the workflow joins
        import_module("budgets.estimates.signing")
        import_module("budgets.purged_columns")
        import_module("budgets.audiences")
        import_module("budgets.simulations.jobs")  # a worker finds its handler
        corrections, limits = import_module("plans.appraisal.corrections"), import_module("budgets.estimates.limits")
        corrections.BUILT_ON.append(limits.resting_on)
        kinds, values = import_module("plans.unusual.kinds"), import_module("plans.unusual.services")
        unusual = import_module("budgets.estimates.unusual")
        kinds.MODELS[unusual.KIND] = unusual.Estimate
        values.BUILT_ON.append(unusual.resting_on)
        values.BY_WORKFLOW.append(unusual.returned_elsewhere)
        prices = import_module("plans.admin.consequences.prices")
        prices.MADE_AT_A_PRICE.append(import_module("budgets.estimates.new_price").made_at_another_price)
        allocations, contracts = (
            import_module("budgets.allocations.queries"),
            import_module("budgets.contracts.queries"),
        )
        allocations.COMMITTED.append(contracts.committed_by_agency)
        allocations.COMMITTED.append(import_module("budgets.payments.queries").gone_by_agency)
        changes, closed = import_module("budgets.allocations.services"), import_module("budgets.contracts.closed")
        changes.BUILT_ON.append(closed.why_closed)
        corrections.BUILT_ON.append(import_module("budgets.acceptances.queries").resting_on)
