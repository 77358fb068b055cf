"""How the window looked last time: read before anything is open, so it holds no one's words."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Look = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Geometry (Qt's own bytes), look, text scale 1.0 to 2.0, motion and contrast wishes."""

    geometry: bytes = b""
    look: Look = "system"
    scale: float = 1.0
    more_contrast: bool = False
    reduced_motion: bool = False


def read(vault: Path) -> Frame:
    """The frame of last time, or the usual one where none is kept or it cannot be read."""
    try:
        plain = json.loads((vault / "device" / "frame.json").read_bytes())
        look = plain["look"]
        return Frame(
            geometry=base64.b64decode(plain["geometry"], validate=True),
            look=look if look in ("system", "light", "dark") else "system",
            scale=min(2.0, max(1.0, float(plain["scale"]))),
            more_contrast=plain["more_contrast"] is True,
            reduced_motion=plain["reduced_motion"] is True,
        )
    except (OSError, ValueError, KeyError, TypeError, binascii.Error):
        return Frame()


def keep(vault: Path, frame: Frame) -> None:
    """Keep the frame; where there is no vault yet, or no room, nothing is kept."""
    plain = asdict(frame) | {"geometry": base64.b64encode(frame.geometry).decode()}
    path = vault / "device" / "frame.json"
    try:
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(plain))
        temporary.replace(path)
    except OSError:
        return
