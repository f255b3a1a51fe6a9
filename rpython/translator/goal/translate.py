"""What targets import as `translate`: the command as their hooks see it."""
from rpython.tool.ansi_print import AnsiLogger

log = AnsiLogger('translation')


def log_config(config, header='config used'):
    """Shows the options that somebody set, and the warnings that options gave."""
    log('%s:' % (header,))
    log(str(config))
    for warning in config.get_warnings():
        log.WARNING(warning)
