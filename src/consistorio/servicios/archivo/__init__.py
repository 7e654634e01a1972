"""Archive: closing a case, its signed index, ENI packages out and in, retention.

Owns `Cierre`, `ImportacionEni`. Public: `acciones`, `eni` (pure writers, readers and validator).
LPACAP 17 and 70; NTI de Documento and de Expediente electrónico (BOE-A-2011-13169 and 13170).
"""
