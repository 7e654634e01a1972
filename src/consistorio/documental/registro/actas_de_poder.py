"""The records of what is done about a power before an official: it is granted, lasts longer, or ends (LPACAP 6.5, 6.6, 6.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from consistorio.documental.documentos.cotejo import quien_coteja
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.documental.registro.apoderamientos import IDENTIFICACIONES
from consistorio.documental.registro.fin_de_poder import estado_final
from consistorio.documental.registro.tipos import Apoderamiento, FinDeApoderamiento, ProrrogaDeApoderamiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import automatizadas, exigir_transaccion
from consistorio.plataforma.identidad.models import Persona, Representacion

automatizadas.declarar(
    automatizadas.Actuacion(
        "apud_acta",
        gettext_lazy("Acta de un apoderamiento otorgado en la oficina"),
        "LPACAP art. 6.5",
        gettext_lazy(
            "Cuando quien atiende ha identificado a la persona que otorga el poder, el programa escribe el acta y la sella."
        ),
        gettext_lazy(
            "Quién otorga y quién recibe el poder, su alcance y fechas, quién lo atendió y cómo se identificó."
        ),
        modulos=(__name__,),
    )
)
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
automatizadas.declarar(
    automatizadas.Actuacion(
        "fin_apud_acta",
        gettext_lazy("Acta de la revocación de un apoderamiento, o de la renuncia a él, hecha en la oficina"),
        "LPACAP arts. 6.6 y 6.7",
        gettext_lazy(
            "Cuando quien atiende ha identificado a la persona que revoca o renuncia, el programa escribe el acta y la sella."
        ),
        gettext_lazy("Qué poder termina, quién lo termina, quién la atendió y cómo se identificó."),
        modulos=(__name__,),
    )
)

_FINALES: dict[str, str] = {
    Representacion.Estado.REVOCADA: gettext_noop("Revocación de apoderamiento"),
    Representacion.Estado.RENUNCIADA: gettext_noop("Renuncia a un apoderamiento"),
    Representacion.Estado.RECHAZADA: gettext_noop("No aceptación de un apoderamiento"),
}


@dato
class Acta:
    """A record about to be made. `plantilla` names its class too; `identificacion`: a code of `IDENTIFICACIONES`; `mas`: what only this
    class says."""

    plantilla: str
    titulo: str
    nombre: str
    otorgante: Persona
    apoderado: Persona
    alcance: str
    desde: date
    hasta: date
    identificacion: str
    mas: Mapping[str, object] = field(default_factory=dict)


def de_otorgamiento(pedido: Apoderamiento, otorgante: Persona, apoderado: Persona) -> Acta:
    """A power is granted."""
    alcance = str(Representacion.Alcance(pedido.alcance).label)
    return Acta(
        "apud_acta",
        _("Apoderamiento apud acta"),
        "apoderamiento-apud-acta.pdf",
        otorgante,
        apoderado,
        _con_procedimiento(alcance, pedido.procedimiento, pedido.nombre_procedimiento),
        pedido.desde,
        pedido.hasta,
        pedido.identificacion,
    )


def de_prorroga(representacion: Representacion, pedida: ProrrogaDeApoderamiento) -> Acta:
    """A power lasts longer."""
    return Acta(
        "prorroga_apud_acta",
        _("Prórroga de apoderamiento"),
        "prorroga-de-apoderamiento.pdf",
        representacion.representado,
        representacion.representante,
        _alcance_de(representacion, pedida.nombre_procedimiento),
        representacion.desde,
        pedida.hasta or representacion.hasta,
        pedida.identificacion,
        {"antes": representacion.hasta},
    )


def de_fin(representacion: Representacion, fin: FinDeApoderamiento) -> Acta:
    """A power is revoked, given up, or not accepted."""
    estado = estado_final(representacion, fin.quien)
    return Acta(
        "fin_apud_acta",
        _(_FINALES[estado]),
        "fin-de-apoderamiento.pdf",
        representacion.representado,
        representacion.representante,
        _alcance_de(representacion, fin.nombre_procedimiento),
        representacion.desde,
        representacion.hasta,
        fin.identificacion,
        {
            "revoca": estado == Representacion.Estado.REVOCADA,
            "aceptada": estado != Representacion.Estado.RECHAZADA,
        },
    )


def _alcance_de(representacion: Representacion, nombre_procedimiento: str) -> str:
    return _con_procedimiento(representacion.get_alcance_display(), representacion.procedimiento, nombre_procedimiento)


def _con_procedimiento(alcance: str, codigo: str, nombre: str) -> str:
    return f"{alcance}: {nombre or codigo}" if codigo else alcance


def levantar(acta: Acta, *, actor: Actor, reloj: Reloj) -> Documento:
    """The record, made by an official who says how they knew who appears, with the organ's seal asked for.

    Writes: Documento, SelloPedido. Emits: documento.capturado. LPACAP 6.5 to 6.7; RD 203/2021 art. 32.
    """
    exigir_transaccion()
    documento = crear_desde_plantilla(
        acta.plantilla,
        {
            "otorgante": {"nombre": acta.otorgante.nombre_completo, "nif": acta.otorgante.nif},
            "apoderado": {"nombre": acta.apoderado.nombre_completo, "nif": acta.apoderado.nif},
            "alcance": acta.alcance,
            "desde": acta.desde,
            "hasta": acta.hasta,
            "quien": quien_coteja(actor),
            "identificacion": _(IDENTIFICACIONES[acta.identificacion]),
            "momento": reloj.ahora(),
            **acta.mas,
        },
        titulo=acta.titulo,
        tipo_documental="TD10",
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        nombre=acta.nombre,
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    sellar(documento, referencia=f"{acta.plantilla}:{documento.id}", reloj=reloj)
    return documento
