"""What would follow from an act of the decision, read before it is confirmed: who will sign, and how each person will be notified."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.canales.escritorio.actos.registro import Ocasion
from consistorio.documental.firma.tipos import ETIQUETAS_PAPEL
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.notificaciones.canales import PorDonde, previstos
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones.consultas import vigente_de
from consistorio.servicios.resoluciones.firmantes import quienes_firman
from consistorio.tramitacion.motor.operaciones import firmas_anadidas

PERSONAS = 25


def firmas(ocasion: Ocasion) -> Sequence[tuple[str, str]]:
    """Whom its procedure adds, who decides with their signature and who gives public faith today, each with the words that will go under it;
    or why nobody can."""
    resolucion = vigente_de(ocasion.expediente.id)
    tarea, dia = ocasion.tarea, hoy(ocasion.reloj)
    if resolucion is None or tarea is None:
        return []
    try:
        decide, da_fe = quienes_firman(resolucion, en=dia)
        salvo = (decide.puesto.id, da_fe.puesto.id)
        anadidas = firmas_anadidas(tarea, ocasion.expediente, en=dia, salvo=salvo)
    except ErrorDominio as error:
        porque = (error.mensaje, *(problema.mensaje for problema in error.problemas), error.que_hacer)
        return [(_("Quién la firmará"), " ".join(filter(None, porque)))]
    otras = [(str(ETIQUETAS_PAPEL[una.pedido.papel]), una.firmante) for una in anadidas]
    papeles = [*otras, (_("Resuelve"), decide), (_("Da fe"), da_fe)]
    return [(papel, f"{quien.empleado.nombre}, {quien.cargo_texto}") for papel, quien in papeles]


def notificaciones(ocasion: Ocasion) -> Sequence[tuple[str, str]]:
    """Each person with the channel by which they will be notified, and why; of many, the first."""
    todas = previstos(ocasion.expediente, ahora=ocasion.reloj.ahora(), limite=PERSONAS + 1)
    dichas = [(una.parte.persona.nombre_completo, _canal(una)) for una in todas[:PERSONAS]]
    if len(todas) > PERSONAS:
        dichas.append((_("Y las demás"), _("Por dónde a cada una, en la pestaña «Personas».")))
    return dichas


def _canal(una: PorDonde) -> str:
    canal = Notificacion.Canal(una.elegido.canal.value).label
    texto = f"{canal}. {Notificacion.MotivoCanal(una.elegido.motivo.value).label}."
    if una.representante is None:
        return texto
    return _("A %(r)s, que actúa por ella. %(c)s") % {"r": una.representante.nombre_completo, "c": texto}
