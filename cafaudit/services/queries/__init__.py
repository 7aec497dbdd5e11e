"""Every question that a page or a script can ask a visit, by name, as JSON.

A question is known once its module is loaded. `every` loads all of them; the registry asks for that when a
question is asked by a name that is not known yet.
"""

from cafaudit.services.queries.registry import ask, queries

__all__ = ["ask", "queries"]
