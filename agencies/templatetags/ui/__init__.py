"""Tags of the look. Each draws one component of templates/components; the contract is at the top of its file.

Geometry is written as text here, because a template would localise 12.5 into 12,5 and break the drawing.
The living style page (/giao-dien/ in demo mode) shows every component with an example.
"""

from . import columns, figures, forms, lists, pages, tables
from .library import register
from .states import status

__all__ = ["columns", "figures", "forms", "lists", "pages", "register", "status", "tables"]
