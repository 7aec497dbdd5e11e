"""The same deeds from a terminal or a script."""
