from ..other import sibling_value as up
NAME='leaf'
