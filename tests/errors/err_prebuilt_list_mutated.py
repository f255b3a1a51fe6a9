# code of the standard library that changes a list made at import time
# reference: AssertionError (empty message)
import json

def entry_point(argv):
    print json.dumps([1, len(argv)])        #! error: json
    return 0


def target(driver, args):
    return entry_point, None
