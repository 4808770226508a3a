from .acceptance import Acceptance, AcceptanceLine, AcceptedFile
from .allocation import Allocation, AllocationLine, AllocationUpload
from .appraised import AppraisedLine, EstimateAppraisal, EstimateAppraisalQuerySet
from .attachment import EstimateAttachment
from .basis import EstimateBasis
from .contract import Contract, ContractCatalogue, ContractChange, ContractLine, ProcurementForm, ProcurementLimit
from .contractor import Contractor, ContractorProof
from .entry import Entry, EntryQuerySet
from .estimate import Estimate, EstimateLine, EstimateQuerySet
from .payment import AdvanceLimit, Payment, Settlement
from .question import EstimateQuestion
from .simulation import Simulation, WorkRate
from .treasury_form import TreasuryForm

__all__ = [
    "Acceptance",
    "AcceptanceLine",
    "AcceptedFile",
    "AdvanceLimit",
    "Allocation",
    "AllocationLine",
    "AllocationUpload",
    "AppraisedLine",
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
    "EstimateAttachment",
    "EstimateBasis",
    "EstimateLine",
    "EstimateQuerySet",
    "EstimateQuestion",
    "Payment",
    "ProcurementForm",
    "ProcurementLimit",
    "Settlement",
    "Simulation",
    "TreasuryForm",
    "WorkRate",
]
