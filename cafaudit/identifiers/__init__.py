"""Fingerprints, patterns and the firewall that keeps names out of texts; pure."""

from cafaudit.identifiers.fingerprints import Fingerprint, Fingerprinter
from cafaudit.identifiers.firewall import NOT_PROMISED, Firewall, Mark
from cafaudit.identifiers.plain import Identifiers

__all__ = ["NOT_PROMISED", "Fingerprint", "Fingerprinter", "Firewall", "Identifiers", "Mark"]
