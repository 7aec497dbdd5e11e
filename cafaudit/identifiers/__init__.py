"""Fingerprints and patterns that keep a child from being named by accident; pure."""
