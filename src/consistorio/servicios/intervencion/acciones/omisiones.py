"""The report of Intervención on what was not fiscalised, and what is decided of it (RD 424/2017 art. 28)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion import omisiones, reglas
from consistorio.servicios.intervencion.acceso import documento_firmado, omision_para
from consistorio.servicios.intervencion.escritos import Contenido, escribir
from consistorio.servicios.intervencion.models import EscritoDeControl, Omision
from consistorio.servicios.intervencion.permisos import FISCALIZAR, RESOLVER

NORMA = "RD 424/2017 art. 28"


@dato
class InformeDeOmision:
    """What the report has to say (art. 28.2.a to e), as people write it. `realizado_el`: when the expense was made, in words; `opinion`: whether it should go on."""

    naturaleza: str
    realizado_el: str
    incumplimientos: str
    prestacion: str
    credito: str
    revision: str
    opinion: str


@accion("intervencion.escrito.en_firma", permiso=FISCALIZAR, norma=NORMA)
def informar_omision(*, actor: Actor, omision_id: UUID, informe: InformeDeOmision, reloj: Reloj) -> EscritoDeControl:
    """Write the report on an omission, with all that the law wants in it; the post of Intervención signs it. It is no fiscalisation.

    Who: `intervencion.fiscalizar`. Writes: EscritoDeControl, Documento; once signed, Omision. Emits: intervencion.escrito.en_firma. Raises NoEncontrado,
    DatosIncorrectos with every part that is missing, FaseIncompatible.
    """
    omision_para(actor, omision_id, motivo=FISCALIZAR, reloj=reloj)
    omision = omisiones.bloqueada(omision_id)
    omisiones.exigir(omision, Omision.Estado.NOTADA)
    problemas = reglas.problemas_del_informe(
        {campo: str(getattr(informe, campo)) for campo in reglas.PARTES_DEL_INFORME}
    )
    if problemas:
        raise DatosIncorrectos(_("Al informe le faltan partes."), problemas=problemas)
    contenido = Contenido(
        titulo=_("Informe de omisión de la función interventora"),
        asunto=omision.asunto,
        norma=_("Real Decreto 424/2017, artículo 28. Este informe no tiene naturaleza de fiscalización."),
        ficha=(
            (_("Órgano gestor"), omision.unidad.nombre),
            (_("Objeto del gasto"), omision.asunto),
            (_("Importe"), str(Importe(omision.importe))),
            (_("Naturaleza jurídica"), informe.naturaleza),
            (_("Fecha de realización"), informe.realizado_el),
            (_("Aplicación presupuestaria"), omision.aplicacion or _("Sin determinar")),
            (_("Ejercicio al que se imputa"), str(omision.ejercicio)),
            (_("Se conoció el"), f"{omision.notada_el:%d/%m/%Y}"),
            (_("Decide"), str(omision.get_decide_display())),
        ),
        secciones=(
            (_("Cómo se conoció la omisión"), _parrafos(omision.como)),
            (_("Incumplimientos normativos"), _parrafos(informe.incumplimientos)),
            (_("Si se ha realizado la prestación, y si su precio es de mercado"), _parrafos(informe.prestacion)),
            (_("Si hay crédito adecuado y suficiente"), _parrafos(informe.credito)),
            (_("Si cabe y conviene revisar los actos"), _parrafos(informe.revision)),
            (_("Opinión sobre la propuesta"), _parrafos(informe.opinion)),
        ),
        aviso=_(
            "Hasta que se decida no se puede reconocer la obligación ni tramitar el pago. Continuar no exime de responsabilidades."
        ),
    )
    return escribir(
        EscritoDeControl.Clase.OMISION,
        contenido,
        sobre=omision.referencia,
        unidad=omision.unidad,
        organos=("intervencion",),
        expediente=omision.expediente,
        datos={"omision": str(omision.id)},
        actor=actor,
        reloj=reloj,
    )


@accion("intervencion.escrito.en_firma", permiso=RESOLVER, norma=NORMA)
def decidir_omision(
    *, actor: Actor, omision_id: UUID, continua: bool, texto: Sequence[str], reloj: Reloj
) -> EscritoDeControl:
    """Write what the presidencia decides of an omission, once Intervención informed of it: the post of the Alcaldía signs it.

    Who: `intervencion.resolver`. Writes: EscritoDeControl, Documento; once signed, Omision. Emits: intervencion.escrito.en_firma. Raises NoEncontrado,
    DatosIncorrectos (no reasons), FaseIncompatible (no report yet; another organ decides).
    """
    omision = _por_decidir(actor, omision_id, reloj)
    if omision.decide != Omision.Decide.PRESIDENCIA:
        raise FaseIncompatible(
            _("Esta omisión la decide: %(q)s.") % {"q": omision.get_decide_display()},
            que_hacer=_("Anote su acuerdo, con el certificado."),
        )
    parrafos = tuple(parrafo.strip() for parrafo in texto if parrafo.strip())
    problemas = reglas.problemas_del_texto(parrafos, _("Escriba en qué se funda la decisión."))
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)
    titulo = (
        _("Decisión de continuar lo que no se fiscalizó")
        if continua
        else _("Decisión de no continuar lo que no se fiscalizó")
    )
    contenido = Contenido(
        titulo=titulo,
        asunto=omision.asunto,
        norma=_("Real Decreto 424/2017, artículo 28.2 y 28.4."),
        ficha=((_("Órgano gestor"), omision.unidad.nombre), (_("Importe"), str(Importe(omision.importe)))),
        secciones=((_("En qué se funda"), parrafos),),
        aviso=_("Esta decisión no exime de las responsabilidades a que haya lugar."),
        tipo_documental="TD01",
    )
    return escribir(
        EscritoDeControl.Clase.DECISION,
        contenido,
        sobre=omision.referencia,
        unidad=omision.unidad,
        organos=("alcaldia",),
        expediente=omision.expediente,
        datos={"omision": str(omision.id), "continua": continua},
        actor=actor,
        reloj=reloj,
    )


@accion("intervencion.omision.decidida", permiso=RESOLVER, norma=NORMA)
def anotar_decision_de_omision(
    *, actor: Actor, omision_id: UUID, continua: bool, documento_id: UUID | None, reloj: Reloj
) -> Omision:
    """Note what the Pleno or the Junta de Gobierno Local agreed of an omission, with the certificate.

    Who: `intervencion.resolver`. Writes: Omision. Emits: intervencion.omision.decidida. Raises NoEncontrado, DatosIncorrectos (no certificate),
    FaseIncompatible (no report yet; the presidencia decides).
    """
    omision = _por_decidir(actor, omision_id, reloj)
    if omision.decide == Omision.Decide.PRESIDENCIA:
        mensaje = _("Esta omisión la decide la Presidencia.")
        raise FaseIncompatible(mensaje, que_hacer=_("Escriba su decisión para que la firme."))
    certificado = documento_firmado(documento_id)
    omisiones.decidir(omision, continua=continua, documento_id=certificado, actor=actor, reloj=reloj)
    return omision


def _por_decidir(actor: Actor, omision_id: UUID, reloj: Reloj) -> Omision:
    omision_para(actor, omision_id, motivo=RESOLVER, reloj=reloj)
    omision = omisiones.bloqueada(omision_id)
    omisiones.exigir(omision, Omision.Estado.INFORMADA)
    return omision


def _parrafos(texto: str) -> tuple[str, ...]:
    return tuple(parrafo.strip() for parrafo in texto.splitlines() if parrafo.strip())
