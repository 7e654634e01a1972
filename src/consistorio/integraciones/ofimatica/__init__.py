"""Text documents made into PDF/A-2b by LibreOffice, each in a process of its own, without network nor macros.

Wire `CONSISTORIO_PUERTOS["conversion"]` to `libreoffice.LibreOffice`. Debian: `libreoffice-writer-nogui`. OASIS OpenDocument 1.3; ECMA-376; ISO 19005-2.
"""
