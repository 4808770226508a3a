"""The one library that the modules of this package register their tags with."""

from django import template

register = template.Library()
