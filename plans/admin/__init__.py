from . import agencies, catalogues, reference

__all__ = ["agencies", "catalogues", "reference"]
