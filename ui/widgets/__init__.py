"""Reusable parts of the window: they take plain data through `show_x` and answer through signals."""
