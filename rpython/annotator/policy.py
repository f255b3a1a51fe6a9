"""What an annotator's decisions can be taken from."""


class AnnotatorPolicy(object):
    """A base for policies. Programs mix it into classes of their own; the translator keeps to its one policy."""

    def event(self, bookkeeper, what, *args):
        """Called for what happens while types are inferred; nothing is done."""
