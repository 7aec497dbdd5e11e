"""Whole windows: unlock, and the shell in which the pages of a visit stand."""
