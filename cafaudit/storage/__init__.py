"""The encrypted visit on disk: keys, tables, units of work, migrations and backups."""
