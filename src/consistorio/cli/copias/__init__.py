"""A town in one file, and back.

The file is a POSIX tar, in this order: `base.dump` (pg_dump, custom format), `contenidos/<sha256>` (each content of the
store once, in order of hash), `carpetas/<path>` (keys and other files of `var/`), `manifiesto.json` (hashes of all that is not
named by its own, rows of each table in the snapshot that was dumped, counts). It holds personal data and keys: mode 0600.
"""
