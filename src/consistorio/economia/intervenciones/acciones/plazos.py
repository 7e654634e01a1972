"""Tell who heads Intervención of what is over its term."""

from __future__ import annotations

from consistorio.economia.facturas.responsables import INTERVENCION, titular_de_organo
from consistorio.economia.intervenciones.esperas_de_control import Espera, vencidas
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.intervencion.eventos_de_control import PlazoVencido, cadena_del_control
from consistorio.servicios.intervencion.permisos import VIGILAR

SE_NOMBRAN = 20


@accion("intervencion.plazo.vencido", permiso=VIGILAR, norma="RD 424/2017 art. 10")
def avisar_vencidas(*, actor: Actor, reloj: Reloj) -> list[Espera]:
    """Tell who heads Intervención, in one mail, of what is over its term and was not told yet: once for each thing and last day. While nobody does, it waits for who comes.

    Who: the daily job. Enqueues the mail. Emits: intervencion.plazo.vencido.
    """
    dia = hoy(reloj)
    titular = titular_de_organo(INTERVENCION, en=dia)
    if titular is None:
        return []
    cadenas = [cadena_del_control(anio) for anio in (dia.year - 1, dia.year)]
    dichas = Evento.objects.filter(cadena__in=cadenas, tipo="intervencion.plazo.vencido")
    ya = {(str(una["objeto"]), str(una["vence"])) for una in dichas.values_list("datos", flat=True)}
    nuevas = [una for una in vencidas(en=dia) if (una.objeto, una.vence.isoformat()) not in ya]
    for una in nuevas:
        hecho = PlazoVencido(una.objeto, una.vence, titular.empleado.id)
        anotar(cadena_del_control(dia.year), hecho, actor=actor, reloj=reloj)
    if nuevas:
        nombres = "\n".join(una.nombre for una in nuevas[:SE_NOMBRAN])
        empleado_id = str(titular.empleado.id)
        encolar(
            "intervenciones.enviar_vencidas",
            empleado_id=empleado_id,
            dia=dia.isoformat(),
            cuantas=len(nuevas),
            nombres=nombres,
        )
    return nuevas
