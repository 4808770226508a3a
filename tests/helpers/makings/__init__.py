"""Every form that makes something, as a function with the name of its route."""

from . import catalogues, declarations, money, people, shared_archive

MAKINGS = [*catalogues.MAKINGS, *declarations.MAKINGS, *money.MAKINGS, *people.MAKINGS, *shared_archive.MAKINGS]
