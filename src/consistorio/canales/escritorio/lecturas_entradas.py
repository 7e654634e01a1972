"""What the registry of a unit shows. No rules here, only words and colours."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.documental.registro.acciones.rectificar import vigente
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import Canal
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.tramitacion.solicitudes.models import Reparto

COLORES = {"pendiente": "yellow", "abierto": "green", "unido": "green", "anulado": "grey"}


@dato
class FilaEntrada:
    """An entry of the inbox, with its first party and what became of it."""

    reparto: Reparto
    asunto: str
    persona: str
    color: str


def filas(repartos: Sequence[Reparto]) -> list[FilaEntrada]:
    """The rows of a page of the inbox."""
    hechas = []
    for reparto in repartos:
        partes = list(reparto.asiento.interesados.all())
        persona = partes[0].nombre if partes else reparto.asiento.nombre_origen
        if len(partes) > 1:
            persona = _("%(p)s y otras") % {"p": persona}
        hechas.append(FilaEntrada(reparto, str(getattr(reparto, "asunto", "")), persona, COLORES[reparto.estado]))
    return hechas


def resumen(asiento: Asiento) -> list[Fila]:
    """What an entry says, for who has to decide where it goes."""
    partes = [
        f"{p.nombre} ({p.nif})"
        + (_(", representada por %s") % p.representante_nombre if p.representante_nombre else "")
        for p in asiento.interesados.order_by("orden")
    ]
    pares = [
        (_("Asunto"), vigente(asiento, "asunto")),
        (_("Extracto"), vigente(asiento, "extracto")),
        (_("Expone"), asiento.expone),
        (_("Solicita"), asiento.solicita),
        (_("Personas interesadas"), "\n".join(partes)),
        (_("Registrado"), f"{en_madrid(asiento.registrado_el):%d/%m/%Y %H:%M}"),
        (_("Cómo llegó"), Canal(asiento.canal).etiqueta),
        (_("Registro de origen"), " ".join(t for t in (asiento.nombre_origen, asiento.numero_origen) if t)),
        (_("Expediente que cita"), vigente(asiento, "numero_expediente")),
        (_("Observaciones"), vigente(asiento, "observaciones")),
    ]
    return [Fila(clave, valor) for clave, valor in pares if valor]
