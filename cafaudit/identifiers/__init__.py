"""Fingerprints, patterns and the firewall that keeps names out of texts; pure."""

from cafaudit.identifiers.fingerprints import Fingerprint, Fingerprinter
from cafaudit.identifiers.firewall import Firewall, Mark
from cafaudit.identifiers.plain import Identifiers

__all__ = ["Fingerprint", "Fingerprinter", "Firewall", "Identifiers", "Mark"]
