"""Setting CafAudit up on a machine that has nothing but Python; standard library only."""
