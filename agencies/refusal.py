"""Errors of services that refuse; each holds a Vietnamese sentence."""


class WorkflowError(Exception):
    """Why an action cannot be performed now, in Vietnamese."""


class NotAllowed(WorkflowError):
    """The actor may not perform the action on this object."""


class Overtaken(WorkflowError):
    """Somebody else changed the object first."""
