"""Signed events: canonical bytes, chains, audience, and folding a set of events into state."""
