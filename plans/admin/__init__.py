from . import catalogues, reference  # noqa: F401
