"""What the term to decide counts from: the entry, the agreement to begin, or the call of a subsidy (LPACAP 21.3; LGS 25.4)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.catalogo.comienzos import CONVOCATORIA
from consistorio.tramitacion.catalogo.valores_legales import Convocatoria, convocatoria_en_vigor
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.plazos import ComienzoDelPlazo, plazo_abierto, recalcular

CAUSA_CONVOCATORIA = "25.4"  # of Ley 38/2003
DE_CONVOCATORIA = (Plazo.Comienzo.CONVOCATORIA, Plazo.Comienzo.SIN_CONVOCATORIA)


def comienzo_de(expediente: Expediente, *, entrada: datetime, de_oficio: bool = False) -> ComienzoDelPlazo:
    """Where the term of a case begins, by what the law and Secretaría say of its procedure."""
    if de_oficio:
        return ComienzoDelPlazo(Plazo.Comienzo.ACUERDO, "LPACAP art. 21.3.a")
    definicion = expediente.version.tipada
    if definicion.legal.comienzo.momento != CONVOCATORIA:
        return ComienzoDelPlazo(Plazo.Comienzo.ENTRADA, "LPACAP art. 21.3.b")
    hallada = convocatoria_en_vigor(definicion.codigo, en=en_madrid(entrada).date())
    if hallada is None:
        return ComienzoDelPlazo(Plazo.Comienzo.SIN_CONVOCATORIA, "LPACAP art. 21.3.b")
    return ComienzoDelPlazo(Plazo.Comienzo.CONVOCATORIA, hallada.norma, hallada.desde, _en_palabras(hallada))


def _en_palabras(una: Convocatoria) -> str:
    """Which one, where and when it was published, and the day to which it defers its effects, if it does."""
    cual = _("%(n)s (%(b)s, %(d)s)") % {"n": una.nombre, "b": una.boletin, "d": f"{una.publicada:%d/%m/%Y}"}
    if una.desde == una.publicada:
        return cual
    return _("%(c)s, con efectos desde el %(e)s") % {"c": cual, "e": f"{una.desde:%d/%m/%Y}"}


def contar_desde_la_convocatoria(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> bool:
    """Secretaría wrote down the call, or corrected it: the term that may still move counts from it. Whether it changed.

    The parties are told the new date, if they had been told another (21.4). Writes: Plazo, Vencimiento, Documento. Emits:
    motor.plazo.recalculado, motor.comunicacion.pedida.
    """
    exigir_transaccion()
    plazo = plazo_abierto(expediente)
    if plazo is None or plazo.comienzo not in DE_CONVOCATORIA:
        return False
    suyo = comienzo_de(expediente, entrada=plazo.inicio)
    vencia = plazo.vence
    antes = (plazo.comienzo, plazo.convocatoria_el, plazo.convocatoria)
    if antes == (suyo.comienzo, suyo.convocatoria_el, suyo.convocatoria):
        return False
    plazo.comienzo, plazo.comienzo_norma = suyo.comienzo, suyo.norma
    plazo.convocatoria_el, plazo.convocatoria = suyo.convocatoria_el, suyo.convocatoria
    plazo.save(update_fields=["comienzo", "comienzo_norma", "convocatoria_el", "convocatoria"])
    recalcular(plazo, expediente, causa=CAUSA_CONVOCATORIA, actor=actor, reloj=reloj)
    ya_dicho = expediente.tareas.filter(tipo="comunicacion_inicial", estado=Tarea.Estado.HECHA).exists()
    if ya_dicho and plazo.vence != vencia:
        _decir_la_fecha(plazo, expediente, vencia, actor=actor, reloj=reloj)
    return True


def _decir_la_fecha(plazo: Plazo, expediente: Expediente, vencia: date, *, actor: Actor, reloj: Reloj) -> None:
    """Every party is told until when it may be decided now, instead of what they were told."""
    titulo = _("Cambia la fecha en que termina el plazo para resolver")
    motivo = (
        _("El plazo cuenta desde la convocatoria: %(c)s.") % {"c": plazo.convocatoria}
        if plazo.convocatoria
        else _("La convocatoria de la que contaba el plazo ya no consta: cuenta desde que entró su solicitud.")
    )
    documento = comunicaciones.generar(
        expediente,
        "comunicacion",
        {
            **comunicaciones.cabecera_de(expediente),
            "titulo": titulo,
            "datos": [
                {"rotulo": _("Le habíamos dicho el"), "valor": vencia},
                {"rotulo": _("El plazo termina el"), "valor": plazo.vence},
            ],
            "texto": [motivo, _("El efecto de que no resolvamos a tiempo es el mismo que le dijimos.")],
            "norma": _("Artículo 21.4 de la Ley 39/2015 y artículo 25.4 de la Ley 38/2003."),
        },
        titulo=titulo,
        tipo_documental="TD06",
        origen="convocatoria",
        actor=actor,
        reloj=reloj,
    )
    comunicacion = comunicaciones.Comunicacion(
        documento.id, titulo, f"convocatoria:{documento.id}", comunicaciones.INFORMA
    )
    destinatarios = comunicaciones.destinatarios_de(expediente)
    comunicaciones.comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


def por_contar_desde_su_convocatoria() -> list[UUID]:
    """The cases whose term was taken as without a call and has one: they came in while it was being written down."""
    abiertos = Plazo.objects.filter(
        comienzo=Plazo.Comienzo.SIN_CONVOCATORIA, estado__in=(Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO)
    ).order_by("inicio", "id")
    halladas: dict[tuple[str, date], bool] = {}
    casos = []
    for expediente_id, codigo, inicio in abiertos.values_list(
        "expediente_id", "expediente__version__procedimiento__codigo", "inicio"
    ):
        clave = (codigo, en_madrid(inicio).date())
        if clave not in halladas:
            halladas[clave] = convocatoria_en_vigor(codigo, en=clave[1]) is not None
        if halladas[clave]:
            casos.append(expediente_id)
    return casos
