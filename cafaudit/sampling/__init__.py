"""The draw: tickets, queues, allocation and their verification; pure."""
