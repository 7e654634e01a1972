"""What changes a third party inside somebody's open transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.terceros import cuentas_propias
from consistorio.economia.terceros.eventos import CuentaAnotada, DocumentoAnotado, TerceroDadoDeAlta
from consistorio.economia.terceros.models import CuentaTercero, DocumentoDeTercero, Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Empleado


def ficha_de(persona_id: UUID, *, actor: Actor, reloj: Reloj) -> Tercero:
    """The ficha of a person, made if there is none. Writes: Tercero. Emits: terceros.tercero.alta."""
    exigir_transaccion()
    persona = Persona.objects.select_for_update().get(id=persona_id)
    ficha = Tercero.objects.filter(persona=persona).first()
    if ficha is None:
        ficha = Tercero.objects.create(persona=persona, alta_el=reloj.ahora(), alta_por=actor.id)
        hecho = TerceroDadoDeAlta(ficha.id, persona.id)
        anotar(ficha.cadena, hecho, actor=actor, reloj=reloj, filas=[ficha])
    ficha.persona = persona
    return ficha


def anotar_documento(
    tercero: Tercero, documento: Documento, *, clase: str, valido_hasta: date | None, actor: Actor, reloj: Reloj
) -> DocumentoDeTercero:
    """Put a document in a ficha; one that is there already stays as it is. The row of the ficha is locked.

    `clase`: of `DocumentoDeTercero.Clase`. Writes: DocumentoDeTercero. Emits: terceros.documento.anotado. Raises DatosIncorrectos.
    """
    exigir_transaccion()
    if clase not in DocumentoDeTercero.Clase.values:
        mensaje = _("Elija qué documento es.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    ya = DocumentoDeTercero.objects.filter(tercero=tercero, documento=documento).first()
    if ya is not None:
        return ya
    suyo = DocumentoDeTercero.objects.create(
        tercero=tercero,
        documento=documento,
        clase=clase,
        valido_hasta=valido_hasta,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    hecho = DocumentoAnotado(tercero.id, documento.id, clase, documento.huella)
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[suyo])
    return suyo


def proponer_cuenta(cuenta: CuentaTercero, *, actor: Actor, reloj: Reloj) -> CuentaTercero:
    """Keep an account that waits for a second person, who is not `anotada_por`: nothing is paid there meanwhile, and the one in force goes on. The row of the person of its
    ficha is locked. Writes: CuentaTercero. Emits: terceros.cuenta.anotada. Raises NoPermitido (it is of who wrote it), DatosIncorrectos (it is of the town), FaseIncompatible (another one
    waits, or that one is in force).
    """
    exigir_transaccion()
    tercero = cuenta.tercero
    cuentas_propias.exigir_ajena(cuenta.iban, hoy(reloj))
    exigir_que_es_ajena(tercero, cuenta.anotada_por)
    for viva in tercero.cuentas.filter(estado__in=[CuentaTercero.Estado.PENDIENTE, CuentaTercero.Estado.VIGENTE]):
        if viva.estado == CuentaTercero.Estado.PENDIENTE:
            raise FaseIncompatible(
                _("Ya hay una cuenta que espera confirmación."),
                que_hacer=_("Pida que la confirmen o que la rechacen, y anote después la nueva."),
            )
        if viva.iban == cuenta.iban:
            raise FaseIncompatible(_("Esa cuenta ya es la que está en vigor."))
    cuenta.save(force_insert=True)
    documento_id = cuenta.titularidad.documento_id if cuenta.titularidad is not None else None
    hecho = CuentaAnotada(tercero.id, cuenta.id, documento_id, cuenta.carga)
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[cuenta])
    return cuenta


def exigir_que_es_ajena(tercero: Tercero, empleado_id: UUID) -> None:
    """Nobody sees to where they are paid themselves (LRJSP 23.2.a). Raises NoPermitido."""
    if Empleado.objects.filter(id=empleado_id, persona_id=tercero.persona_id).exists():
        raise NoPermitido(
            _("Es su propia cuenta: no puede anotarla ni confirmarla usted."),
            que_hacer=_("Pídalo a otra persona de Tesorería o de Intervención."),
        )
