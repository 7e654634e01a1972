"""Close a year and open the next one with what it leaves."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.cierre.calculo import REMANENTE_AFECTADO, calcular
from consistorio.economia.cierre.con_remanente import REMANENTE
from consistorio.economia.cierre.en_datos import como_datos
from consistorio.economia.cierre.eventos import EjercicioCerrado
from consistorio.economia.cierre.models import Cierre
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.cierre.tipos import CierreCalculado, Criterios, Paso
from consistorio.economia.contabilidad.ejercicios import preparar
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar_varios, cerrar
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida
from consistorio.economia.presupuesto.models import RemanenteCredito, RemanenteQueFinancia
from consistorio.economia.presupuesto.operaciones.apertura import abrir
from consistorio.economia.presupuesto.operaciones.remanentes import anotar_remanentes
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 191 a 193 y 208 a 210; RD 500/1990 arts. 89 a 105; Orden HAP/1781/2013"


@accion("cierre.ejercicio.cerrado", "presupuesto.apertura", permiso=CERRAR, norma=NORMA)
def cerrar_ejercicio(*, actor: Actor, anio: int, criterios: Criterios, reloj: Reloj) -> Cierre:
    """Close a year: regularise, close its budget and its accounts, classify the remnants of its credits, and open the next one with its balances and with what is pending by third
    party.

    What is done is what `calculo.calcular` says, worked out again while nobody can note anything in that year. Who: with `cierre.cerrar`. Writes: Asiento,
    Apunte, Ejercicio, Cierre, SaldoCerrado, RemanenteCredito, RemanenteQueFinancia. Emits: cierre.ejercicio.cerrado, presupuesto.apertura. Raises NoEncontrado, DatosIncorrectos (more was paid with
    the remnant than was recognised), Conflicto with every reason why it cannot be closed yet.
    """
    if not Ejercicio.objects.select_for_update().filter(anio=anio).exists():
        raise NoEncontrado(_("No hay contabilidad de %(anio)d.") % {"anio": anio})
    calculado = calcular(anio, criterios=criterios, hoy=hoy(reloj))
    if problemas := _problemas(criterios, calculado):
        raise DatosIncorrectos(_("El ejercicio no se ha cerrado."), problemas=problemas)
    if calculado.impedimentos:
        raise Conflicto(
            _("El ejercicio %(anio)d no se puede cerrar todavía.") % {"anio": anio},
            problemas=[Problema("", texto) for texto in calculado.impedimentos],
        )
    asientos = asentar_varios([_del_anio(anio, paso) for paso in calculado.pasos], actor=actor, reloj=reloj)
    cerrar(anio)
    preparar(anio + 1)
    apertura = abrir(
        date(anio + 1, 1, 1),
        calculado.apertura,
        calculado.cerrados,
        texto=_("Apertura de la contabilidad"),
        actor=actor,
        reloj=reloj,
    )
    traspaso = asentar_varios(_del_resultado(anio + 1, calculado), actor=actor, reloj=reloj)
    remanentes = _remanentes(calculado)
    cuentas = como_datos(calculado)
    cierre = Cierre.objects.create(
        ejercicio_id=anio,
        cerrado_el=reloj.ahora(),
        autor_id=actor.id,
        primer_asiento=asientos[0].numero,
        ultimo_asiento=asientos[-1].numero,
        primera_apertura=apertura.numero,
        ultima_apertura=traspaso[-1].numero if traspaso else apertura.numero,
        cuentas=cuentas,
        huella=hashlib.sha256(canonico(cuentas)).hexdigest(),
    )
    hecho = EjercicioCerrado(
        anio,
        cierre.id,
        len(asientos),
        str(calculado.resultado.resultado),
        str(calculado.remanente.para_gastos_generales),
        cierre.huella,
    )
    filas = [cierre, *asientos, *traspaso, *remanentes]
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=filas)
    return cierre


def _remanentes(calculado: CierreCalculado) -> list[RemanenteCredito | RemanenteQueFinancia]:
    financian = {
        REMANENTE: max(Decimal(0), calculado.remanente.para_gastos_generales),
        REMANENTE_AFECTADO: calculado.remanente.exceso_financiacion_afectada,
    }
    return anotar_remanentes(calculado.anio, calculado.remanentes, financian)


def _problemas(criterios: Criterios, calculado: CierreCalculado) -> list[Problema]:
    dicho, obligaciones = criterios.con_remanente, sum(calculado.ejecucion.obligaciones.values(), Decimal(0))
    if dicho is None or (dicho.is_finite() and 0 <= dicho <= obligaciones and dicho == dicho.quantize(Decimal("0.01"))):
        return []
    mensaje = _("Lo pagado con remanente va de 0 a las obligaciones del ejercicio: %(obligaciones)s.")
    return [Problema("con_remanente", mensaje % {"obligaciones": Importe(obligaciones)})]


def _del_anio(anio: int, paso: Paso) -> AsientoNuevo:
    return AsientoNuevo(date(anio, 12, 31), paso.texto, paso.partidas, clase=paso.clase)


def _del_resultado(anio: int, calculado: CierreCalculado) -> list[AsientoNuevo]:
    """The result of the year goes to those of earlier ones (Z003)."""
    resultado = calculado.apertura.get("129", Decimal(0))
    if not resultado:
        return []
    lados = ("129", "120") if resultado < 0 else ("120", "129")
    partida = Partida(*lados, abs(resultado), "Z003")
    texto = _("Traspaso del resultado del ejercicio anterior")
    return [AsientoNuevo(date(anio, 1, 1), texto, (partida,), clase=Asiento.Clase.APERTURA)]
