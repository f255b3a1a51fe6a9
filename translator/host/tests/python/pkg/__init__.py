import future
names = __name__, __package__
