"""Documents of a case while they are written: drafts with their versions, and who has each one out to work on it.

Owns `BorradorDocumento`, `VersionBorrador` and `Prestamo`. Public: `acciones`, `consultas`, `acceso`. A draft is no part of the case (LPACAP 70.4) until its last version
is put in it as a document. LPACAP arts. 26, 36, 70.
"""
