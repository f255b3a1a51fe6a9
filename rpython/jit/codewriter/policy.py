"""What a just-in-time compiler looks into. Targets make one in `jitpolicy(driver)`; nothing reads it without a JIT."""
from rpython.tool.ansi_print import AnsiLogger

log = AnsiLogger('jitcodewriter')


class JitPolicy(object):

    supports_floats = False
    supports_longlong = False
    supports_singlefloats = False

    def __init__(self, jithookiface=None):
        self.jithookiface = jithookiface

    def set_supports_floats(self, flag):
        self.supports_floats = flag

    def set_supports_longlong(self, flag):
        self.supports_longlong = flag

    def set_supports_singlefloats(self, flag):
        self.supports_singlefloats = flag

    def look_inside_function(self, func):
        """Whether to look into a function that says nothing about it itself."""
        return True
