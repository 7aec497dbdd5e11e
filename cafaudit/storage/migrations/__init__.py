"""Steps from one schema of the visit's file to the next, run by `cafaudit.storage.migrate`."""
