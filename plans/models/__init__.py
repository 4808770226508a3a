from .appraisal import Appraisal
from .archive_check import ArchiveCheck
from .archive_export import ArchiveExport, ArchiveItem, ArchiveReceipt
from .bound import Bound
from .catalogue import ArchivalFile, Catalogue, Fonds
from .catalogue_return import CatalogueReturn, ReturnedFile
from .change import CatalogueChange, FileBefore
from .cover_letter import CoverLetter
from .detailed import DetailedPlan
from .duplicates import DuplicateGroup, DuplicateMember, DuplicateSearch, LeftOutDuplicate
from .excess import ExcessReason
from .media_record import MediaRecord, MediaUpload
from .metadata_field import MetadataField, MetadataPart
from .milestone import Milestone
from .note import FileNote, ProposedValue
from .page_estimate import PageEstimate
from .plan import ControlFigure, PeriodLength, Plan
from .price import SizeFactor, UnitPrice
from .progress import ProgressReport
from .review import VolumeLine, VolumeReview
from .risk import CatalogueRisk
from .sample import SampleDraw
from .searched import SearchedCatalogue, SearchedFile
from .sign_off import SignOff
from .signed import SignedFile
from .signer import Signer
from .target import Target, TargetUpload
from .unusual import UnusualValue
from .upload import CatalogueUpload, HeaderMapping, StagedFile, UploadMarking, UploadProblem

__all__ = [
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
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicateSearch",
    "ExcessReason",
    "FileBefore",
    "FileNote",
    "Fonds",
    "HeaderMapping",
    "LeftOutDuplicate",
    "MediaRecord",
    "MediaUpload",
    "MetadataField",
    "MetadataPart",
    "Milestone",
    "PageEstimate",
    "PeriodLength",
    "Plan",
    "ProgressReport",
    "ProposedValue",
    "ReturnedFile",
    "SampleDraw",
    "SearchedCatalogue",
    "SearchedFile",
    "SignOff",
    "SignedFile",
    "Signer",
    "SizeFactor",
    "StagedFile",
    "Target",
    "TargetUpload",
    "UnitPrice",
    "UnusualValue",
    "UploadMarking",
    "UploadProblem",
    "VolumeLine",
    "VolumeReview",
]
