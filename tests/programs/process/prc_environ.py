# the environment: reading, writing, missing names
import os

def entry_point(argv):
    print os.environ["RPY_TEST"], len(os.environ["RPY_TEST"])
    v = os.environ.get("RPY_TEST")
    print v
    print os.environ.get("RPY_NOT_THERE") is None and "missing" or "found"
    try:
        print os.environ["RPY_NOT_THERE"]
    except KeyError:
        print "KeyError"
    os.environ["RPY_NEW"] = "value" * len(argv)
    print os.environ["RPY_NEW"]
    n = 0
    for k, v in os.environ.items():
        if k == "RPY_TEST" or k == "RPY_NEW":
            n += 1
    print n
    return 0


def target(driver, args):
    return entry_point, None
