"""Why something cannot be done, for those who ask services to do it; each error holds a Vietnamese sentence."""


class WorkflowError(Exception):
    """Why an action cannot be performed now, in Vietnamese."""


class NotAllowed(WorkflowError):
    """The actor may not perform the action on this object."""


class Overtaken(WorkflowError):
    """Somebody else changed the object first."""
