"""The window: Qt screens over the services of the core, and nothing that the core would need."""
