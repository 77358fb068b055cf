"""Settings: you, how it is closed, reminders, the look, the people, and what Bond is."""

from bondapp.ui.settings.place import SettingsPlace

__all__ = ["SettingsPlace"]
