"""Data that ships with the program: frameworks, letter profiles, icons, help and the example."""
