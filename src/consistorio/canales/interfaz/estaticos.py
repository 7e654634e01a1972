"""Static files with the hash of their content in the name, compressed beforehand."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class EstaticosConHuella(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is not typed
    """Hashed names from the manifest written by `collectstatic`; plain names while there is none (a fresh checkout, tests)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name if the manifest knows it, else the name itself: never a failed page for a missing manifest."""
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))
