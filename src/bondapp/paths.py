"""Where things lie: the app's own resources and a person's own folders."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of fonts, icons, tokens and content; in a wheel inside the package, in a checkout at its top.

    An editable install drops a stale copy into site-packages, so the lookup starts from this file and never
    from the import system. Raises FileNotFoundError when neither place exists.
    """
    for candidate in (_PACKAGE / "resources", _PACKAGE.parents[1] / "resources"):
        if (candidate / "content").is_dir():
            return candidate
    raise FileNotFoundError("Bond's resources folder is not beside the package")


def data_folder() -> Path:
    """The default vault folder of this computer account."""
    import platformdirs

    return Path(platformdirs.user_data_dir("bondapp", appauthor=False)) / "vault"


def key_folder() -> Path:
    """Where key files lie: apart from the vault, so that a copied vault does not carry its keys."""
    import platformdirs

    return Path(platformdirs.user_config_dir("bondapp", appauthor=False)) / "keys"


def log_folder() -> Path:
    """Where the app's own log lies; it never holds a person's words."""
    import platformdirs

    return Path(platformdirs.user_log_dir("bondapp", appauthor=False))
