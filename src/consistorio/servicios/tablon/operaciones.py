"""Putting announcements on the notice board and taking them down. The case's row is locked by the caller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import automatizadas, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.servicios.tablon.eventos import AnuncioFechado, AnuncioPublicado, AnuncioTerminado
from consistorio.servicios.tablon.models import Anuncio, DocumentoExpuesto
from consistorio.servicios.tablon.permisos import DESCOLGAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento

automatizadas.declarar(
    automatizadas.Actuacion(
        "tablon",
        gettext_lazy("Diligencia de los días en que un anuncio estuvo en el tablón"),
        "LPACAP arts. 45 y 83.2",
        gettext_lazy(
            "Cuando termina el plazo de un anuncio, o se retira, el programa deja de mostrarlo, escribe qué días estuvo expuesto y lo sella."
        ),
        gettext_lazy("El anuncio firmado y las fechas en que se expuso."),
        permisos=(DESCOLGAR,),
        modulos=(__name__,),
    )
)

ORIGEN = "anuncio"


def publicar(
    expediente: Expediente,
    *,
    documento_id: UUID,
    clase: str,
    titulo: str,
    referencia: str,
    dias: int | None,
    expuestos: Sequence[UUID],
    actor: Actor,
    reloj: Reloj,
) -> Anuncio:
    """Show a signed document to everybody from now. `dias`: hábiles, from tomorrow; none, its end is told later. The same `referencia` is
    the same announcement. Writes: Anuncio, DocumentoExpuesto. Emits: tablon.anuncio.publicado.
    """
    exigir_transaccion()
    ya = Anuncio.objects.filter(referencia=referencia).first()
    if ya is not None:
        return ya
    dia = hoy(reloj)
    hasta = None
    if dias is not None:
        hasta = calcular(dia, Duracion(dias, Unidad.DIAS_HABILES), calendario_de_la_sede(en=dia)).vence
    anuncio = Anuncio.objects.create(
        expediente=expediente,
        documento_id=documento_id,
        clase=clase,
        titulo=titulo,
        referencia=referencia,
        publicado_el=reloj.ahora(),
        hasta=hasta,
    )
    DocumentoExpuesto.objects.bulk_create(
        DocumentoExpuesto(anuncio=anuncio, documento_id=uno) for uno in dict.fromkeys(expuestos)
    )
    hecho = AnuncioPublicado(expediente.id, anuncio.id, documento_id, referencia, hasta)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return anuncio


def fechar(anuncio: Anuncio, expediente: Expediente, *, hasta: date, actor: Actor, reloj: Reloj) -> None:
    """Its last day is known, or is another. Nothing when it is not shown. Writes: Anuncio. Emits: tablon.anuncio.fechado."""
    exigir_transaccion()
    if anuncio.terminado_el is not None or anuncio.hasta == hasta:
        return
    anuncio.hasta = hasta
    anuncio.save(update_fields=["hasta"])
    anotar(expediente.cadena, AnuncioFechado(expediente.id, anuncio.id, hasta), actor=actor, reloj=reloj)


def terminar(
    anuncio: Anuncio, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj, motivo: str = ""
) -> None:
    """Stop showing it, and leave in its case the sealed record of its days. Nothing when it is not shown.

    Writes: Anuncio, Documento, DocumentoExpediente. Emits: tablon.anuncio.terminado.
    """
    exigir_transaccion()
    if anuncio.terminado_el is not None:
        return
    documento = _diligencia(anuncio, expediente, causa=causa, motivo=motivo, actor=actor, reloj=reloj)
    anuncio.terminado_el, anuncio.causa, anuncio.motivo = reloj.ahora(), causa, motivo[:600]
    anuncio.diligencia = documento
    anuncio.save(update_fields=["terminado_el", "causa", "motivo", "diligencia"])
    hecho = AnuncioTerminado(expediente.id, anuncio.id, documento.id, anuncio.referencia, causa)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def _diligencia(
    anuncio: Anuncio, expediente: Expediente, *, causa: str, motivo: str, actor: Actor, reloj: Reloj
) -> Documento:
    desde, ultimo = en_madrid(anuncio.publicado_el).date(), hoy(reloj)
    if causa == Anuncio.Causa.PLAZO and anuncio.hasta is not None:
        ultimo = anuncio.hasta
    parrafos = [
        _(
            "El anuncio «%(t)s», con código de verificación %(c)s, ha estado en el tablón de la sede electrónica desde el %(a)s hasta el %(b)s."
        )
        % {"t": anuncio.titulo, "c": anuncio.documento.csv, "a": fecha_larga(desde), "b": fecha_larga(ultimo)},
    ]
    if causa == Anuncio.Causa.RETIRADO:
        parrafos.append(_("Se retiró antes de que terminara su plazo. Motivo: %(m)s") % {"m": motivo})
    elif causa == Anuncio.Causa.TERMINACION:
        parrafos.append(_("Se retiró porque terminó el procedimiento."))
    titulo = _("Diligencia de exposición en el tablón")
    documento = crear_desde_plantilla(
        "diligencia",
        {"titulo": titulo, "texto": parrafos, "expediente": expediente.numero},
        titulo=titulo,
        tipo_documental="TD12",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    incorporar_documento(
        expediente, documento_id=documento.id, huella=documento.huella, origen=ORIGEN, actor=actor, reloj=reloj
    )
    sellar(documento, referencia=f"tablon:{anuncio.id}", reloj=reloj)
    return documento
