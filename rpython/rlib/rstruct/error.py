"""What goes wrong with packed structs."""


class StructError(Exception):
    """A format that has no meaning, or data that does not fit it."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class StructOverflowError(StructError):
    """A number is too large for its field."""
