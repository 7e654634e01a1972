"""Submissions: presenting an application, or a later document to an existing case, as one transaction on any channel.

Owns: `Solicitud`, `Aportacion`, `Evidencia`. Public: `acciones`, `consultas`, `eventos`, `tipos`. Law: LPACAP 9-11, 16, 66, 68.
"""
