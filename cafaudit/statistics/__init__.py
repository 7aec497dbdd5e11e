"""Proportions, agreement and words for proportions, in exact integers; pure."""
