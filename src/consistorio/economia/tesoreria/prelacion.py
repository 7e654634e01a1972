"""What may be paid, in the order in which it has to be (TRLRHL 187; LO 2/2012 art. 14), and what stops each payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.presupuesto.a_cerrados import continuaciones
from consistorio.economia.presupuesto.models import CuotaPrestamo, LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.numeros_de_factura import numeros_de
from consistorio.economia.presupuesto.operaciones.bloqueos import facturas_de_cerrados
from consistorio.economia.tesoreria import reglas
from consistorio.economia.tesoreria.models import LineaDePago, PlanDeFondos
from consistorio.economia.tesoreria.reglas import Grupo, Pendiente, Turno
from consistorio.economia.tesoreria.sin_orden import DEVOLUCION, PROPUESTO, SinOrden, sin_orden
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.economia.tesoreria.trabas import Quienes, Trabas
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import Persona

ORDEN, CERRADO, RECONOCIDA = "orden", "cerrado", "reconocida"
SIN_NOMBRE: Final = "—"


@dato
class PorPagar:
    """Something to be paid. `clase`: orden (an operation of P), cerrado (an obligation of an earlier year, which was never ordered here), reconocida (an obligation that nobody has ordered), or those of `sin_orden`;
    `impedimentos`: why it cannot be paid by the bank now, in words; `no_se_ordena`: why what is recognised cannot even be ordered; `nombre` and the account are of who gets the money,
    `persona_id` of who it is owed to; `varios`: of several, which no list pays; `embargado`: what has to be kept of it; `en_relacion`: another list has it. In euros."""

    id: UUID
    clase: str
    persona_id: UUID | None
    nombre: str
    texto: str
    referencia: str
    importe: Decimal
    pendiente: Pendiente
    turno: Turno
    categoria: str
    cuenta_id: UUID | None
    iban: str
    bic: str
    impedimentos: tuple[str, ...]
    embargado: Decimal
    en_relacion: bool
    lineas: tuple[tuple[UUID, Decimal], ...] = ()
    varios: bool = False
    no_se_ordena: tuple[str, ...] = ()
    aplicaciones: tuple[str, ...] = ()

    @property
    def operacion_id(self) -> UUID | None:
        """The operation that it is of, if it is of one: the order, the obligation, or the agreement of a refund."""
        return self.id if self.clase in (ORDEN, RECONOCIDA, DEVOLUCION) else None

    @property
    def propuesto_id(self) -> UUID | None:
        """The proposal that it is of, if nothing ordered it but that."""
        return self.id if self.clase == PROPUESTO else None

    @property
    def se_puede(self) -> bool:
        """Whether it may go in a list or, what is recognised, could once it is ordered."""
        return not self.impedimentos and not self.en_relacion

    @property
    def se_marca(self) -> bool:
        """Whether what comes next may be asked for it: its order or, of the rest, its list."""
        return not self.no_se_ordena if self.clase == RECONOCIDA else self.se_puede


def grupos_en_vigor(en: date) -> tuple[Grupo, ...]:
    """The groups of the plan of disposal of funds in force on a day; none without a plan."""
    plan = PlanDeFondos.objects.filter(desde__lte=en).order_by("-desde").first()
    if plan is None:
        return ()
    return tuple(Grupo(str(uno["nombre"]), tuple(map(str, uno["economicas"]))) for uno in plan.grupos)


def por_pagar(en: date, *, solo: Sequence[UUID] | None = None, juntos: bool = True) -> list[PorPagar]:
    """What is ordered and not paid, the obligations of earlier years that are not paid, and what is paid with no order, on a day of the year of its accounts, by their turn.

    `solo`: only those, paid together one after another: what the first keeps of a seizure with a limit, the next does not; without it, or not `juntos`, each as if it went alone.
    """
    juntos = juntos and solo is not None
    ordenes, cerrados, demas = _ordenes(en, solo), _cerrados(en, solo), sin_orden(en, solo, juntos=juntos)
    personas = {o.tercero_id for o in ordenes} | {c.tercero_id for c in cerrados}
    personas |= {d.persona.id for d in demas if d.persona is not None}
    quienes = Quienes({p for p in personas if p is not None}, en)
    en_otra = set(LineaDePago.objects.filter(viva=True).values_list("operacion_id", "cerrado_id", "propuesto_id"))
    ocupados = {uno for suyos in en_otra for uno in suyos if uno is not None} | _en_su_lista_de_antes(cerrados)
    grupos = grupos_en_vigor(en)
    puestos = {uno: n for n, uno in enumerate(solo or ())}
    quienes.facturas = numeros_de({o for orden, lineas in ordenes.items() for o in _obligaciones(orden, lineas)})
    quienes.juntos, de_cerrados, numeros = juntos, facturas_de_cerrados(cerrados), _numeros_de_cerrados(cerrados)
    de_que = _de_que(cerrados)
    todos: list[Operacion | SaldoCerrado | SinOrden] = [*ordenes, *cerrados, *demas]
    filas = [
        _de_sin_orden(uno, quienes, ocupados, grupos)
        if isinstance(uno, SinOrden)
        else _de_cerrado(
            uno,
            _Antes(de_que.get(uno.id, ""), de_cerrados.get(uno.id), numeros.get(uno.id, ())),
            quienes,
            ocupados,
            grupos,
        )
        if isinstance(uno, SaldoCerrado)
        else _de_orden(uno, ordenes[uno], quienes, ocupados, grupos)
        for uno in sorted(todos, key=lambda uno: puestos.get(uno.id, 0))
    ]
    return sorted(filas, key=lambda p: (p.turno.categoria, p.turno.desde, p.id.bytes))


def _ordenes(en: date, solo: Collection[UUID] | None) -> dict[Operacion, list[LineaOperacion]]:
    return por_operacion(con_saldo("P", en), solo)


def por_operacion(
    lineas: QuerySet[LineaOperacion], solo: Collection[UUID] | None
) -> dict[Operacion, list[LineaOperacion]]:
    """Some lines, by the operation that they are of. `solo`: of those operations alone."""
    lineas = lineas.select_related("operacion__tercero", "aplicacion", "origen__operacion")
    if solo is not None:
        lineas = lineas.filter(operacion_id__in=solo)
    halladas: defaultdict[Operacion, list[LineaOperacion]] = defaultdict(list)
    for linea in lineas.order_by("operacion_id", "orden"):
        halladas[linea.operacion].append(linea)
    return dict(halladas)


def con_saldo(fase: str, en: date) -> QuerySet[LineaOperacion]:
    """The lines of expense that reached a phase (O, P) in the year of a day, until that day, and have something left of it."""
    return LineaOperacion.objects.filter(
        operacion__libro=Operacion.Libro.GASTO,
        operacion__clase__endswith=fase,
        operacion__signo=1,
        operacion__ejercicio=en.year,
        operacion__fecha__lte=en,
        aplicacion__isnull=False,
        saldo__gt=0,
    )


def _cerrados(en: date, solo: Collection[UUID] | None) -> list[SaldoCerrado]:
    saldos = _saldos_que_se_deben(en).select_related("tercero")
    if solo is not None:
        saldos = saldos.filter(id__in=solo)
    return list(saldos.order_by("id"))


def _saldos_que_se_deben(en: date) -> QuerySet[SaldoCerrado]:
    saldos = SaldoCerrado.objects.filter(ejercicio=en.year, clase=SaldoCerrado.Clase.OBLIGACION, vigente=True)
    return saldos.filter(inicial__gt=F("anulado") + F("cancelado") + F("prescrito") + F("realizado") - F("rectificado"))


def _de_que(cerrados: Sequence[SaldoCerrado]) -> dict[UUID, str]:
    """What the operation that each is left of said, of those whose year is in these accounts."""
    de_linea = {uno.linea_origen_id: uno.id for uno in cerrados if uno.linea_origen_id is not None}
    lineas = LineaOperacion.objects.filter(id__in=de_linea).values_list("id", "operacion__texto")
    return {de_linea[linea]: texto for linea, texto in lineas} if de_linea else {}


def _en_su_lista_de_antes(cerrados: Sequence[SaldoCerrado]) -> set[UUID]:
    """Those that are in a list of an earlier year that is not paid yet: by their order of payment, or by the balance that they continue."""
    de_linea = {uno.linea_origen_id: uno.id for uno in cerrados if uno.linea_origen_id is not None}
    vivas = LineaDePago.objects.filter(viva=True, operacion__isnull=False).values("operacion")
    lineas = LineaOperacion.objects.filter(id__in=list(de_linea), operacion__in=vivas)
    en_su_saldo = LineaDePago.objects.filter(viva=True, cerrado__isnull=False).values_list("cerrado_id", flat=True)
    siguen = continuaciones(uno for uno in en_su_saldo if uno is not None)
    return {de_linea[linea] for linea in lineas.values_list("id", flat=True)} | set(siguen)


def _de_orden(
    orden: Operacion,
    lineas: Sequence[LineaOperacion],
    quienes: Quienes,
    ocupados: Collection[UUID],
    grupos: Sequence[Grupo],
) -> PorPagar:
    importe = sum((linea.saldo for linea in lineas), CERO)
    debido = defaultdict[str, Decimal](lambda: CERO)
    for linea in lineas:
        de_antes = linea.origen.operacion.factura_id if linea.origen is not None else None
        suya = orden.factura_id or de_antes
        debido[f"factura:{suya}" if suya else ""] += linea.saldo
    return fila(
        pendiente_de(orden, lineas),
        ORDEN,
        orden.tercero,
        texto=de_que_es(_obligaciones(orden, lineas), quienes.facturas),
        referencia=f"P-{orden.ejercicio_id}-{orden.numero:06d}",
        importe=importe,
        trabas=quienes.trabas(orden.tercero, debido, varios=orden.varios),
        quienes=quienes,
        ocupados=ocupados,
        grupos=grupos,
        lineas=tuple((linea.id, linea.saldo) for linea in lineas),
    )


def _obligaciones(orden: Operacion, lineas: Sequence[LineaOperacion]) -> list[Operacion]:
    """What an order pays: the obligations that it follows, or itself where it recognised them."""
    return [orden if "O" in orden.clase or una.origen is None else una.origen.operacion for una in lineas]


def de_que_es(obligaciones: Iterable[Operacion], numeros: Mapping[UUID, tuple[str, ...]]) -> str:
    """What some obligations are of, for who gets the money: the invoices of the supplier by their numbers (`numeros_de`), and what each obligation says."""
    suyas = list(obligaciones)
    facturas = dict.fromkeys(numero for una in suyas for numero in numeros.get(una.id, ()))
    return con_sus_facturas("; ".join(dict.fromkeys(una.texto for una in suyas)), list(facturas))


def con_sus_facturas(texto: str, facturas: Sequence[str]) -> str:
    """A text with the numbers of its invoices first, since a bank cuts what is long."""
    if not facturas or (len(facturas) == 1 and facturas[0] in texto):
        return texto
    datos = {"cuales": ", ".join(facturas), "texto": texto}
    return ngettext("Factura %(cuales)s. %(texto)s", "Facturas %(cuales)s. %(texto)s", len(facturas)) % datos


def desde(orden: Operacion, linea: LineaOperacion) -> date:
    """The day on which the obligation was recognised."""
    return _desde(orden.clase, orden.fecha, linea.origen.operacion.fecha if linea.origen is not None else None)


def _desde(clase: str, fecha: date, de_antes: date | None) -> date:
    return fecha if "O" in clase or de_antes is None else de_antes


def _numeros_de_cerrados(cerrados: Sequence[SaldoCerrado]) -> dict[UUID, tuple[str, ...]]:
    """The numbers that the supplier gave to the invoices of each obligation of an earlier year, if they are known."""
    lineas = {uno.linea_origen_id: uno.id for uno in cerrados if uno.linea_origen_id is not None}
    suyas = LineaOperacion.objects.select_related("operacion", "origen__operacion").filter(id__in=lineas)
    de_cada = {una.id: _obligaciones(una.operacion, [una])[0] for una in suyas} if lineas else {}
    numeros = numeros_de(set(de_cada.values()))
    return {lineas[linea]: numeros[obligacion.id] for linea, obligacion in de_cada.items() if obligacion.id in numeros}


def pendiente_de_cerrado(saldo: SaldoCerrado) -> Pendiente:
    """An obligation of an earlier year, as turns see it."""
    return _de_otro_anio(saldo.id, saldo.codigo, saldo.anio)


def _de_otro_anio(cual: UUID, codigo: str, anio: int) -> Pendiente:
    return Pendiente(cual, (codigo.rsplit(".", 1)[-1],), cerrado=True, desde=date(anio, 12, 31))


def pendiente_de(operacion: Operacion, lineas: Sequence[LineaOperacion]) -> Pendiente:
    """Some lines of an order, or of an obligation, as turns see them."""
    economicas = tuple(linea.aplicacion.economica for linea in lineas if linea.aplicacion is not None)
    return Pendiente(operacion.id, economicas, cerrado=False, desde=min(desde(operacion, una) for una in lineas))


def ordenado(en: date) -> list[Pendiente]:
    """All that `por_pagar` has, as turns see it and with nothing of what stops it."""
    esperan = sin_vencer(en)
    saldos, de_linea = _saldos_que_se_deben(en), _de_sus_lineas(esperan)
    cerrados = [
        replace(_de_otro_anio(cual, codigo, anio), vence=de_linea.get(linea) if linea is not None else None)
        for cual, codigo, anio, linea in saldos.values_list("id", "codigo", "anio", "linea_origen_id")
    ]
    sin_p = [pendiente_sin_orden(uno) for uno in sin_orden(en, None)]
    return [*a_la_vez(con_saldo("P", en), esperan), *cerrados, *sin_p]


def a_la_vez(lineas: QuerySet[LineaOperacion], esperan: Mapping[UUID, date]) -> list[Pendiente]:
    """The operations of some lines, as turns see them: what is read for each line is a few columns, since there may be thousands. `esperan`: obligations that fall due later, and when."""
    hallados: dict[UUID, tuple[set[str], date, set[date | None]]] = {}
    de_antes = ("origen__operacion", "origen__operacion__fecha")
    columnas = ("operacion", "operacion__clase", "operacion__fecha", "aplicacion__economica", *de_antes)
    for cual, clase, fecha, economica, origen, del_origen in lineas.values_list(*columnas):
        reconoce = "O" in clase or origen is None
        dia = _desde(clase, fecha, del_origen)
        economicas, antes, vencen = hallados.get(cual, (set(), dia, set()))
        economicas.add(economica)
        vencen.add(esperan.get(cual if reconoce else origen))
        hallados[cual] = economicas, min(antes, dia), vencen
    return [
        Pendiente(
            cual,
            tuple(suyas),
            cerrado=False,
            desde=dia,
            vence=None if None in vencen else min((v for v in vencen if v is not None), default=None),
        )
        for cual, (suyas, dia, vencen) in hallados.items()
    ]


def sin_vencer(en: date) -> dict[UUID, date]:
    """The obligations of instalments of loans that fall due after a day, and when. Of the rest of the debt nothing says that it waits: it does not."""
    cuotas = CuotaPrestamo.objects.filter(vence__gt=en, operacion__isnull=False)
    return {cual: vence for cual, vence in cuotas.values_list("operacion_id", "vence") if cual is not None}


def _de_sus_lineas(esperan: Mapping[UUID, date]) -> dict[UUID, date]:
    """The lines of those obligations, and of what follows them, each with its day: an obligation of an earlier year is known by one."""
    if not esperan:
        return {}
    suyas = LineaOperacion.objects.filter(Q(operacion__in=esperan) | Q(origen__operacion__in=esperan))
    return {
        linea: esperan[propia if propia in esperan else origen]
        for linea, propia, origen in suyas.values_list("id", "operacion_id", "origen__operacion_id")
    }


def pendiente_sin_orden(uno: SinOrden) -> Pendiente:
    """A refund, or something of no budget, as turns see it."""
    return Pendiente(uno.id, (), cerrado=uno.de_antes, desde=uno.desde)


@dato
class _Antes:
    """Of a balance of an earlier year: what its operation said, the invoice that it is of, and the numbers of all of them."""

    de_que: str
    factura_id: UUID | None
    numeros: tuple[str, ...]


def _de_cerrado(
    saldo: SaldoCerrado,
    antes: _Antes,
    quienes: Quienes,
    ocupados: Collection[UUID],
    grupos: Sequence[Grupo],
) -> PorPagar:
    pendiente = pendiente_de_cerrado(saldo)
    dicho = _("Obligación de %(anio)d, %(codigo)s") % {"anio": saldo.anio, "codigo": saldo.codigo}
    texto = ". ".join(filter(None, (dicho, antes.de_que)))
    debido = {f"factura:{antes.factura_id}" if antes.factura_id else "": saldo.pendiente}
    return fila(
        pendiente,
        CERRADO,
        saldo.tercero,
        texto=con_sus_facturas(texto, antes.numeros),
        referencia=f"C-{saldo.ejercicio_id}-{saldo.id.hex[-12:].upper()}",
        importe=saldo.pendiente,
        trabas=quienes.trabas(saldo.tercero, debido, varios=saldo.tercero is None),
        quienes=quienes,
        ocupados=ocupados,
        grupos=grupos,
    )


def _de_sin_orden(uno: SinOrden, quienes: Quienes, ocupados: Collection[UUID], grupos: Sequence[Grupo]) -> PorPagar:
    """Nothing is kept of it: it is paid whole, or it waits."""
    trabas = quienes.trabas(uno.persona, uno.debido, varios=uno.varios)
    embargo = [_("Está embargado, y de esto no se descuenta nada: lo resuelve Tesorería en la ficha de quien cobra.")]
    dichos = (*uno.impedimentos, *trabas.impedimentos, *(embargo if trabas.embargado else ()))
    return fila(
        pendiente_sin_orden(uno),
        uno.clase,
        uno.persona,
        texto=uno.texto,
        referencia=uno.referencia,
        importe=uno.importe,
        trabas=replace(trabas, impedimentos=dichos, embargado=CERO),
        quienes=quienes,
        ocupados=ocupados,
        grupos=grupos,
        lineas=uno.lineas,
    )


def fila(
    pendiente: Pendiente,
    clase: str,
    persona: Persona | None,
    *,
    texto: str,
    referencia: str,
    importe: Decimal,
    trabas: Trabas,
    quienes: Quienes,
    ocupados: Collection[UUID],
    grupos: Sequence[Grupo],
    lineas: tuple[tuple[UUID, Decimal], ...] = (),
) -> PorPagar:
    cobra = trabas.cobra or persona
    cuenta = quienes.cuentas.get(cobra.id) if cobra is not None else None
    if cobra is not None and cobra != persona:
        texto = _("Crédito cedido por %(quien)s. %(texto)s") % {"quien": persona, "texto": texto}
    turno = reglas.turno_de(pendiente, grupos)
    return PorPagar(
        pendiente.id,
        clase,
        persona.id if persona is not None else None,
        str(cobra) if cobra is not None else SIN_NOMBRE,
        texto,
        referencia,
        importe,
        pendiente,
        turno,
        reglas.nombre_de_categoria(turno.categoria, grupos),
        cuenta.id if cuenta is not None else None,
        cuenta.iban if cuenta is not None else "",
        cuenta.bic if cuenta is not None else "",
        trabas.impedimentos,
        trabas.embargado,
        pendiente.id in ocupados,
        lineas,
        trabas.varios,
        trabas.paran,
    )
