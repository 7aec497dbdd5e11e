"""The core of CafAudit: file reading, grading and the monitoring letter, without a window.

Nothing in this package knows Qt; everything in it runs headless, from a script or a test.
"""

__version__ = "0.1.0"
