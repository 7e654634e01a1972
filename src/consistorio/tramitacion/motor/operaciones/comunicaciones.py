"""Documents that leave for the parties: made here, carried by whoever subscribed to `motor.comunicacion.pedida`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import automatizadas, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.motor.eventos import ComunicacionPedida

automatizadas.declarar(
    automatizadas.Actuacion(
        "comunicacion_inicial",
        gettext_lazy("Comunicación del inicio del procedimiento y de la suspensión de su plazo"),
        "LPACAP arts. 21.4 y 22.1.d; Ley 19/2013 art. 19.3; Ley 38/2003 art. 25.4",
        gettext_lazy(
            "Cuando entra una solicitud, el programa escribe a la persona el plazo máximo y el efecto del silencio; cuando algo suspende el plazo, deja de suspenderlo o lo cambia, se lo dice. Sella cada escrito."
        ),
        gettext_lazy("Persona interesada, procedimiento, fecha de entrada, plazo y sentido del silencio."),
        modulos=(__name__,),
    )
)

INICIA_PLAZO = "inicia_plazo"
INFORMA = "informa"


def generar(
    expediente: Expediente,
    plantilla: str,
    datos: Mapping[str, object],
    *,
    titulo: str,
    tipo_documental: str,
    origen: str,
    actor: Actor,
    reloj: Reloj,
) -> Documento:
    """Render a document of an automated act of the case, put it in the index, and ask for the organ's seal on it (LRJSP 41-42).

    Writes: Documento, DocumentoExpediente. Emits: documento.capturado, expediente.documento.incorporado.
    """
    exigir_transaccion()
    documento = crear_desde_plantilla(
        plantilla,
        datos,
        titulo=titulo,
        tipo_documental=tipo_documental,
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        firmas=(SELLO_DE_ORGANO,),
        actor=actor,
        reloj=reloj,
    )
    incorporar_documento(
        expediente, documento_id=documento.id, huella=documento.huella, origen=origen, actor=actor, reloj=reloj
    )
    sellar(documento, referencia=f"{origen}:{expediente.id}", reloj=reloj)
    return documento


def cabecera_de(expediente: Expediente) -> dict[str, object]:
    """What every letter of a case says first: on which case and procedure.

    Not to whom: the same act reaches several people, and each one's notification says whose it is (LPACAP 40.5).
    """
    return {
        "asunto": expediente.titulo,
        "expediente": expediente.numero,
        "procedimiento": expediente.version.procedimiento.nombre,
    }


def como_se_contesta(*, suspende: bool) -> dict[str, object]:
    """What every request says of how to answer it and, when that was decided, of the term that stops (LPACAP 22.1.a)."""
    datos: dict[str, object] = {
        "como_presentar": _("En la sede electrónica, en su expediente, con el botón «Enviar lo que le pedimos».")
    }
    if suspende:
        datos["suspension"] = _(
            "El plazo máximo para resolver queda suspendido desde que reciba esta notificación hasta que la conteste o, "
            "en su defecto, hasta que termine el plazo para hacerlo (artículo 22.1.a)."
        )
    return datos


def partes_de(expediente: Expediente) -> list[Interesado]:
    """The parties, first the applicants in the order in which they signed."""
    partes = (
        expediente.interesados.filter(hasta=None).select_related("persona", "representante").order_by("desde", "id")
    )
    return sorted(partes, key=lambda parte: parte.papel != Interesado.Papel.SOLICITANTE)


def solicitantes_de(expediente: Expediente) -> list[Interesado]:
    """The parties who asked for it."""
    return [parte for parte in partes_de(expediente) if parte.papel == Interesado.Papel.SOLICITANTE]


def terceros_de(expediente: Expediente) -> list[Interesado]:
    """The parties who did not ask for it, and whom it may affect."""
    return [parte for parte in partes_de(expediente) if parte.papel != Interesado.Papel.SOLICITANTE]


def destinatarios_de(expediente: Expediente) -> tuple[UUID, ...]:
    """Every party: acts that affect all are told to all (LPACAP 40.1)."""
    return tuple(parte.persona_id for parte in partes_de(expediente))


def presentadores_de(expediente: Expediente) -> tuple[UUID, ...]:
    """Whom the steps of the application are dealt with: the first applicant (LPACAP 7)."""
    return destinatarios_de(expediente)[:1]


@dato
class Comunicacion:
    """A document on its way to somebody. `efecto`: INICIA_PLAZO (a notification proper) or INFORMA; `referencia`: what it is about."""

    documento_id: UUID
    asunto: str
    referencia: str
    efecto: str = INICIA_PLAZO


def comunicar(
    expediente: Expediente,
    comunicacion: Comunicacion,
    *,
    destinatarios: Sequence[UUID],
    actor: Actor,
    reloj: Reloj,
) -> None:
    """Ask that a document reach these persons. Emits: motor.comunicacion.pedida, in whose transaction it is sent on its way."""
    exigir_transaccion()
    hecho = ComunicacionPedida(
        expediente.id,
        comunicacion.documento_id,
        tuple(destinatarios),
        comunicacion.asunto,
        comunicacion.efecto,
        comunicacion.referencia,
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
