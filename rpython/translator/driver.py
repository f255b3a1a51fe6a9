"""The driver object that a target's `target(driver, args)` is given."""
from rpython.config.translationoption import get_combined_translation_config


class TranslationDriver(object):
    """`exe_name` may be set to a pattern with %(backend)s; `config` read and changed."""

    def __init__(self, config=None, exe_name=None, extmod_name=None, policy=None, disable=(), setopts=None):
        if config is None:
            config = get_combined_translation_config(translating=True)
        self.config = config
        self.exe_name = exe_name
        self.extmod_name = extmod_name
        self.policy = policy
        self.default_goal = None
        self._disabled = list(disable)
        self.extra = {}
        self.translator = None

    @property
    def exe_name_default(self):
        return self.exe_name
