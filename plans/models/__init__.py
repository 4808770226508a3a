from .appraisal import Appraisal
from .catalogue import ArchivalFile, Catalogue, Fonds
from .change import CatalogueChange, FileBefore
from .detailed import DetailedPlan
from .duplicates import DuplicateGroup, DuplicateMember, DuplicateSearch
from .note import FileNote
from .plan import ControlFigure, Milestone, Plan
from .price import SizeFactor, UnitPrice
from .progress import ProgressReport
from .review import VolumeLine, VolumeReview
from .target import Target, TargetUpload
from .upload import CatalogueUpload, HeaderMapping, StagedFile, UploadMarking, UploadProblem

__all__ = [
    "Appraisal",
    "ArchivalFile",
    "Catalogue",
    "CatalogueChange",
    "CatalogueUpload",
    "ControlFigure",
    "DetailedPlan",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicateSearch",
    "FileBefore",
    "FileNote",
    "Fonds",
    "HeaderMapping",
    "Milestone",
    "Plan",
    "ProgressReport",
    "SizeFactor",
    "StagedFile",
    "Target",
    "TargetUpload",
    "UnitPrice",
    "UploadMarking",
    "UploadProblem",
    "VolumeLine",
    "VolumeReview",
]
