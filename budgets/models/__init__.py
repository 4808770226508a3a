from .estimate import Estimate, EstimateAppraisal, EstimateAppraisalQuerySet, EstimateLine, EstimateQuerySet

__all__ = ["Estimate", "EstimateAppraisal", "EstimateAppraisalQuerySet", "EstimateLine", "EstimateQuerySet"]
