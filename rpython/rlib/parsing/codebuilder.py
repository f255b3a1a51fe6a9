"""Writing Python source line by line."""
import contextlib


class Codebuilder(object):
    """Keeps the lines with their depth. Subclasses that use `emit_initcode` have a list `initcode`."""

    def __init__(self):
        self.blocks = []
        self.code = []

    def get_code(self):
        assert not self.blocks, "a block is still open: %s" % self.blocks
        return "\n".join(["    " * depth + line for depth, line in self.code])

    def emit(self, text):
        """Lines in the present block; empty ones are left out."""
        depth = len(self.blocks)
        self.code.extend([(depth, line) for line in text.split("\n") if line])

    def emit_initcode(self, text):
        self.initcode.extend(text.split("\n"))

    def start_block(self, blockstarter):
        assert blockstarter.endswith(":")
        self.emit(blockstarter)
        self.blocks.append(blockstarter)

    def end_block(self, starterpart=""):
        """Ends the innermost block, whose first line contains `starterpart`."""
        opened = self.blocks.pop()
        assert starterpart in opened, "the block %r ends, not %r" % (opened, starterpart)

    @contextlib.contextmanager
    def block(self, blockstarter):
        self.start_block(blockstarter)
        yield None
        self.end_block(blockstarter)

    def store_code_away(self):
        """Takes all lines; `restore_code` and `add_code` accept what this returns."""
        taken = self.blocks, self.code
        self.blocks, self.code = [], []
        return taken

    def restore_code(self, stored):
        taken = self.blocks, self.code
        self.blocks, self.code = stored
        return taken

    def add_code(self, stored):
        """Appends lines within the present block."""
        blocks, code = stored
        here = len(self.blocks)
        self.code.extend([(here + depth, line) for depth, line in code])
        self.blocks.extend(blocks)
