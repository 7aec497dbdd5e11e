"""What a person can do to a visit, one module for each part of the work.

A command is known once its module is loaded, and whoever gives one has loaded it. `every` loads all of them;
the registry asks for that when a command is wanted by a name that is not known yet.
"""
