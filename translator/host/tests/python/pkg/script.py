from_script = 'script ' + __name__
