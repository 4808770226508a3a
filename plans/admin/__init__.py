from . import catalogues, reference

__all__ = ["catalogues", "reference"]
