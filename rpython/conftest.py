"""What the options of a test run are; programs set `option` before they use tools that look at it."""


class _Options(object):
    view = False
    viewloops = False
    viewdeps = False
    platform = 'host'


option = _Options()
