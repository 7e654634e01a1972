"""Antivirus: ClamAV's daemon over its own wire protocol (INSTREAM), and a simulator that speaks it.

Wire `CONSISTORIO_PUERTOS["antivirus"]` to `clamd.Clamd` (reads `CONSISTORIO_CLAMD`) or to `clamd.SinAntivirus`, which never answers:
content then stays pending and the desk shows it. Protocol: clamd(8), commands `zINSTREAM`, `zPING` and `zVERSION`.
"""
