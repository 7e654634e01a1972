"""Signatures: the port's hands, the formats, the circuits of signatures, and the employees' keys.

Owns circuits and their steps, employees' certificates and wrapped keys, pending seals and extensions. Pure modules without ORM: `pades`,
`xades`, `cms`, `tsa`, `manos`, `certificados`, `validacion`, `validacion_xml`. Public: `tipos`, `operaciones`
(`pedir_firmas`, `sellar`, `sellar_varios`, `sellar_ahora`), `acciones`, `consultas`, `casa`. LPACAP 10, 26; LRJSP 40-43;
RD 203/2021 arts. 18-24, 50; NTI de Política de firma.
"""
