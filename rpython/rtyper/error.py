class TyperError(Exception):
    """An operation that has no low-level form."""


class MissingRTypeOperation(TyperError):
    pass
