"""Loans: drawn as income of chapter 9, paid back as expense, and moved to the short term at the end of the year (TRLRHL 48-55; Orden HAP/1781/2013, accounts 170 and 520)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.economia.presupuesto import contable, reglas
from consistorio.economia.presupuesto.eventos import PrestamoAnotado, PrestamoMovido
from consistorio.economia.presupuesto.models import CuotaPrestamo, MovimientoPrestamo, Operacion, Prestamo
from consistorio.economia.presupuesto.models.prestamos import CONTADORES_DE_PRESTAMO
from consistorio.economia.presupuesto.operaciones.colgados import CORTO, LARGO
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.gasto import exigir, gastar
from consistorio.economia.presupuesto.operaciones.ingresos import reconocer
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.reglas import sumar_meses

LARGO_CONDICIONES: Final = 500
CODIGO: Final = re.compile(r"[A-Z0-9_-]{1,20}")
CONCEPTO: Final = re.compile(r"9[0-9]{0,6}")
Clase = MovimientoPrestamo.Clase


def concertar(prestamo: Prestamo, cuotas: Sequence[CuotaPrestamo], *, actor: Actor, reloj: Reloj) -> Prestamo:
    """Note a loan and when it is paid back. Nothing goes to the accounts until it is drawn. Writes: Prestamo, CuotaPrestamo. Emits: presupuesto.prestamo. Raises
    DatosIncorrectos with every problem (codes, instalments that do not add up to the principal)."""
    exigir_transaccion()
    return _anotar(prestamo, cuotas, prestamo.principal, prestamo.formalizado.year, actor=actor, reloj=reloj)


def traer(
    prestamo: Prestamo,
    cuotas: Sequence[CuotaPrestamo],
    del_anio: Mapping[str, Decimal],
    asiento: Asiento,
    *,
    actor: Actor,
    reloj: Reloj,
) -> Prestamo:
    """A loan that comes from another program with its counters, and its instalments that are not recognised. `del_anio`: what was drawn (`dispuesto`) and paid back (`amortizado`)
    in the year of `asiento`, in euros; the rest is of before. `asiento`: the entry with which the accounts have what is owed.

    Writes: Prestamo, CuotaPrestamo, MovimientoPrestamo. Emits: presupuesto.prestamo, presupuesto.prestamo.movido. Raises DatosIncorrectos with every problem (as `concertar`,
    and counters that no loan has).
    """
    exigir_transaccion()
    problemas = []
    if not CERO <= prestamo.amortizado <= prestamo.dispuesto <= prestamo.principal:
        problemas.append(
            Problema("dispuesto", _("No se amortiza más de lo dispuesto, ni se dispone más del principal."))
        )
    if not CERO <= prestamo.a_corto <= prestamo.vivo:
        problemas.append(Problema("a_corto", _("Lo que vence a corto plazo no pasa de lo que se debe.")))
    antes = {cual: getattr(prestamo, cual) - del_anio[cual] for cual in ("dispuesto", "amortizado")}
    if (
        not all(antes[cual] >= CERO and del_anio[cual] >= 0 for cual in antes)
        or antes["amortizado"] > antes["dispuesto"]
    ):
        problemas.append(Problema("este_anio", _("Lo de este año no pasa de lo de todos.")))
    exigir(problemas)
    _anotar(prestamo, cuotas, prestamo.principal - prestamo.amortizado, asiento.fecha.year, actor=actor, reloj=reloj)
    corto = prestamo.a_corto
    for cuanto, clase in (("dispuesto", Clase.DISPOSICION), ("amortizado", Clase.AMORTIZACION)):
        for dia, importe in ((date(asiento.fecha.year - 1, 12, 31), antes[cuanto]), (asiento.fecha, del_anio[cuanto])):
            if importe:
                suyo = corto if clase == Clase.DISPOSICION else CERO
                corto -= suyo
                _mover(prestamo, clase, dia, importe, suyo, asiento=asiento, actor=actor, reloj=reloj)
    return prestamo


def _anotar(
    prestamo: Prestamo,
    cuotas: Sequence[CuotaPrestamo],
    por_amortizar: Decimal,
    anio: int,
    *,
    actor: Actor,
    reloj: Reloj,
) -> Prestamo:
    problemas = list[Problema]()
    if Prestamo.objects.filter(pk=prestamo.codigo).exists():
        problemas.append(Problema("codigo", _("Ya hay un préstamo con ese código.")))
    if not CODIGO.fullmatch(prestamo.codigo):
        mensaje = _("El código lleva mayúsculas sin acento ni eñe, cifras y guiones: veinte como mucho.")
        problemas.append(Problema("codigo", mensaje))
    if not reglas.importe_bien(prestamo.principal):
        problemas.append(Problema("principal", _("El principal son euros y céntimos, y mayor que cero.")))
    if not CONCEPTO.fullmatch(prestamo.concepto):
        problemas.append(Problema("concepto", _("El concepto de ingresos es del capítulo 9.")))
    for campo, capitulo in (("amortiza", "9"), ("intereses", "3")):
        clave = leer_clave(str(getattr(prestamo, campo)))
        if clave is None or not clave.economica.startswith(capitulo):
            datos = {"c": capitulo}
            problemas.append(Problema(campo, _("Escriba una aplicación del capítulo %(c)s.") % datos))
    if not prestamo.denominacion.strip():
        problemas.append(Problema("denominacion", _("Ponga nombre al préstamo.")))
    if len(prestamo.condiciones) > LARGO_CONDICIONES:
        mensaje = _("Las condiciones caben en %(n)d letras.") % {"n": LARGO_CONDICIONES}
        problemas.append(Problema("condiciones", mensaje))
    if any(
        min(una.amortizacion, una.intereses) < 0 or not reglas.importe_bien(una.amortizacion + una.intereses)
        for una in cuotas
    ):
        problemas.append(Problema("cuotas", _("Cada cuota amortiza o paga intereses: euros y céntimos, sin signo.")))
    if any(cuota.vence < prestamo.formalizado for cuota in cuotas):
        problemas.append(Problema("cuotas", _("Ninguna cuota vence antes de formalizar el préstamo.")))
    suma = sum((cuota.amortizacion for cuota in cuotas), CERO)
    if suma != por_amortizar:
        mensaje = _("Las cuotas amortizan %(s)s y el principal es %(p)s.")
        if prestamo.amortizado:
            mensaje = _("Las cuotas amortizan %(s)s y quedan por amortizar %(p)s.")
        sumas = {"s": Importe(suma), "p": Importe(por_amortizar)}
        problemas.append(Problema("cuotas", mensaje % sumas))
    exigir(problemas)
    prestamo.principal = reglas.en_centimos(prestamo.principal)
    prestamo.save(force_insert=True)
    for n, cuota in enumerate(sorted(cuotas, key=lambda una: una.vence), 1):
        cuota.prestamo, cuota.numero = prestamo, n
        cuota.amortizacion = reglas.en_centimos(cuota.amortizacion)
        cuota.intereses = reglas.en_centimos(cuota.intereses)
    CuotaPrestamo.objects.bulk_create(cuotas)
    hecho = PrestamoAnotado(prestamo.codigo, f"{prestamo.principal:.2f}", len(cuotas))
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[prestamo, *cuotas])
    return prestamo


def disponer(
    codigo: str, cabecera: Cabecera, importe: Decimal, *, ordinal: str = "", actor: Actor, reloj: Reloj
) -> Operacion:
    """Draw from a loan: a right of its concept (DRI into `ordinal`, DR without it), to 520 what falls due within twelve months and to 170 the rest.

    Writes: Prestamo, MovimientoPrestamo and as `ingresos.reconocer`. Emits: presupuesto.derecho, presupuesto.prestamo.movido. Raises NoEncontrado, DatosIncorrectos (more than
    what is left to draw).
    """
    exigir_transaccion()
    prestamo = _bloqueado(codigo)
    queda = prestamo.principal - prestamo.dispuesto
    if not reglas.importe_bien(importe) or importe > queda:
        donde = _("del préstamo quedan %(q)s por disponer.") % {"q": Importe(queda)}
        exigir([Problema("importe", reglas.faltan(max(CERO, importe - queda), donde))])
    corto = min(importe, max(CERO, _vence(prestamo, sumar_meses(cabecera.fecha, 12)) - prestamo.a_corto))
    partes = ((corto, CORTO), (importe - corto, LARGO))
    lineas = [LineaPedida(parte, codigo=prestamo.concepto, cuenta=cuenta) for parte, cuenta in partes if parte]
    hecha = reconocer("DRI" if ordinal else "DR", cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)
    prestamo.dispuesto += importe
    prestamo.a_corto += corto
    _mover(prestamo, Clase.DISPOSICION, cabecera.fecha, importe, corto, operacion=hecha, actor=actor, reloj=reloj)
    return hecha


def reconocer_cuota(codigo: str, numero: int, cabecera: Cabecera, *, actor: Actor, reloj: Reloj) -> Operacion:
    """The obligation of an instalment (ADO): what it pays back, of 520 and then of 170, and its interest.

    Writes: Prestamo, CuotaPrestamo, MovimientoPrestamo and as `gasto.gastar`. Emits: presupuesto.gasto, presupuesto.prestamo.movido. Raises NoEncontrado, FaseIncompatible
    (it was recognised), DatosIncorrectos (more than what is owed, no credit).
    """
    exigir_transaccion()
    prestamo = _bloqueado(codigo)
    cuota = CuotaPrestamo.objects.select_for_update().filter(prestamo=prestamo, numero=numero).first()
    if cuota is None:
        raise NoEncontrado(_("No encontramos esa cuota."))
    if cuota.operacion_id is not None:
        raise FaseIncompatible(_("Esa cuota ya está reconocida."))
    if cuota.amortizacion > prestamo.vivo:
        donde = _("del préstamo se deben %(v)s.") % {"v": Importe(prestamo.vivo)}
        exigir([Problema("cuota", reglas.faltan(cuota.amortizacion - prestamo.vivo, donde))])
    corto = min(cuota.amortizacion, prestamo.a_corto)
    partes = (
        (corto, prestamo.amortiza, CORTO),
        (cuota.amortizacion - corto, prestamo.amortiza, LARGO),
        (cuota.intereses, prestamo.intereses, ""),
    )
    lineas = [LineaPedida(parte, codigo=donde, cuenta=cuenta) for parte, donde, cuenta in partes if parte]
    hecha = gastar("ADO", cabecera, lineas, actor=actor, reloj=reloj)
    cuota.operacion = hecha
    cuota.save(update_fields=["operacion"])
    prestamo.amortizado += cuota.amortizacion
    prestamo.a_corto -= corto
    _mover(
        prestamo,
        Clase.AMORTIZACION,
        cabecera.fecha,
        cuota.amortizacion,
        -corto,
        operacion=hecha,
        cuota=cuota,
        actor=actor,
        reloj=reloj,
    )
    return hecha


def reclasificar(fecha: date, *, actor: Actor, reloj: Reloj) -> list[Asiento]:
    """What falls due in the year after goes from 170 to 520 (F004), loan by loan; a negative entry when less does. Once, at the end of the year.

    Writes: Asiento, Prestamo, MovimientoPrestamo. Emits: presupuesto.prestamo.movido. Raises as `contabilidad.operaciones.asentar`.
    """
    exigir_transaccion()
    hechos = []
    for prestamo in Prestamo.objects.select_for_update(of=("self",)).order_by("pk"):
        cuanto = por_reclasificar(prestamo, fecha.year)
        if not cuanto:
            continue
        fila = contable.fila("F004", abs(cuanto), fecha)
        partidas = (fila,) if cuanto > 0 else tuple(negativo([fila]))
        texto = _("Reclasificación del préstamo %(p)s a corto plazo") % {"p": prestamo.codigo}
        asiento = asentar(AsientoNuevo(fecha, texto, partidas), actor=actor, reloj=reloj)
        prestamo.a_corto += cuanto
        _mover(prestamo, Clase.RECLASIFICACION, fecha, CERO, cuanto, asiento=asiento, actor=actor, reloj=reloj)
        hechos.append(asiento)
    return hechos


def por_reclasificar(prestamo: Prestamo, anio: int) -> Decimal:
    """How much has to go from 170 to 520 when a year ends, in euros; below zero when it has to come back."""
    return min(prestamo.vivo, _vence(prestamo, date(anio + 1, 12, 31))) - prestamo.a_corto


def _vence(prestamo: Prestamo, hasta: date) -> Decimal:
    """What its instalments that are not recognised pay back until a day."""
    cuotas = CuotaPrestamo.objects.filter(prestamo=prestamo, operacion=None, vence__lte=hasta)
    return sum((cuota.amortizacion for cuota in cuotas), CERO)


def _bloqueado(codigo: str) -> Prestamo:
    prestamo = Prestamo.objects.select_for_update(of=("self",)).filter(pk=codigo).first()
    if prestamo is None:
        raise NoEncontrado(_("No encontramos ese préstamo."))
    return prestamo


def _mover(
    prestamo: Prestamo,
    clase: str,
    fecha: date,
    importe: Decimal,
    a_corto: Decimal,
    *,
    operacion: Operacion | None = None,
    asiento: Asiento | None = None,
    cuota: CuotaPrestamo | None = None,
    actor: Actor,
    reloj: Reloj,
) -> None:
    prestamo.save(update_fields=list(CONTADORES_DE_PRESTAMO))
    movimiento = MovimientoPrestamo.objects.create(
        prestamo=prestamo,
        clase=clase,
        fecha=fecha,
        importe=reglas.en_centimos(importe),
        a_corto=reglas.en_centimos(a_corto),
        operacion=operacion,
        asiento=asiento,
    )
    hecho = PrestamoMovido(
        prestamo.codigo, clase, fecha, f"{importe:.2f}", operacion.id if operacion is not None else None
    )
    filas = [movimiento, *([cuota] if cuota is not None else []), *([asiento] if asiento is not None else [])]
    anotar(cadena(fecha.year), hecho, actor=actor, reloj=reloj, filas=filas)
