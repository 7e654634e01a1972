"""Documents: ENI metadata, CSV, official PDF from templates, copies, stamped copies.

Owns `Documento`, `RevisionDocumento`, `VersionMetadatos`. Public: `operaciones`, `consultas`, `acceso`, `catalogo_plantillas`, `tipos`.
LPACAP 26-27; RD 203/2021 arts. 21 and 46-51; NTI de Documento electrónico (BOE-A-2011-13169).
"""
