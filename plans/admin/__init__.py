from . import reference  # noqa: F401
