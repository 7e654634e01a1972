"""The store: content by its SHA-256, on local disk or any S3, never changed once in.

Owns `Contenido` and `Subida` (resumable upload by pieces). Public: `operaciones.guardar`, `consultas.abrir`, `acciones`, `reglas`.
What is still a draft can be refused with a reason (`operaciones.admitir`); what is already filed is never refused: infected
content is kept in quarantine and the fact noted (LPACAP 14.3; RD 203/2021 art. 39.2). ENS mp.info, op.exp.6.
"""
