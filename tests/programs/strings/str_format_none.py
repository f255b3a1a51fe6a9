# what may be None, and lists that are always empty, put into texts
texts = ['bytes', None]
wide = [u'wide', None]


def entry_point(argv):
    for i in range(len(argv) + 1):
        print 'a %s here' % texts[i]
        print 'a %s here' % (texts[i],)
        print str(texts[i])
        print (u'a %s here' % (wide[i],)).encode('utf-8')
        print (u'%s and %s' % (wide[i], wide[0])).encode('utf-8')
    nothing = []
    print str(nothing), '<%s>' % (nothing,)
    return 0


def target(driver, args):
    return entry_point, None
