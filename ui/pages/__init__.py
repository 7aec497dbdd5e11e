"""The pages of a visit, each over the services that it needs."""
