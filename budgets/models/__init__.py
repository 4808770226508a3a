from .acceptance import Acceptance, AcceptanceLine, AcceptedFile
from .allocation import Allocation, AllocationLine, AllocationUpload
from .contract import Contract, ContractCatalogue, ContractChange, ContractLine, ProcurementForm, ProcurementLimit
from .contractor import Contractor, ContractorProof
from .entry import Entry, EntryQuerySet
from .estimate import Estimate, EstimateAppraisal, EstimateAppraisalQuerySet, EstimateLine, EstimateQuerySet
from .payment import AdvanceLimit, Payment, Settlement

__all__ = [
    "Acceptance",
    "AcceptanceLine",
    "AcceptedFile",
    "AdvanceLimit",
    "Allocation",
    "AllocationLine",
    "AllocationUpload",
    "Contract",
    "ContractCatalogue",
    "ContractChange",
    "ContractLine",
    "Contractor",
    "ContractorProof",
    "Entry",
    "EntryQuerySet",
    "Estimate",
    "EstimateAppraisal",
    "EstimateAppraisalQuerySet",
    "EstimateLine",
    "EstimateQuerySet",
    "Payment",
    "ProcurementForm",
    "ProcurementLimit",
    "Settlement",
]
