"""The demo: a province at work on 20/6/2025. Invented figures, the plan's own control figures."""

from .loading import is_loaded, load_demo

__all__ = ["is_loaded", "load_demo"]
