"""Heads held against the log: each one, and each time stamp, is that of its fact, and none is missing."""

from __future__ import annotations

from django.db import connections

from consistorio.plataforma.auditoria.cotejos import Informe, cotejo

# What the fact says beside what the row says; one of the two sides may not be there
_CABECERAS = """
SELECT coalesce(c.tamano::text, e.datos->>'tamano'), c.tamano IS NULL, e.id IS NULL,
       c.raiz IS DISTINCT FROM e.datos->>'raiz' OR c.momento IS DISTINCT FROM e.momento
FROM (SELECT * FROM auditoria_evento WHERE tipo = 'sellado.cabecera.firmada') e
FULL JOIN sellado_cabecera c ON c.tamano::text = e.datos->>'tamano'
WHERE c.tamano IS NULL OR e.id IS NULL OR c.raiz IS DISTINCT FROM e.datos->>'raiz' OR c.momento IS DISTINCT FROM e.momento
ORDER BY 1 LIMIT 1000
"""
_SELLOS = """
SELECT coalesce(s.cabecera_id::text, e.datos->>'tamano'), s.cabecera_id IS NULL, e.id IS NULL,
       encode(sha256(s.respuesta), 'hex') IS DISTINCT FROM e.datos->>'huella' OR s.sellada_el IS DISTINCT FROM e.momento
FROM (SELECT * FROM auditoria_evento WHERE tipo = 'sellado.cabecera.fechada') e
FULL JOIN sellado_sellocabecera s ON s.cabecera_id::text = e.datos->>'tamano'
WHERE s.cabecera_id IS NULL OR e.id IS NULL OR encode(sha256(s.respuesta), 'hex') IS DISTINCT FROM e.datos->>'huella'
   OR s.sellada_el IS DISTINCT FROM e.momento
ORDER BY 1 LIMIT 1000
"""


@cotejo
def cabeceras(alias: str, informe: Informe) -> None:
    """Root and instant of every head; bytes and instant of every time stamp."""
    for tabla, consulta, que in (
        ("sellado_cabecera", _CABECERAS, "la cabecera"),
        ("sellado_sellocabecera", _SELLOS, "el sello de tiempo"),
    ):
        with connections[alias].cursor() as cursor:
            cursor.execute(consulta)
            for clave, falta, sin_hecho, _otra in cursor.fetchall():
                if falta:
                    informe.falla(tabla, clave, f"{que} ha desaparecido")
                elif sin_hecho:
                    informe.falla(tabla, clave, "ningún hecho responde de esta fila")
                else:
                    informe.falla(tabla, clave, f"{que} no es lo que dice su hecho")
