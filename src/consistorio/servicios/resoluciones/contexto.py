"""What the case says to whoever proposes: values for the texts, legal fields, circumstances of silence and hearing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.recursos import causa_de_inadmision, nombre_del_acto
from consistorio.servicios.resoluciones.reglas import Circunstancias, Recurso
from consistorio.servicios.resoluciones.textos import Borrador, borrador_de
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Informe, TramiteAudiencia
from consistorio.tramitacion.motor.sentidos import problemas_de_sentido, sentido_debido
from consistorio.tramitacion.solicitudes.models import Aportacion, Solicitud


def solicitante_de(expediente: Expediente) -> Interesado | None:
    """The party who asked, or the first one."""
    partes = Interesado.objects.filter(expediente=expediente, hasta=None).select_related("persona", "representante")
    return partes.filter(papel="solicitante").order_by("desde", "id").first() or partes.order_by("desde", "id").first()


def circunstancias_de(expediente: Expediente, *, en: date) -> Circunstancias:
    """Silence, hearing, and facts that the interested party did not bring (LPACAP 24, 82.4)."""
    partes = Interesado.objects.filter(expediente=expediente, papel="solicitante")
    propias = [p for par in partes.values_list("persona_id", "representante_id") for p in par if p is not None]
    return Circunstancias(
        silencio_producido=motor.silencio_producido(expediente, en=en),
        hubo_audiencia=TramiteAudiencia.objects.filter(expediente=expediente, notificado_el__isnull=False).exists(),
        constan_hechos_de_otros=Informe.objects.filter(expediente=expediente, emitido_el__isnull=False).exists()
        or Aportacion.objects.filter(expediente=expediente).exclude(presentador_id__in=propias).exists(),
    )


def sentidos_posibles(expediente: Expediente, *, en: date) -> tuple[str, ...]:
    """The senses in which the case may be decided on that day, the one that what happened asks for first."""
    silencio, terminacion = motor.silencio_producido(expediente, en=en), motor.terminacion_aceptada(expediente)
    debido = sentido_debido(silencio=silencio, terminacion=terminacion)
    caben = [
        sentido
        for sentido in Resolucion.Sentido.values
        if not problemas_de_sentido(sentido, silencio=silencio, terminacion=terminacion)
    ]
    return tuple(sorted(caben, key=lambda sentido: sentido != debido))


def recursos_de(definicion: Definicion) -> tuple[Recurso, ...]:
    """The appeals that the catalogue fixes for the procedure."""
    return tuple(Recurso(r.tipo, r.ante, r.plazo, r.articulo) for r in definicion.legal.recursos)


def valores_de(expediente: Expediente, definicion: Definicion) -> dict[str, str]:
    """What fills the gaps of the texts."""
    parte = solicitante_de(expediente)
    solicitud = Solicitud.objects.filter(expediente=expediente).first()
    presentada = solicitud.presentada_el if solicitud is not None else expediente.abierto_el
    respaldo = definicion.legal.respaldos.get("organo")
    acto, causa = nombre_del_acto(expediente), causa_de_inadmision(expediente)
    return {
        "interesado": parte.persona.nombre_completo if parte is not None else "",
        "expediente": expediente.numero,
        "titulo": expediente.titulo,
        "procedimiento": definicion.nombre,
        "fecha_solicitud": fecha_larga(presentada),
        "organo": organo_competente(expediente).nombre,
        "articulo_organo": respaldo.articulo if respaldo is not None else "",
        **({"acto_recurrido": acto} if acto else {}),
        **({"causa_inadmision": causa} if causa else {}),
    }


def borrador_para(expediente: Expediente, sentido: str) -> Borrador:
    """The first draft of a resolution of this case in a sense, from the procedure's template."""
    definicion = expediente.version.tipada
    tarea = definicion.tarea("propuesta")
    textos = tarea.datos.get("textos") if tarea is not None else None
    return borrador_de(
        sentido,
        asunto=_asunto(definicion.nombre, expediente.titulo),
        textos=textos if isinstance(textos, Mapping) else {},
        valores=valores_de(expediente, definicion),
        terminacion=motor.terminacion_aceptada(expediente),
    )


def _asunto(procedimiento: str, titulo: str) -> str:
    """The subject of the act: the case's title, with the procedure before it unless it begins so already."""
    return (titulo if titulo.startswith(procedimiento) else f"{procedimiento}: {titulo}")[:240]
