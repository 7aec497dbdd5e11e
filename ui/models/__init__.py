"""Qt's item models: thin views of frozen rows."""
