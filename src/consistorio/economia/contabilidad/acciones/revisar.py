"""Intervención answers for the posting rules and for the equivalences: it confirms them, or writes others from a day on."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.eventos import CADENA_DEL_PLAN, EquivalenciaRevisada, ReglaRevisada
from consistorio.economia.contabilidad.models import Cuenta, Equivalencia, ReglaAsiento
from consistorio.economia.contabilidad.permisos import REGLAS
from consistorio.economia.contabilidad.posteo import en_vigor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 203 y 204; Orden HAP/1781/2013"
LARGO_MOTIVO = 600
_PATRON = re.compile(r"[0-9x]{3,12}(\|[0-9x]{3,12})*")
_PREFIJO = re.compile(r"[0-9]{1,7}")
_SIGNOS = frozenset({"+", "-"})


@dato
class CambioDeRegla:
    """What a rule says from a day on: patterns of what is charged and what is paid, and its sign."""

    debe: str
    haber: str
    signo: str = "+"


@accion("contabilidad.regla.revisada", permiso=REGLAS, norma=NORMA)
def revisar_regla(
    *,
    actor: Actor,
    codigo: str,
    motivo: str,
    reloj: Reloj,
    desde: date | None = None,
    cambio: CambioDeRegla | None = None,
) -> ReglaAsiento:
    """Confirm the version of a rule that is in force today, or write (`cambio`) the one that takes its place from the day `desde`, today or later.

    Who: with `contabilidad.reglas`. Writes: ReglaAsiento. Emits: contabilidad.regla.revisada. Raises NoEncontrado, DatosIncorrectos with every problem.
    """
    dia = desde or hoy(reloj)
    vigente = en_vigor(dia).select_for_update(no_key=True).filter(codigo=codigo).first()
    if vigente is None:
        raise NoEncontrado(_("No hay ninguna regla de asiento %(codigo)s ese día.") % {"codigo": codigo})
    problemas = _sin_motivo(motivo) + _antes_de_hoy(desde, hoy(reloj))
    if cambio is not None:
        problemas += _de_cambio(cambio, vigente, dia)
    if problemas:
        raise DatosIncorrectos(_("La regla no ha cambiado."), problemas=problemas)
    if cambio is None:
        vigente.revisada_el, vigente.revision = hoy(reloj), motivo.strip()
        vigente.save(update_fields=["revisada_el", "revision"])
        anotar(CADENA_DEL_PLAN, ReglaRevisada(codigo, vigente.desde, False), actor=actor, reloj=reloj)
        return vigente
    siguiente = ReglaAsiento.objects.create(
        codigo=codigo,
        operacion=vigente.operacion,
        area=vigente.area,
        debe=cambio.debe,
        haber=cambio.haber,
        signo=cambio.signo,
        condicion=vigente.condicion,
        fase=vigente.fase,
        fuente=_("Intervención, %(dia)s") % {"dia": f"{hoy(reloj):%d/%m/%Y}"},
        certeza=ReglaAsiento.Certeza.VERIFICADO,
        desde=_cerrada_antes(vigente, dia),
        hasta=None,
        revisada_el=hoy(reloj),
        revision=motivo.strip(),
    )
    anotar(CADENA_DEL_PLAN, ReglaRevisada(codigo, dia, True), actor=actor, reloj=reloj)
    return siguiente


@accion("contabilidad.equivalencia.revisada", permiso=REGLAS, norma=NORMA)
def revisar_equivalencia(
    *,
    actor: Actor,
    clase: str,
    prefijo: str,
    cuenta: str,
    reloj: Reloj,
    nota: str = "",
    desde: date | None = None,
) -> Equivalencia:
    """Say to which account the economic codes of a prefix go from a day on, today or later; the same account confirms what is in force.

    Who: with `contabilidad.reglas`. `clase`: gasto or ingreso. Writes: Equivalencia. Emits: contabilidad.equivalencia.revisada. Raises
    DatosIncorrectos with every problem.
    """
    dia = desde or hoy(reloj)
    problemas = _antes_de_hoy(desde, hoy(reloj))
    if clase not in Equivalencia.Clase.values:
        problemas.append(Problema("clase", _("Es de gasto o de ingreso.")))
    if _PREFIJO.fullmatch(prefijo) is None:
        problemas.append(Problema("prefijo", _("La económica son de 1 a 7 cifras.")))
    if not Cuenta.objects.filter(codigo=cuenta, codigo__regex=r"^[0-9]{3,12}$").exists():
        problemas.append(Problema("cuenta", _("La cuenta %(cuenta)s no está en el plan.") % {"cuenta": cuenta}))
    if len(nota) > LARGO_MOTIVO:
        problemas.append(Problema("nota", _("La nota tiene %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}))
    anteriores = Equivalencia.objects.select_for_update(no_key=True).filter(clase=clase, prefijo=prefijo)
    ultima = anteriores.order_by("-desde").first()
    cambia = ultima is None or ultima.cuenta_id != cuenta or ultima.hasta is not None
    if ultima is not None and cambia and dia <= (ultima.hasta or ultima.desde):
        problemas.append(Problema("desde", _("Ya hay otra desde ese día: elija uno posterior.")))
    if problemas:
        raise DatosIncorrectos(_("La equivalencia no ha cambiado."), problemas=problemas)
    if ultima is not None and not cambia:
        ultima.revisada_el, ultima.nota = hoy(reloj), nota.strip() or ultima.nota
        ultima.save(update_fields=["revisada_el", "nota"])
        escrita = ultima
    else:
        if ultima is not None and ultima.hasta is None:
            _cerrada_antes(ultima, dia)
        escrita = Equivalencia.objects.create(
            clase=clase, prefijo=prefijo, cuenta_id=cuenta, nota=nota.strip(), desde=dia, revisada_el=hoy(reloj)
        )
    hecho = EquivalenciaRevisada(clase, prefijo, cuenta, escrita.desde)
    anotar(CADENA_DEL_PLAN, hecho, actor=actor, reloj=reloj)
    return escrita


def _cerrada_antes(version: ReglaAsiento | Equivalencia, dia: date) -> date:
    """End a version the day before, and answer that day."""
    version.hasta = dia - timedelta(days=1)
    version.save(update_fields=["hasta"])
    return dia


def _sin_motivo(motivo: str) -> list[Problema]:
    if motivo.strip() and len(motivo) <= LARGO_MOTIVO:
        return []
    return [Problema("motivo", _("Escriba por qué, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO})]


def _antes_de_hoy(desde: date | None, hoy_es: date) -> list[Problema]:
    if desde is None or desde >= hoy_es:
        return []
    return [Problema("desde", _("Lo que ya está anotado no cambia: elija hoy o un día posterior."))]


def _de_cambio(cambio: CambioDeRegla, vigente: ReglaAsiento, dia: date) -> list[Problema]:
    problemas = [
        Problema(lado, _("Escriba sus cuentas, con una x por cada cifra libre y una barra entre alternativas."))
        for lado, patron in (("debe", cambio.debe), ("haber", cambio.haber))
        if _PATRON.fullmatch(patron) is None or len(patron) > 60
    ]
    if cambio.signo not in _SIGNOS:
        problemas.append(Problema("signo", _("El signo es + o -.")))
    if dia <= vigente.desde or vigente.hasta is not None:
        problemas.append(Problema("desde", _("Ya hay otra versión desde ese día: elija uno posterior.")))
    return problemas
