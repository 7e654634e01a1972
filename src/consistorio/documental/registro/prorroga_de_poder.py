"""More time for a power, noted at the office: what is wrong with it, and its record.

LPACAP 6.6: whoever gave the power may extend it before it ends, five years at most from the day on which that is inscribed.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.cotejo import problemas_para_cotejar, quien_coteja
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO, EstadoElaboracion
from consistorio.documental.firma.operaciones import sellar
from consistorio.documental.registro.apoderamientos import IDENTIFICACIONES
from consistorio.documental.registro.fin_de_poder import problemas_de_comparecencia
from consistorio.documental.registro.tipos import ProrrogaDeApoderamiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import automatizadas, exigir_transaccion
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.models import Representacion

automatizadas.declarar(
    automatizadas.Actuacion(
        "prorroga_apud_acta",
        gettext_lazy("Acta de la prórroga de un apoderamiento, hecha en la oficina"),
        "LPACAP art. 6.6",
        gettext_lazy(
            "Cuando quien atiende ha identificado a la persona que prorroga el poder que dio, el programa escribe el acta y la sella."
        ),
        gettext_lazy("Qué poder se prorroga, hasta cuándo, quién la atendió y cómo se identificó."),
        modulos=(__name__,),
    )
)


def puede_prorrogar(representacion: Representacion, *, reloj: Reloj) -> bool:
    """Whether it is in force and was inscribed here."""
    return representacion.prorrogable and representacion.hasta >= hoy(reloj)


def problemas_de_prorroga(
    representacion: Representacion, pedida: ProrrogaDeApoderamiento, *, actor: Actor, reloj: Reloj
) -> list[Problema]:
    """Everything that stops the extension from being noted. Only reads."""
    problemas = _de_fecha(representacion, pedida, reloj)
    if pedida.en_persona:
        return [*problemas, *problemas_de_comparecencia(representacion.representado, pedida)]
    if pedida.fichero is None:
        return [*problemas, Problema("fichero", _("Adjunte el documento en el que consta la prórroga."))]
    if pedida.fichero.validez == EstadoElaboracion.COPIA_DE_PAPEL:
        problemas += problemas_para_cotejar(pedida.fichero.contenido, nombre=pedida.fichero.nombre, actor=actor)
    return problemas


def _de_fecha(representacion: Representacion, pedida: ProrrogaDeApoderamiento, reloj: Reloj) -> list[Problema]:
    if pedida.hasta is None:
        return [Problema("hasta", _("Escriba el último día de la representación."))]
    try:
        reglas.exigir_prorroga(representacion.hasta, pedida.hasta, hoy=hoy(reloj))
    except DatosIncorrectos as error:
        return list(error.problemas)
    return []


def levantar_acta_de_prorroga(
    representacion: Representacion, pedida: ProrrogaDeApoderamiento, *, actor: Actor, reloj: Reloj
) -> Documento:
    """The record of who extends a power before an official, who says how they knew who it is, with the organ's seal asked for.

    Writes: Documento, SelloPedido. Emits: documento.capturado. LPACAP 6.6.
    """
    exigir_transaccion()
    otorga, recibe = representacion.representado, representacion.representante
    alcance = representacion.get_alcance_display()
    if representacion.procedimiento:
        alcance = f"{alcance}: {pedida.nombre_procedimiento or representacion.procedimiento}"
    acta = crear_desde_plantilla(
        "prorroga_apud_acta",
        {
            "otorgante": {"nombre": otorga.nombre_completo, "nif": otorga.nif},
            "apoderado": {"nombre": recibe.nombre_completo, "nif": recibe.nif},
            "alcance": alcance,
            "desde": representacion.desde,
            "antes": representacion.hasta,
            "hasta": pedida.hasta,
            "quien": quien_coteja(actor),
            "identificacion": _(IDENTIFICACIONES[pedida.identificacion]),
            "momento": reloj.ahora(),
        },
        titulo=_("Prórroga de apoderamiento"),
        tipo_documental="TD10",
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        nombre="prorroga-de-apoderamiento.pdf",
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    sellar(acta, referencia=f"prorroga_apud_acta:{acta.id}", reloj=reloj)
    return acta
