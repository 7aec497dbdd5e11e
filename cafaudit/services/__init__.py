"""What a person can do: one command or query for each deed."""
