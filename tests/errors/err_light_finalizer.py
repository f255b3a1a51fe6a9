# a class whose base demands light finalizers has one that is not marked
# reference: AnnotatorError
from rpython.rlib import rgc


@rgc.must_be_light_finalizer
class Resource(object):
    pass


class File(Resource):                       #! error: finalizer, File, light
    def __del__(self):
        pass


class Good(Resource):
    @rgc.must_be_light_finalizer
    def __del__(self):
        pass


def entry_point(argv):
    Good()
    File()
    return 0


def target(driver, args):
    return entry_point, None
