"""Made-up cases as they are kept, and whether a definition still does with them what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.tramitacion.catalogo.models import CasoDePrueba
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de
from consistorio.tramitacion.motor.simulacion import HECHA, Caso, Paso, Simulacion, simular

MAXIMO_DE_PASOS = 200
MAXIMO_DE_DIAS = 3660


def caso_de(datos: Mapping[str, Valor]) -> Caso:
    """A case as it was kept. Raises DatosIncorrectos when it cannot be read."""
    pasos = datos.get("pasos")
    try:
        entrada = date.fromisoformat(texto_de(datos.get("entrada")))
        if (isinstance(pasos, list) and len(pasos) > MAXIMO_DE_PASOS) or not 1900 <= entrada.year <= 2200:
            raise ValueError
        return Caso(
            respuestas=como_datos(datos.get("respuestas") or {}),
            entrada=entrada,
            pasos=[_paso(paso) for paso in pasos if isinstance(paso, dict)] if isinstance(pasos, list) else [],
            interesados=int(texto_de(datos.get("interesados")) or 1),
            terceros=int(texto_de(datos.get("terceros")) or 0),
            de_oficio=datos.get("de_oficio") is True,
        )
    except (TypeError, ValueError) as error:
        raise DatosIncorrectos(_("El caso de prueba no se puede leer.")) from error


def datos_de(caso: Caso) -> dict[str, Valor]:
    """A case to be kept."""
    return {
        "respuestas": dict(caso.respuestas),
        "entrada": caso.entrada.isoformat(),
        "pasos": [_datos_de_paso(paso) for paso in caso.pasos],
        "interesados": caso.interesados,
        "terceros": caso.terceros,
        "de_oficio": caso.de_oficio,
    }


def resultado_de(simulacion: Simulacion) -> dict[str, Valor]:
    """What is kept of how it went; nothing of the term, while nobody wrote it."""
    abiertas: dict[str, Valor] = {"abiertas": list(simulacion.abiertas)}
    return abiertas if simulacion.limite is None else {**abiertas, "en_plazo": simulacion.en_plazo}


def comprobar_casos(definicion: Definicion, casos: Sequence[CasoDePrueba], en: date) -> Sequence[Problema]:
    """The cases that do not end as when they were kept, each with what differs."""
    if not casos:
        return []
    calendario = calendario_de_la_sede(en=en)
    return [problema for caso in casos if (problema := _comprobar(definicion, caso, calendario)) is not None]


def _comprobar(definicion: Definicion, caso: CasoDePrueba, calendario: Calendario) -> Problema | None:
    lugar = f"casos[{caso.id}]"
    try:
        hecha = simular(definicion, caso_de(como_datos(caso.caso)), calendario)
    except DatosIncorrectos as error:
        motivo = error.problemas[0].mensaje if error.problemas else error.mensaje
        return Problema(lugar, _("el caso «%(n)s» ya no se puede seguir: %(m)s") % {"n": caso.nombre, "m": motivo})
    resultado, esperado = resultado_de(hecha), como_datos(caso.esperado)
    if all(resultado.get(clave) == valor for clave, valor in esperado.items()):
        return None
    nombres = {tarea.codigo: tarea.nombre for tarea in definicion.tareas}
    quedan = ", ".join(nombres.get(codigo, codigo) for codigo in hecha.abiertas) or _("nada")
    mensaje = _("el caso «%(n)s» no acaba como cuando se guardó: ahora queda por hacer %(q)s.")
    return Problema(lugar, mensaje % {"n": caso.nombre, "q": quedan})


def _paso(datos: Mapping[str, Valor]) -> Paso:
    dias, cantidad = (int(texto_de(datos.get(clave)) or 0) for clave in ("dias", "cantidad"))
    if not (0 <= dias <= MAXIMO_DE_DIAS and 0 <= cantidad <= MAXIMO_DE_DIAS):
        raise ValueError
    que = texto_de(datos.get("que")) or HECHA
    return Paso(texto_de(datos.get("tarea")), dias, texto_de(datos.get("sentido")), que, cantidad)


def _datos_de_paso(paso: Paso) -> dict[str, Valor]:
    """A step to be kept: one that completes a task says no more than that."""
    datos: dict[str, Valor] = {"tarea": paso.tarea, "dias": paso.dias, "sentido": paso.sentido}
    return datos if paso.que == HECHA else {**datos, "que": paso.que, "cantidad": paso.cantidad}
