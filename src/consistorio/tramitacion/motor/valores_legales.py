"""Values of national law that the engine reads. Those of each procedure are in its definition."""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.valores import Tabla, ValorLegal, vigente

VALORES: Tabla = {
    "subsanacion.dias": (ValorLegal(10, "LPACAP art. 68.1"),),
    "subsanacion.dias_maximo": (ValorLegal(15, "LPACAP art. 68.2"),),
    "representacion.dias_minimo": (ValorLegal(10, "LPACAP art. 5.6"),),
    "documentacion.dias_minimo": (ValorLegal(10, "LPACAP art. 73.1"),),
    "audiencia.dias_minimo": (ValorLegal(10, "LPACAP art. 82.2"),),
    "audiencia.dias_maximo": (ValorLegal(15, "LPACAP art. 82.2"),),
    "terceros.dias": (ValorLegal(15, "Ley 19/2013 art. 19.3"),),
    "prueba.dias_minimo": (ValorLegal(10, "LPACAP art. 77.2"),),
    "prueba.dias_maximo": (ValorLegal(30, "LPACAP art. 77.2"),),
    "prueba.dias_extraordinario": (ValorLegal(10, "LPACAP art. 77.2"),),
    "informacion.dias_minimo": (ValorLegal(20, "LPACAP art. 83.2"),),
    "informe.dias": (ValorLegal(10, "LPACAP art. 80.2"),),
    "informe.meses_tope": (ValorLegal(3, "LPACAP art. 22.1.d"),),
    "dictamen.meses": (ValorLegal(2, "LPACAP art. 81.2"),),
    "recusacion.dias_contestar": (ValorLegal(1, "LRJSP art. 24.3"),),
    "recusacion.dias_resolver": (ValorLegal(3, "LRJSP art. 24.4"),),
    "certificado_silencio.dias": (ValorLegal(15, "LPACAP art. 24.4"),),
    "caducidad.meses": (ValorLegal(3, "LPACAP art. 95.1"),),
    "recurso.meses": (ValorLegal(1, "LPACAP arts. 122.1 y 124.1; TRLRHL art. 14.2.c"),),
}


def valor(codigo: str, *, en: date) -> int:
    """The number in force on a day. Days are hábiles. Raises KeyError."""
    return vigente(VALORES, codigo, en=en).cantidad
