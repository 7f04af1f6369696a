"""Packs trained surrogate models as Twinlet bundles: model, contract, domain, intervals, references, validation."""

__version__ = "0.1.0"

from .check import Checked, check
from .errors import ExportRefused, TwinletError
from .export import export
from .report import Report

__all__ = ["Checked", "ExportRefused", "Report", "TwinletError", "__version__", "check", "export"]
