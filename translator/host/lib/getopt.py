"""Options of a command line."""


class GetoptError(Exception):
    def __init__(self, msg, opt=''):
        Exception.__init__(self, msg, opt)
        self.msg = msg
        self.opt = opt

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """([(option, value)], remaining arguments); the first argument that is no option ends the options."""
    options, args = [], list(args)
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith('-') and args[0] != '-':
        arg = args.pop(0)
        if arg == '--':
            break
        _one(arg, shortopts, longopts, options, args)
    return options, args


def gnu_getopt(args, shortopts, longopts=[]):
    """The same, with options among the other arguments."""
    options, rest, args = [], [], list(args)
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args:
        arg = args.pop(0)
        if arg == '--':
            rest.extend(args)
            break
        if arg.startswith('-') and arg != '-':
            _one(arg, shortopts.lstrip('+'), longopts, options, args)
        elif shortopts.startswith('+'):
            return options, [arg] + args
        else:
            rest.append(arg)
    return options, rest


def _one(arg, shortopts, longopts, options, args):
    if arg.startswith('--'):
        _long(arg[2:], longopts, options, args)
        return
    letters = arg[1:]
    while letters:
        letter, letters = letters[0], letters[1:]
        at = shortopts.find(letter)
        if at < 0 or letter == ':':
            raise GetoptError('option -%s not recognized' % letter, letter)
        value = ''
        if shortopts[at + 1:at + 2] == ':':
            if not letters and not args:
                raise GetoptError('option -%s requires argument' % letter, letter)
            value, letters = letters or args.pop(0), ''
        options.append(('-' + letter, value))


def _long(text, longopts, options, args):
    name, equals, value = text.partition('=')
    fitting = [opt for opt in longopts if opt.rstrip('=').startswith(name)]
    exact = [opt for opt in fitting if opt.rstrip('=') == name]
    if not fitting:
        raise GetoptError('option --%s not recognized' % name, name)
    if len(fitting) > 1 and not exact:
        raise GetoptError('option --%s not a unique prefix' % name, name)
    opt = (exact or fitting)[0]
    name = opt.rstrip('=')
    if opt.endswith('='):
        if not equals:
            if not args:
                raise GetoptError('option --%s requires argument' % name, name)
            value = args.pop(0)
    elif equals:
        raise GetoptError('option --%s must not have an argument' % name, name)
    options.append(('--' + name, value))
