"""The key of the demo: made at its first start for the demo's own workshop, kept beside the demo's store."""

from __future__ import annotations

import os
from pathlib import Path

from api.security.authenticate import key_of_text
from api.security.keys import NewKey
from api.security.principal import OPERATOR, Role
from api.security.security import Security
from api.service.errors import ApiError

FILE_NAME = "demo.key"


def demo_key(security: Security, folder: Path, workshop_id: str) -> str:
    """The key in the folder while it opens the workshop, else a new one. Raises ``OSError`` when it cannot be kept."""
    path = folder / FILE_NAME
    if path.exists():
        text = path.read_text(encoding="utf-8").strip()
        if _opens(security, text, workshop_id):
            return text
    new = NewKey(name="demo", role=Role.ADMIN, workshop_id=workshop_id)
    _, text = security.keys.create(new, OPERATOR)
    # For the eyes of its owner from the first byte on.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
    return text


def _opens(security: Security, text: str, workshop_id: str) -> bool:
    try:
        return key_of_text(text, security).workshop_id == workshop_id
    except ApiError:
        return False
