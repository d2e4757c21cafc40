"""Two registers -> what changed, as an office says it; records of it, and history held against them.

entries -> match -> compare -> kinds; `changes_between` joins them.
"""

from quanze.diff.changes import Change, Changes, ElementChange
from quanze.diff.match import changes_between

__all__ = ["Change", "Changes", "ElementChange", "changes_between"]
