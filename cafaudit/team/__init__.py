"""The people of a visit: identities, packs, merge and receipts."""
