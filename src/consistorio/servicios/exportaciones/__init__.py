"""Copies of a whole case for who works on it: its documents in a ZIP, or as one PDF with its index.

Owns `Exportacion`: who asked for one, how far it is and until when it is kept. Public: `acciones`, `consultas`, `acceso`. They are to be read: the copy that has value
towards others is the authentic one (LPACAP 27), and the one for other administrations the ENI package (`archivo`). LPACAP arts. 53.1.a, 70; RGPD art. 5.1.e.
"""
