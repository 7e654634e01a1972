"""Substitutions and delegations (LRJSP arts. 9 and 13; ROF arts. 43-48)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion import operaciones
from consistorio.plataforma.organizacion.acciones.estructura import ADMINISTRAR
from consistorio.plataforma.organizacion.acciones.personal import puesto_de
from consistorio.plataforma.organizacion.eventos import CADENA, DelegacionRevocada, SuplenciaTerminada
from consistorio.plataforma.organizacion.models import Delegacion, Empleado, Suplencia


@accion("organizacion.suplencia.designada", permiso=ADMINISTRAR, norma="LRJSP art. 13; ROF art. 47")
def designar_suplencia(
    *,
    actor: Actor,
    puesto_id: UUID,
    suplente_id: UUID,
    desde: date,
    hasta: date,
    norma: str,
    forma: str = Suplencia.Forma.SUPLENCIA,
    reloj: Reloj,
) -> Suplencia:
    """Somebody stands in for the holder of a post, some days, by an act that `norma` names. What they sign says "P. S.", or "acctal." when
    they are appointed so (RD 128/2018 art. 52; ROF 47).

    Who: administrators of the organisation. Raises NoEncontrado, DatosIncorrectos, Conflicto.
    """
    suplente = Empleado.objects.filter(id=suplente_id).first()
    if suplente is None:
        raise NoEncontrado(_("No encontramos a esa persona."))
    return operaciones.suplir(
        puesto=puesto_de(puesto_id),
        suplente=suplente,
        desde=desde,
        hasta=hasta,
        norma=norma,
        forma=forma,
        actor=actor,
        reloj=reloj,
    )


@accion("organizacion.suplencia.terminada", permiso=ADMINISTRAR, norma="LRJSP art. 13")
def terminar_suplencia(*, actor: Actor, suplencia_id: UUID, hasta: date, reloj: Reloj) -> Suplencia:
    """End a substitution earlier. What was signed stays as it was. Raises NoEncontrado, DatosIncorrectos."""
    suplencia = Suplencia.objects.select_for_update(of=("self",)).filter(id=suplencia_id).first()
    if suplencia is None:
        raise NoEncontrado(_("No encontramos esa suplencia."))
    if not suplencia.desde <= hasta <= suplencia.hasta:
        mensaje = _("Elija un día dentro de la suplencia.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("hasta", mensaje)])
    suplencia.hasta = hasta
    suplencia.save(update_fields=["hasta"])
    anotar(CADENA, SuplenciaTerminada(suplencia.id, hasta), actor=actor, reloj=reloj)
    return suplencia


@accion("organizacion.delegacion.conferida", permiso=ADMINISTRAR, norma="LRJSP art. 9; LBRL art. 21.3; ROF arts. 43-44")
def conferir_delegacion(
    *,
    actor: Actor,
    organo: str,
    puesto_id: UUID,
    texto: str,
    desde: date,
    hasta: date | None = None,
    materia: str = "",
    publicada_en: str = "",
    reloj: Reloj,
) -> Delegacion:
    """An organ delegates powers in a post. `texto` is what will be written under the signature; `publicada_en` the BOP.

    Who: administrators of the organisation, by the decree that confers it. Raises NoEncontrado, DatosIncorrectos, Conflicto.
    """
    return operaciones.delegar(
        organo=organo,
        en=puesto_de(puesto_id),
        texto=texto,
        desde=desde,
        hasta=hasta,
        materia=materia,
        publicada_en=publicada_en,
        actor=actor,
        reloj=reloj,
    )


@accion("organizacion.delegacion.revocada", permiso=ADMINISTRAR, norma="LRJSP art. 9.6")
def revocar_delegacion(*, actor: Actor, delegacion_id: UUID, hasta: date, reloj: Reloj) -> Delegacion:
    """Give a delegation its last day. Raises NoEncontrado, DatosIncorrectos."""
    delegacion = Delegacion.objects.select_for_update(of=("self",)).filter(id=delegacion_id).first()
    if delegacion is None:
        raise NoEncontrado(_("No encontramos esa delegación."))
    if hasta < delegacion.desde:
        mensaje = _("La delegación no puede terminar antes de empezar.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("hasta", mensaje)])
    delegacion.hasta = hasta
    delegacion.save(update_fields=["hasta"])
    anotar(CADENA, DelegacionRevocada(delegacion.id, hasta), actor=actor, reloj=reloj)
    return delegacion
