"""The feedback sheet: what the Head of Service is told at the end of a visit, on a page or two.

`write_feedback` is all that others need; `compose_feedback` gives the same as plain values.
"""

from cafaudit.export.feedback.compose import compose_feedback
from cafaudit.export.feedback.docx_sheet import WrittenFeedback, feedback_bytes, write_feedback
from cafaudit.export.feedback.model import AreaFeedback, FeedbackSheet, GivenGrade

__all__ = [
    "AreaFeedback",
    "FeedbackSheet",
    "GivenGrade",
    "WrittenFeedback",
    "compose_feedback",
    "feedback_bytes",
    "write_feedback",
]
