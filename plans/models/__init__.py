from .appraisal import Appraisal
from .bound import Bound
from .catalogue import ArchivalFile, Catalogue, Fonds
from .catalogue_return import CatalogueReturn, ReturnedFile
from .change import CatalogueChange, FileBefore
from .cover_letter import CoverLetter
from .detailed import DetailedPlan
from .difficulty import AnswerTime, Difficulty, DifficultyKind, DifficultyReply
from .difficulty_file import DifficultyFile
from .duplicates import DuplicateGroup, DuplicateMember, DuplicateSearch, LeftOutDuplicate
from .excess import ExcessReason
from .extension import Extension, ExtensionDecision
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
    "AnswerTime",
    "Appraisal",
    "ArchivalFile",
    "Bound",
    "Catalogue",
    "CatalogueChange",
    "CatalogueReturn",
    "CatalogueRisk",
    "CatalogueUpload",
    "ControlFigure",
    "CoverLetter",
    "DetailedPlan",
    "Difficulty",
    "DifficultyFile",
    "DifficultyKind",
    "DifficultyReply",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicateSearch",
    "ExcessReason",
    "Extension",
    "ExtensionDecision",
    "FileBefore",
    "FileNote",
    "Fonds",
    "HeaderMapping",
    "LeftOutDuplicate",
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
