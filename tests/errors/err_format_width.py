# width and precision with run-time arguments
# reference: Unsupported formatting specifier: '5'
# may-accept: the meaning is clear
def entry_point(argv):
    n = len(argv)
    print "[%5.2f] [%-3d] [%05d] [%3s]" % (2.5 * n, n, n, "a" * n)  #! error: format, %5.2f
    return 0


def target(driver, args):
    return entry_point, None
