from .appraisal import Appraisal
from .archival_file import ArchivalFile
from .archive_check import ArchiveCheck
from .archive_export import ArchiveExport, ArchiveItem, ArchiveReceipt
from .bound import Bound
from .catalogue import Catalogue
from .catalogue_return import CatalogueReturn, ReturnedFile
from .change import CatalogueChange, FileBefore
from .cover_letter import CoverLetter
from .detailed import DetailedPlan
from .difficulty import AnswerTime, Difficulty, DifficultyKind, DifficultyReply
from .difficulty_file import DifficultyFile
from .district_check import DistrictCheck
from .duplicates import DuplicateGroup, DuplicateMember, DuplicateSearch, LeftOutDuplicate
from .evidence import EvidenceGap, EvidenceSample, SampledFile, ScanLine, ScanManifest, ScanRule, TechnicalMinimum
from .excess import ExcessReason
from .extension import Extension, ExtensionDecision
from .fonds import Fonds
from .media_record import MediaRecord, MediaUpload
from .metadata_field import MetadataField, MetadataPart
from .milestone import Milestone
from .note import FileNote, ProposedValue
from .page_estimate import PageEstimate
from .plan import ControlFigure, PeriodLength, Plan, ReportingException, ReportingRule
from .price import SizeFactor, UnitPrice
from .progress import ProgressReport
from .progress_book import ProgressBook
from .receipt import ProgressReceipt, ReceiptLine, ReceiptYear, ReportingHabit
from .review import VolumeLine, VolumeReview
from .risk import CatalogueRisk
from .sample import SampleDraw
from .scan_mark import FileCounting, Marking, ScanMark, Stage
from .searched import SearchedCatalogue, SearchedFile
from .sign_off import SignOff
from .signed import SignedFile
from .signer import Signer
from .target import Target, TargetUpload
from .unusual import UnusualValue
from .upload import CatalogueUpload, HeaderMapping, StagedFile, UploadMarking, UploadProblem

__all__ = [
    "AnswerTime",
    "Appraisal",
    "ArchivalFile",
    "ArchiveCheck",
    "ArchiveExport",
    "ArchiveItem",
    "ArchiveReceipt",
    "Bound",
    "Catalogue",
    "CatalogueChange",
    "CatalogueReturn",
    "CatalogueRisk",
    "CatalogueUpload",
    "ControlFigure",
    "CoverLetter",
    "DetailedPlan",
    "DistrictCheck",
    "Difficulty",
    "DifficultyFile",
    "DifficultyKind",
    "DifficultyReply",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicateSearch",
    "EvidenceGap",
    "EvidenceSample",
    "ExcessReason",
    "Extension",
    "ExtensionDecision",
    "FileBefore",
    "FileCounting",
    "FileNote",
    "Fonds",
    "HeaderMapping",
    "LeftOutDuplicate",
    "Marking",
    "MediaRecord",
    "MediaUpload",
    "MetadataField",
    "MetadataPart",
    "Milestone",
    "PageEstimate",
    "PeriodLength",
    "Plan",
    "ProgressBook",
    "ProgressReceipt",
    "ProgressReport",
    "ProposedValue",
    "ReceiptLine",
    "ReceiptYear",
    "ReportingException",
    "ReportingHabit",
    "ReportingRule",
    "ReturnedFile",
    "SampleDraw",
    "SampledFile",
    "ScanLine",
    "ScanManifest",
    "ScanMark",
    "ScanRule",
    "SearchedCatalogue",
    "SearchedFile",
    "SignOff",
    "SignedFile",
    "Signer",
    "SizeFactor",
    "Stage",
    "StagedFile",
    "Target",
    "TargetUpload",
    "TechnicalMinimum",
    "UnitPrice",
    "UnusualValue",
    "UploadMarking",
    "UploadProblem",
    "VolumeLine",
    "VolumeReview",
]
