"""What `verificar` holds in the budget of each year: counters are the folds of the lines, and the ledger says the same as the budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import connections
from django.db.models import Count, F, Max, Model, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.contabilidad.comprobaciones import comprobacion_contable
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.saldos import tiene_apertura
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    ConceptoIngreso,
    Fondo,
    LineaFutura,
    LineaOperacion,
    LineaPrevia,
    Nomina,
    Numeracion,
    Operacion,
    OperacionPrevia,
    Prestamo,
    Presupuesto,
    RemanenteCredito,
    RemanenteQueFinancia,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.models.creditos import (
    CONTADORES_DE_APLICACION,
    CONTADORES_DE_BOLSA,
    CONTADORES_DE_CONCEPTO,
)
from consistorio.economia.presupuesto.models.otros import CONTADORES_DE_CERRADO, CONTADORES_DE_FONDO
from consistorio.economia.presupuesto.operaciones.colgados import BAJAN_PRESTAMO
from consistorio.economia.presupuesto.operaciones.lote import reglas_de
from consistorio.economia.presupuesto.operaciones.remanentes import usados_en
from consistorio.economia.presupuesto.reglas import sumar
from consistorio.economia.presupuesto.vinculacion import Clave, bolsa_de
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.base.villa import alias_actual

_CERRADA: Final = (Asiento.Clase.CIERRE, Asiento.Clase.CIERRE_PRESUPUESTO)
_Sumas = dict[UUID, dict[str, Decimal]]

# What each line of a year leaves: its amount, less what follows, applies or corrects it, more what was corrected of those, and what restored it counts the other way. What uses them, of any year, is read once
_SALDOS = """
WITH del_anio AS MATERIALIZED (
  SELECT l.id, l.saldo, l.importe, o.signo, o.clase FROM presupuesto_lineaoperacion l JOIN presupuesto_operacion o ON o.id = l.operacion_id
  WHERE o.ejercicio_id = %s
), correcciones AS MATERIALIZED (
  SELECT n.origen_id, n.importe FROM presupuesto_lineaoperacion n JOIN presupuesto_operacion no ON no.id = n.operacion_id AND no.signo < 0
), usos AS (
  SELECT s.origen_id AS id, abs(s.importe) AS importe FROM presupuesto_lineaoperacion s JOIN del_anio d ON d.id = s.origen_id
  UNION ALL SELECT a.aplica_id, a.importe FROM presupuesto_lineaoperacion a JOIN del_anio d ON d.id = a.aplica_id
  UNION ALL SELECT v.id, n.importe FROM correcciones n
    JOIN presupuesto_lineaoperacion c ON c.id = n.origen_id CROSS JOIN LATERAL (SELECT c.origen_id UNION SELECT c.aplica_id) AS v (id)
    JOIN del_anio d ON d.id = v.id
  UNION ALL SELECT n.origen_id, -2 * n.importe FROM correcciones n JOIN del_anio d ON d.id = n.origen_id WHERE n.importe > 0
)
SELECT d.id, d.saldo, CASE WHEN d.signo < 0 OR d.clase IN ('CI', 'MC') THEN 0 ELSE d.importe - coalesce(u.importe, 0) END AS debido
FROM del_anio d LEFT JOIN (SELECT id, sum(importe) AS importe FROM usos GROUP BY id) u ON u.id = d.id
"""
_FUTUROS = """
SELECT * FROM (
SELECT l.id, l.saldo, CASE WHEN o.signo < 0 OR o.clase = 'TR' THEN 0 ELSE l.importe
  - coalesce((SELECT sum(abs(s.importe)) FROM presupuesto_lineafutura s WHERE s.origen_id = l.id), 0)
  - coalesce((SELECT sum(n.importe) FROM presupuesto_lineafutura n JOIN presupuesto_operacionfutura no ON no.id = n.operacion_id AND no.signo < 0
              JOIN presupuesto_lineafutura c ON c.id = n.origen_id WHERE c.origen_id = l.id), 0) END AS debido
FROM presupuesto_lineafutura l JOIN presupuesto_operacionfutura o ON o.id = l.operacion_id WHERE o.ejercicio_id = %s
) t WHERE saldo <> debido ORDER BY id LIMIT 20
"""


@comprobacion_contable(gettext_lazy("Los contadores de cada aplicación y de cada bolsa son la suma de sus operaciones"))
def contadores_de_credito(anio: int) -> list[str]:
    """Of applications and bolsas."""
    aplicaciones = {a.id: a for a in Aplicacion.objects.filter(ejercicio=anio)}
    sumas: _Sumas = defaultdict(dict)
    for fila in _grupos(anio, "aplicacion", "de_retencion"):
        efecto = clases.sobre_aplicacion(fila["operacion__clase"], de_retencion=fila["de_retencion"])
        sumar(efecto, fila["suma"], sumas[fila["aplicacion"]])
    bolsas = {b.id: b for b in Bolsa.objects.filter(ejercicio=anio)}
    de_bolsas: _Sumas = defaultdict(dict)
    for clave, contadores in sumas.items():
        aplicacion = aplicaciones.get(clave)
        if aplicacion is not None:
            for contador, valor in contadores.items():
                sumar(clases.sobre_bolsa({contador: 1}), valor, de_bolsas[aplicacion.bolsa_id])
    hallados = _diferencias(aplicaciones, sumas, CONTADORES_DE_APLICACION, _("la aplicación"))
    return hallados + _diferencias(bolsas, de_bolsas, CONTADORES_DE_BOLSA, _("la bolsa"))


@comprobacion_contable(gettext_lazy("Los contadores de ingresos, cerrados y fondos son la suma de sus operaciones"))
def otros_contadores(anio: int) -> list[str]:
    """Of concepts of income, closed years and funds."""
    conceptos = {c.id: c for c in ConceptoIngreso.objects.filter(ejercicio=anio)}
    de_conceptos = _plegar(anio, "concepto", clases.sobre_concepto)
    for una in (  # what was agreed in an earlier year lowers nothing of this one
        LineaOperacion.objects.filter(concepto__ejercicio=anio, operacion__clase="PDEV")
        .filter(
            Q(operacion__signo=1, origen__operacion__ejercicio__lt=anio)
            | Q(operacion__signo=-1, origen__origen__operacion__ejercicio__lt=anio)
        )
        .values("concepto")
        .annotate(suma=Sum("importe"))
    ):
        sumar({"por_devolver": 1}, una["suma"], de_conceptos[una["concepto"]])
    cerrados = {c.id: c for c in SaldoCerrado.objects.filter(ejercicio=anio)}
    de_cerrados = _plegar(anio, "cerrado", clases.sobre_cerrado)
    fondos = {f.id: f for f in Fondo.objects.filter(ejercicio=anio)}
    de_fondos: _Sumas = defaultdict(dict)
    for fila in (
        LineaOperacion.objects.filter(fondo__ejercicio=anio)
        .values("fondo", "operacion__clase")
        .annotate(suma=Sum("importe"))
    ):
        fondo = fondos.get(fila["fondo"])
        if fondo is not None:
            caja_fija = fondo.clase == Fondo.Clase.CAJA_FIJA
            efecto = clases.sobre_fondo(str(fila["operacion__clase"]), caja_fija=caja_fija)
            sumar(efecto, Decimal(str(fila["suma"])), de_fondos[fondo.id])
    return [
        *_diferencias(conceptos, de_conceptos, CONTADORES_DE_CONCEPTO, _("el concepto")),
        *_diferencias(cerrados, de_cerrados, CONTADORES_DE_CERRADO, _("el saldo de cerrados")),
        *_diferencias(fondos, de_fondos, CONTADORES_DE_FONDO, _("el fondo")),
    ]


@comprobacion_contable(gettext_lazy("Lo que queda de cada operación es lo que no siguió, ni se corrigió"))
def saldos_de_lineas(anio: int) -> list[str]:
    """Of every line of the year."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({_SALDOS}) t WHERE saldo <> debido ORDER BY id LIMIT 20", [anio])  # noqa: S608
        return [
            _("De la línea %(id)s quedan %(saldo)s, y deberían quedar %(debido)s.")
            % {"id": clave, "saldo": Importe(saldo), "debido": Importe(debido)}
            for clave, saldo, debido in cursor.fetchall()
        ]


@comprobacion_contable(gettext_lazy("Las operaciones de cada libro están numeradas sin huecos"))
def numeracion(anio: int) -> list[str]:
    """Of every book of the year."""
    hay = {
        fila["libro"]: (fila["cuantas"], fila["ultima"])
        for fila in Operacion.objects.filter(ejercicio=anio)
        .values("libro")
        .annotate(cuantas=Count("id"), ultima=Max("numero"))
    }
    dichas = dict(Numeracion.objects.filter(ejercicio=anio).values_list("libro", "ultimo"))
    return [
        _("En el libro %(libro)s de operaciones faltan números.") % {"libro": libro}
        for libro in sorted(hay.keys() | (dichas.keys() & set(Operacion.Libro.values)))
        if hay.get(libro, (0, 0)) != (dichas.get(libro, 0), dichas.get(libro, 0))
    ]


@comprobacion_contable(gettext_lazy("Cada aplicación está en la bolsa que dicen las bases"))
def vinculacion(anio: int) -> list[str]:
    """An application alone in its bolsa, because it is ampliable or extraordinary, is where it may be."""
    reglas = reglas_de(anio)
    hallados = []
    for una in Aplicacion.objects.filter(ejercicio=anio).select_related("bolsa"):
        clave = Clave(una.organica, una.programa, una.economica)
        if una.bolsa.clave not in (bolsa_de(clave, reglas), f"={clave}") or una.bolsa.ejercicio_id != anio:
            hallados.append(_("La aplicación %(a)s no está en su bolsa de vinculación.") % {"a": una.codigo})
    return hallados


@comprobacion_contable(gettext_lazy("El diario dice lo mismo que el presupuesto"))
def diario_y_presupuesto(anio: int) -> list[str]:
    """While the year is open, also when it was opened again: once it is closed the accounts are empty."""
    if not Presupuesto.objects.filter(pk=anio).exists():
        return []
    cerrado = Ejercicio.objects.filter(pk=anio, estado=Ejercicio.Estado.CERRADO).exists()
    if cerrado and Asiento.objects.filter(ejercicio=anio, clase__in=_CERRADA).exists():
        return []
    gasto = Aplicacion.objects.filter(ejercicio=anio).aggregate(
        **{c: Sum(c, default=Decimal(0)) for c in CONTADORES_DE_APLICACION}
    )
    pendiente = sum((c.pendiente for c in ConceptoIngreso.objects.filter(ejercicio=anio)), Decimal(0))
    debidas, por_cobrar = _de_cerrados(anio, "obligacion"), _de_cerrados(anio, "derecho")
    disponible = sum((b.disponible for b in Bolsa.objects.filter(ejercicio=anio)), Decimal(0))
    pares = [
        (_("la cuenta 400 y las obligaciones por pagar"), -_neto(anio, "400"), gasto["obligado"] - gasto["pagado"]),
        (_("la cuenta 0030 y el crédito disponible"), -_neto(anio, "0030"), disponible),
        (
            _("las cuentas 0031, 0032 y 0033 y el crédito retenido"),
            -_neto(anio, "0031", "0032", "0033"),
            gasto["retenido_gastar"] + gasto["retenido_transferir"] + gasto["retenido_no_disponer"],
        ),
        (_("la cuenta 0034 y el crédito no disponible"), -_neto(anio, "0034"), gasto["no_disponible"]),
        (
            _("la cuenta 004 y lo autorizado sin comprometer"),
            -_neto(anio, "004"),
            gasto["autorizado"] - gasto["dispuesto"],
        ),
        (_("el haber de la cuenta 005 y lo comprometido"), saldo(anio, "005").haber, gasto["dispuesto"]),
        (
            _("las cuentas 430, 433 y 438 y los derechos por cobrar"),
            _neto(anio, "430", "4330", "4332", "438"),
            pendiente,
        ),
        (_("la cuenta 401 y las obligaciones de ejercicios cerrados"), -_neto(anio, "401"), debidas),
        (_("las cuentas 431, 434 y 439 y los derechos de cerrados"), _neto(anio, "431", "434", "439"), por_cobrar),
        (_("la cuenta 557 y cero"), _neto(anio, "557"), Decimal(0)),
    ]
    return [
        _("No coinciden %(que)s: %(una)s y %(otra)s.") % {"que": que, "una": Importe(una), "otra": Importe(otra)}
        for que, una, otra in pares
        if una != otra
    ]


@comprobacion_contable(
    gettext_lazy("Lo comprometido de ejercicios futuros y los remanentes son la suma de sus operaciones")
)
def de_otros_anios(anio: int) -> list[str]:
    """What is left of each line of the register noted in the year, what of it is in the budget, and what was used of the remnants of the year before."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_FUTUROS, [anio])
        hallados = [
            _("De la línea de ejercicios futuros %(id)s quedan %(saldo)s, y deberían quedar %(debido)s.")
            % {"id": clave, "saldo": Importe(saldo), "debido": Importe(debido)}
            for clave, saldo, debido in cursor.fetchall()
        ]
    traidas = LineaFutura.objects.filter(desde=anio, linea__isnull=False).exclude(
        importe=F("linea__importe"), anio=F("linea__operacion__ejercicio")
    )
    hallados += [
        _("La línea de ejercicios futuros %(id)s no es la que está en el presupuesto.") % {"id": una.id}
        for una in traidas
    ]
    incorporado, comprometido, usado = usados_en(anio)
    for remanente in RemanenteCredito.objects.filter(ejercicio=anio - 1, vigente=True):
        dicho = (remanente.incorporado, remanente.incorporado_comprometido)
        if dicho != (incorporado.get(remanente.codigo, Decimal(0)), comprometido.get(remanente.codigo, Decimal(0))):
            hallados.append(_("Lo incorporado del remanente de %(c)s no es lo que se modificó.") % {"c": remanente})
    for que_financia in RemanenteQueFinancia.objects.filter(ejercicio=anio - 1, vigente=True):
        if que_financia.usado != usado.get(que_financia.concepto, Decimal(0)):
            hallados.append(_("Lo usado del remanente %(c)s no es lo que financia.") % {"c": que_financia})
    return hallados


@comprobacion_contable(gettext_lazy("Lo que se debe de cada préstamo es la suma de sus movimientos"))
def prestamos(anio: int) -> list[str]:
    """Of every loan: its counters are of all its years, and are looked at with that of its last movement. What was drawn of it is what its rights say,
    less what was annulled or given back of them."""
    hallados = []
    for uno in Prestamo.objects.annotate(
        dispone=Sum("movimientos__importe", filter=Q(movimientos__clase="disposicion"), default=Decimal(0)),
        amortiza_=Sum("movimientos__importe", filter=Q(movimientos__clase="amortizacion"), default=Decimal(0)),
        corto=Sum("movimientos__a_corto", default=Decimal(0)),
        ultimo=Max("movimientos__fecha"),
    ).filter(ultimo__year=anio):
        if (uno.dispuesto, uno.amortizado, uno.a_corto) != (uno.dispone, uno.amortiza_, uno.corto):
            hallados.append(_("El préstamo %(p)s no dice lo que suman sus movimientos.") % {"p": uno.codigo})
        if uno.dispuesto != (dicho := _de_sus_derechos(uno)):
            mensaje = _("Del préstamo %(p)s se han dispuesto %(d)s, y sus derechos dicen %(s)s.")
            hallados.append(mensaje % {"p": uno.codigo, "d": Importe(uno.dispuesto), "s": Importe(dicho)})
    return hallados


def _de_sus_derechos(prestamo: Prestamo) -> Decimal:
    suyos = prestamo.movimientos.filter(clase="disposicion", operacion__isnull=False).values("operacion")
    cargado = prestamo.movimientos.filter(clase="disposicion", asiento__isnull=False)  # from another program
    sin_derecho = cargado.aggregate(suma=Sum("importe", default=Decimal(0)))["suma"]
    dispuesto = (
        sin_derecho + Operacion.objects.filter(id__in=suyos).aggregate(suma=Sum("importe", default=Decimal(0)))["suma"]
    )
    siguen = (
        Q(origen__operacion__in=suyos)
        | Q(origen__origen__operacion__in=suyos)
        | Q(origen__origen__origen__operacion__in=suyos)
    )
    bajas = LineaOperacion.objects.filter(siguen, operacion__clase__in=BAJAN_PRESTAMO)
    return Decimal(dispuesto - bajas.aggregate(suma=Sum("importe", default=Decimal(0)))["suma"])


@comprobacion_contable(gettext_lazy("Las nóminas y las operaciones previas dicen lo mismo que sus operaciones"))
def previas_y_nominas(anio: int) -> list[str]:
    """What a payroll withholds is what its net lacks, and what a previa waits for is retained whole."""
    hallados = []
    for nomina in Nomina.objects.filter(ejercicio=anio).select_related("operacion"):
        retenido = sum((Decimal(str(importe)) for importe in nomina.descuentos.values()), Decimal(0))
        if nomina.bruto != nomina.operacion.importe or nomina.bruto - nomina.neto != retenido:
            hallados.append(_("La nómina «%(n)s» no cuadra con su operación.") % {"n": nomina})
    for previa in OperacionPrevia.objects.filter(ejercicio=anio, estado="pendiente", retencion__isnull=False):
        pedido = LineaPrevia.objects.filter(previa=previa).aggregate(suma=Sum("importe"))["suma"]
        retenido = LineaOperacion.objects.filter(operacion=previa.retencion_id).aggregate(suma=Sum("saldo"))["suma"]
        if pedido != retenido:
            hallados.append(_("La %(previa)s no tiene retenido lo que pide.") % {"previa": previa})
    return hallados


def _de_cerrados(anio: int, clase: str) -> Decimal:
    """What is left of closed years; until the opening comes, only what was done with it is in the accounts."""
    suyos = list(SaldoCerrado.objects.filter(ejercicio=anio, clase=clase, vigente=True))
    pendiente = sum((uno.pendiente for uno in suyos), Decimal(0))
    return pendiente if tiene_apertura(anio) else pendiente - sum((uno.inicial for uno in suyos), Decimal(0))


def _neto(anio: int, *cuentas: str) -> Decimal:
    return sum((saldo(anio, cuenta).neto for cuenta in cuentas), Decimal(0))


def _grupos(anio: int, destino: str, *mas: str) -> Iterable[dict[str, Any]]:
    filas = LineaOperacion.objects.filter(**{f"{destino}__ejercicio": anio})
    grupos: Iterable[dict[str, Any]] = filas.values(destino, "operacion__clase", *mas).annotate(suma=Sum("importe"))
    return grupos


def _plegar(anio: int, destino: str, efecto: Callable[[str], Mapping[str, int]]) -> _Sumas:
    sumas: _Sumas = defaultdict(dict)
    for fila in _grupos(anio, destino):
        sumar(efecto(fila["operacion__clase"]), fila["suma"], sumas[fila[destino]])
    return sumas


def _diferencias(filas: Mapping[UUID, Model], sumas: _Sumas, contadores: Sequence[str], que: str) -> list[str]:
    hallados = []
    for clave, fila in filas.items():
        suma = sumas.get(clave, {})
        mal = [c for c in contadores if getattr(fila, c) != suma.get(c, Decimal(0))]
        if mal:
            texto = _("%(que)s %(cual)s no dice lo que suman sus operaciones: %(mal)s.")
            dicho = texto % {"que": que, "cual": fila, "mal": ", ".join(mal)}
            hallados.append(dicho[0].upper() + dicho[1:])
    return hallados
