"""When what goes on the proposal has nothing to be about, or is not mandatory (LPACAP 81.2, 89.2): from the facts of a case; and what a definition
says of it, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.tramitacion.catalogo.tareas import SOBRE
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de
from consistorio.tramitacion.motor.orden import DICTAMEN_DESDE
from consistorio.tramitacion.motor.reglas import no_llega
from consistorio.tramitacion.motor.sentidos import DE_FONDO

# In the `datos` of a task that asks for a dictamen: the answer that says how much is claimed
IMPORTE = "importe"


def no_tiene_sobre_que(tarea: DefinicionTarea, hechos: Datos) -> bool:
    """Whether what is proposed is not about the matter."""
    return SOBRE in tarea.datos and hechos.get("sentido_propuesta") not in DE_FONDO


def no_es_preceptivo(tarea: DefinicionTarea, hechos: Datos) -> bool:
    """Whether a dictamen has nothing to be about, or what is claimed does not reach its amount; one that is not known may reach it."""
    if no_tiene_sobre_que(tarea, hechos):
        return True
    pedido = hechos.get(texto_de(tarea.datos.get(IMPORTE)))
    return IMPORTE in tarea.datos and no_llega(texto_de(hechos.get(DICTAMEN_DESDE)), texto_de(pedido))


def audiencia_en_palabras(datos: Mapping[str, Valor], *, de_terceros: bool) -> tuple[str, ...]:
    """On what the parties are heard, and whether only third parties are, in sentences."""
    de_quien = _(
        "Solo se oye a las personas interesadas que no lo pidieron, y el plazo se para (Ley 19/2013 art. 19.3)."
    )
    return (*_lleva(datos), *((de_quien,) if de_terceros else ()))


def consulta_en_palabras(datos: Mapping[str, Valor], esquema: Esquema) -> tuple[str, ...]:
    """On what it is asked, from what amount, and what it obliges to, in sentences."""
    campo = esquema.campo(texto_de(datos.get(IMPORTE)))
    desde = _("Solo desde el importe que escribe Secretaría, según «%(p)s».") % {"p": campo.etiqueta} if campo else ""
    vincula = _("Lo que se responda es vinculante.") if datos.get("vinculante") is True else ""
    return (*_lleva(datos), *filter(None, (desde, vincula)))


def _lleva(datos: Mapping[str, Valor]) -> tuple[str, ...]:
    return (_("Lleva la propuesta de resolución entera."),) if datos.get(SOBRE) else ()
