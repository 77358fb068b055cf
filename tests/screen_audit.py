"""The audit that the tour uses, for the tests of single screens."""

from __future__ import annotations

from bondapp.tour.audit import findings

__all__ = ["findings"]
