"""How an operation is written: counters, what is left of the lines that it follows, number, entry, lines and fact. The last step of every operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import connections
from django.db.models import Model
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.a_cerrados import pasa_a_cerrados
from consistorio.economia.presupuesto.contable import agrupadas
from consistorio.economia.presupuesto.eventos import DeOperacion
from consistorio.economia.presupuesto.eventos_de_cerrados import PendienteRecuperado
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    ConceptoIngreso,
    ConceptoNoPresupuestario,
    Fondo,
    GastoDeAntes,
    LineaOperacion,
    Operacion,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.models.creditos import (
    CONTADORES_DE_APLICACION,
    CONTADORES_DE_BOLSA,
    CONTADORES_DE_CONCEPTO,
)
from consistorio.economia.presupuesto.models.otros import CONTADORES_DE_CERRADO, CONTADORES_DE_FONDO
from consistorio.economia.presupuesto.operaciones.control import controlar
from consistorio.economia.presupuesto.operaciones.lote import Lote
from consistorio.economia.presupuesto.operaciones.vuelta import recuperar
from consistorio.economia.presupuesto.reglas import en_centimos, faltan
from consistorio.economia.presupuesto.tipos import CERO, Cabecera
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

_DE_TESORERIA: Final = frozenset({"DRI", "I", "PDEV", "PC", "CC", "INP", "PNP", "MI", "FC", "FP", "FX"})
_NUMERAR = """
INSERT INTO presupuesto_numeracion AS n (ejercicio_id, libro, ultimo) VALUES (%s, %s, 1)
ON CONFLICT (ejercicio_id, libro) DO UPDATE SET ultimo = n.ultimo + 1 RETURNING ultimo
"""


@dataclass
class Trazo:
    """A line that is going to be written. `propio`: the application alone must bear it, whatever its bolsa has (RD 500/1990 art. 31.2.b)."""

    importe: Decimal
    aplicacion: Aplicacion | None = None
    concepto: ConceptoIngreso | None = None
    cerrado: SaldoCerrado | None = None
    no_presupuestario: ConceptoNoPresupuestario | None = None
    fondo: Fondo | None = None
    origen: LineaOperacion | None = None
    aplica: LineaOperacion | None = None
    de_retencion: bool = False
    cuenta: str = ""
    propio: bool = False


@dataclass
class Borrador:
    """An operation that is going to be written, with the rows of its entry. `antes`: why its expense is of an earlier year, not written yet."""

    cabecera: Cabecera
    libro: str
    clase: str
    hecho: DeOperacion
    trazos: list[Trazo]
    partidas: list[Partida]
    signo: int = 1
    origen: Operacion | None = None
    contrapartida: str = ""
    modificacion_id: UUID | None = None
    nuevas: list[Model] = field(default_factory=list)
    antes: GastoDeAntes | None = None
    importe: Decimal | None = None


def escribir(borrador: Borrador, lote: Lote, *, actor: Actor, reloj: Reloj) -> Operacion:
    """Write it. Writes: Operacion, LineaOperacion, ControlOperacion, GastoDeAntes, counters, Asiento, SaldoCerrado (what went over to later years comes back). Emits: the fact of the
    draft, presupuesto.recuperado.

    Raises DatosIncorrectos with every bolsa, line, balance or fund that does not bear it; FaseIncompatible (it has not the control that it owes); Conflicto (the year is closed, or it changes what went over to the next one and was
    paid, collected or corrected there).
    """
    exigir_transaccion()
    if borrador.cabecera.fecha > hoy(reloj) and borrador.clase != "CI":
        mensaje = _("La fecha no ha llegado: se anota lo que ya ha pasado.")
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[Problema("fecha", mensaje)])
    antes = _lo_que_hay(lote)
    for trazo in borrador.trazos:
        _sumar(trazo, borrador, lote)
    problemas = _problemas(borrador, lote, antes)
    if problemas:
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=problemas)
    vueltas = _lo_que_vuelve(lote, antes) if lote.anio < hoy(reloj).year else {}
    _guardar(lote)
    operacion = _operacion(borrador, reloj)
    asiento = _asentar(borrador, operacion, actor=actor, reloj=reloj)
    operacion.asiento = asiento
    operacion.save(force_insert=True)
    lineas = [_linea(operacion, n, trazo) for n, trazo in enumerate(borrador.trazos)]
    LineaOperacion.objects.bulk_create(lineas)
    control = controlar(operacion, lineas, borrador.cabecera.control, actor) if borrador.signo > 0 else []
    if borrador.antes is not None:
        borrador.antes.operacion = operacion
        borrador.antes.save(force_insert=True)
        borrador.nuevas.append(borrador.antes)
    hecho = borrador.hecho(
        operacion.id,
        operacion.ejercicio_id,
        operacion.libro,
        operacion.numero,
        operacion.clase,
        operacion.fecha,
        f"{operacion.importe:.2f}",
        asiento.numero if asiento is not None else 0,
        operacion.expediente_id,
    )
    filas = [operacion, *lineas, *control, *lote.nuevas, *borrador.nuevas, *([asiento] if asiento is not None else [])]
    anotar(cadena(operacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=filas)
    for anio, vueltos in vueltas.items():
        recuperado = PendienteRecuperado(lote.anio, operacion.id, len(vueltos))
        anotar(cadena(anio), recuperado, actor=actor, reloj=reloj, filas=vueltos)
    return operacion


def cadena(anio: int) -> str:
    """The chain of facts of a year of the budget."""
    return f"presupuesto:{anio}"


def numerar(anio: int, libro: str) -> int:
    """The next number of a book of a year, which stays locked until the transaction ends."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_NUMERAR, [anio, libro])
        return int(cursor.fetchone()[0])


_Antes = dict[object, Decimal]


def _lo_que_hay(lote: Lote) -> _Antes:
    """What each thing could bear before: what messages say that is left."""
    antes: _Antes = {b.id: b.disponible for b in lote.bolsas.values()}
    antes |= {a.id: a.disponible for a in lote.aplicaciones.values()}
    antes |= {c.id: c.pendiente for c in lote.cerrados.values()}
    antes |= {linea.id: linea.saldo for linea in lote.lineas.values()}
    for fondo in lote.fondos.values():
        antes |= {(fondo.id, 1): fondo.en_su_poder, (fondo.id, 2): fondo.sin_justificar}
    return antes


def _lo_que_vuelve(lote: Lote, antes: _Antes) -> dict[int, list[SaldoCerrado]]:
    """What the operation changes of a year that ended, and had gone over to later ones, by year."""
    lineas = [linea.id for linea in lote.lineas.values() if linea.saldo != antes[linea.id]]
    cerrados = [cerrado.id for cerrado in lote.cerrados.values() if cerrado.pendiente != antes[cerrado.id]]
    return recuperar(lote.anio, lineas=lineas, cerrados=cerrados)


def _sumar(trazo: Trazo, borrador: Borrador, lote: Lote) -> None:
    clase, importe = borrador.clase, trazo.importe
    if trazo.aplicacion is not None:
        efecto = clases.sobre_aplicacion(clase, de_retencion=trazo.de_retencion)
        _anadir(trazo.aplicacion, efecto, importe)
        _anadir(lote.bolsas[trazo.aplicacion.bolsa_id], clases.sobre_bolsa(efecto), importe)
    if trazo.concepto is not None:
        de_otro_anio = _de_otro_anio(trazo, borrador, lote)
        _anadir(trazo.concepto, clases.sobre_concepto(clase, de_otro_anio=de_otro_anio), importe)
    if trazo.cerrado is not None:
        _anadir(trazo.cerrado, clases.sobre_cerrado(clase), importe)
    if trazo.fondo is not None:
        caja_fija = trazo.fondo.clase == Fondo.Clase.CAJA_FIJA
        _anadir(trazo.fondo, clases.sobre_fondo(clase, caja_fija=caja_fija), importe)
    if trazo.aplica is not None:
        trazo.aplica.saldo -= importe
    if trazo.origen is None:
        return
    if borrador.signo > 0:
        trazo.origen.saldo -= abs(importe)  # what lowers a credit is written with a minus, and takes from it too
        return
    trazo.origen.saldo += importe  # what corrects is written with a minus; what restores it, with a plus
    for anterior in _que_seguia(trazo, lote):  # what was corrected goes back to what it followed
        anterior.saldo -= importe


def _que_seguia(trazo: Trazo, lote: Lote) -> list[LineaOperacion]:
    """The lines that the one which it follows, or corrects, followed or applied, if they are in hand."""
    if trazo.origen is None:
        return []
    suyas = (trazo.origen.origen_id, trazo.origen.aplica_id)
    return [lote.lineas[una] for una in suyas if una is not None and una in lote.lineas]


def _de_otro_anio(trazo: Trazo, borrador: Borrador, lote: Lote) -> bool:
    """Whether what it follows, or what that which it corrects followed, is of another year."""
    anterior = trazo.origen
    if anterior is not None and borrador.signo < 0:
        anterior = lote.lineas.get(anterior.origen_id) if anterior.origen_id is not None else None
    return anterior is not None and anterior.operacion.ejercicio_id != borrador.cabecera.anio


def _anadir(fila: Model, efecto: object, importe: Decimal) -> None:
    for contador, signo in dict(efecto).items():  # type: ignore[call-overload]
        setattr(fila, contador, getattr(fila, contador) + signo * importe)


def _problemas(borrador: Borrador, lote: Lote, antes: _Antes) -> list[Problema]:
    problemas: list[Problema] = []
    vistos: set[object] = set()
    for n, trazo in enumerate(borrador.trazos):
        for clave, quedan, mensaje in _cuentas_de(trazo, lote, antes):
            if quedan < 0 and clave not in vistos:
                vistos.add(clave)
                problemas.append(Problema(f"lineas.{n}", faltan(-quedan, mensaje)))
    return problemas


def _cuentas_de(trazo: Trazo, lote: Lote, antes: _Antes) -> list[tuple[object, Decimal, str]]:
    """What a line is held against: key, what would be left, and what there is, in words."""
    contra: list[tuple[object, Decimal, str]] = []
    if trazo.origen is not None:
        texto = _("a la operación %(cual)s le quedan %(hay)s.")
        dicho = texto % {"cual": trazo.origen.operacion, "hay": Importe(antes[trazo.origen.id])}
        contra.append((trazo.origen.id, trazo.origen.saldo, dicho))
        for anterior in _que_seguia(trazo, lote):
            dicho = texto % {"cual": anterior.operacion, "hay": Importe(antes[anterior.id])}
            contra.append((anterior.id, anterior.saldo, dicho))
    if trazo.aplica is not None:
        texto = _("de lo pendiente que aplica, %(cual)s, quedan %(hay)s.")
        dicho = texto % {"cual": trazo.aplica.operacion, "hay": Importe(antes[trazo.aplica.id])}
        contra.append((trazo.aplica.id, trazo.aplica.saldo, dicho))
    if trazo.aplicacion is not None:
        contra += _de_credito(trazo, trazo.aplicacion, lote, antes)
    if trazo.cerrado is not None:
        texto = _("del saldo de cerrados %(cual)s quedan %(hay)s.")
        dicho = texto % {"cual": trazo.cerrado, "hay": Importe(antes[trazo.cerrado.id])}
        contra.append((trazo.cerrado.id, trazo.cerrado.pendiente, dicho))
    if trazo.fondo is not None:
        contra += _de_fondo(trazo.fondo, antes)
    return contra


def _de_credito(trazo: Trazo, aplicacion: Aplicacion, lote: Lote, antes: _Antes) -> list[tuple[object, Decimal, str]]:
    contra: list[tuple[object, Decimal, str]] = []
    bolsa = lote.bolsas[aplicacion.bolsa_id]
    texto = _("la bolsa de vinculación de %(cual)s tiene %(hay)s de crédito disponible.")
    hay = antes.get(bolsa.id, CERO)
    contra.append((bolsa.id, bolsa.disponible, texto % {"cual": aplicacion.codigo, "hay": Importe(hay)}))
    if trazo.propio:
        texto = _("la propia aplicación %(cual)s tiene %(hay)s de crédito disponible.")
        hay = antes.get(aplicacion.id, CERO)
        dicho = texto % {"cual": aplicacion.codigo, "hay": Importe(hay)}
        contra.append(((aplicacion.id, "propio"), aplicacion.disponible, dicho))
    return contra


def _de_fondo(fondo: Fondo, antes: _Antes) -> list[tuple[object, Decimal, str]]:
    tiene, sin = antes.get((fondo.id, 1), CERO), antes.get((fondo.id, 2), CERO)
    textos = {
        1: _("en el fondo «%(cual)s» hay %(hay)s.") % {"cual": fondo, "hay": Importe(tiene)},
        2: _("del fondo «%(cual)s» hay %(hay)s pagados sin justificar.") % {"cual": fondo, "hay": Importe(sin)},
    }
    return [((fondo.id, 1), fondo.en_su_poder, textos[1]), ((fondo.id, 2), fondo.sin_justificar, textos[2])]


def _guardar(lote: Lote) -> None:
    _actualizar(Bolsa, lote.bolsas.values(), CONTADORES_DE_BOLSA)
    _actualizar(Aplicacion, lote.aplicaciones.values(), CONTADORES_DE_APLICACION)
    _actualizar(ConceptoIngreso, lote.conceptos.values(), CONTADORES_DE_CONCEPTO)
    _actualizar(SaldoCerrado, lote.cerrados.values(), CONTADORES_DE_CERRADO)
    _actualizar(Fondo, lote.fondos.values(), CONTADORES_DE_FONDO)
    _actualizar(LineaOperacion, lote.lineas.values(), ("saldo",))


def _actualizar(modelo: type[Model], filas: Collection[Model], contadores: Sequence[str]) -> None:
    """Write the counters of some rows in one statement, however many they are."""
    if not filas:
        return
    pone = ", ".join(f"{c} = n.{c}" for c in contadores)
    listas = ", ".join(["%s::uuid[]", *("%s::numeric[]" for _c in contadores)])
    sql = f"UPDATE {modelo._meta.db_table} t SET {pone} FROM unnest({listas}) AS n (id, {', '.join(contadores)}) WHERE t.id = n.id"  # noqa: S608 - names of ours
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(sql, [[fila.pk for fila in filas], *([getattr(fila, c) for fila in filas] for c in contadores)])


def _operacion(borrador: Borrador, reloj: Reloj) -> Operacion:
    cabecera = borrador.cabecera
    importe = borrador.importe
    if importe is None:
        importe = sum((t.importe for t in borrador.trazos if not _es_descuento(borrador, t)), CERO)
    return Operacion(
        id=uuid7(),
        ejercicio_id=cabecera.anio,
        libro=borrador.libro,
        numero=numerar(cabecera.anio, borrador.libro),
        clase=borrador.clase,
        signo=borrador.signo,
        fecha=cabecera.fecha,
        texto=cabecera.texto.strip(),
        importe=en_centimos(importe),
        tercero_id=cabecera.tercero_id,
        varios=cabecera.varios,
        expediente_id=cabecera.expediente_id,
        documento_id=cabecera.documento_id,
        factura_id=cabecera.factura_id,
        factura=cabecera.factura,
        contrapartida=borrador.contrapartida,
        origen=borrador.origen,
        modificacion_id=borrador.modificacion_id,
        anotada_el=reloj.ahora(),
    )


def _es_descuento(borrador: Borrador, trazo: Trazo) -> bool:
    return trazo.no_presupuestario is not None and borrador.libro != Operacion.Libro.NO_PRESUPUESTARIO


def _asentar(borrador: Borrador, operacion: Operacion, *, actor: Actor, reloj: Reloj) -> Asiento | None:
    partidas = agrupadas(borrador.partidas)
    if not partidas:
        _exigir_abierto(operacion)
        return None
    de_tesoreria = borrador.clase in _DE_TESORERIA or (clases.es_de_fases(borrador.clase) and "R" in borrador.clase)
    nuevo = AsientoNuevo(
        fecha=operacion.fecha,
        texto=operacion.texto,
        partidas=partidas,
        ambito="tesoreria" if de_tesoreria else "presupuesto",
        operacion_id=operacion.id,
        expediente_id=operacion.expediente_id,
        documento_id=operacion.documento_id,
    )
    return asentar(nuevo, actor=actor, reloj=reloj)


def _exigir_abierto(operacion: Operacion) -> None:
    """What the ledger asks of what has an entry, asked of what has none."""
    ejercicio = Ejercicio.objects.select_for_update(of=("self",)).filter(pk=operacion.ejercicio_id).first()
    if ejercicio is None or ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(_("El ejercicio %(anio)d no está abierto.") % {"anio": operacion.ejercicio_id})
    hasta = ejercicio.presupuesto_hasta
    if hasta is not None and operacion.fecha <= hasta:
        mensaje = _("Se puede anotar desde el día siguiente al %(hasta)s.") % {"hasta": f"{hasta:%d/%m/%Y}"}
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[Problema("fecha", mensaje)])


def _linea(operacion: Operacion, n: int, trazo: Trazo) -> LineaOperacion:
    deja = operacion.signo > 0 and clases.deja_saldo(operacion.clase)
    return LineaOperacion(
        id=uuid7(),
        operacion=operacion,
        orden=n,
        aplicacion=trazo.aplicacion,
        concepto=trazo.concepto,
        cerrado=trazo.cerrado,
        no_presupuestario=trazo.no_presupuestario,
        fondo=trazo.fondo,
        importe=en_centimos(trazo.importe),
        saldo=trazo.importe if deja else CERO,
        origen=trazo.origen,
        aplica=trazo.aplica,
        de_retencion=trazo.de_retencion,
        cuenta=trazo.cuenta,
    )


def problemas_de_origen(clase: str, origenes: Sequence[LineaOperacion | None], cabecera: Cabecera) -> list[Problema]:
    """What is wrong with the lines that others follow: of another phase, of another year, corrected ones, or later than what follows them."""
    valen, problemas = clases.sigue_a(clase), list[Problema]()
    for n, origen in enumerate(origenes):
        if origen is None:
            continue
        operacion = origen.operacion
        por_pagar = origen.no_presupuestario_id is not None and operacion.clase not in clases.POR_COBRAR_SIN_PRESUPUESTO
        es = "INP" if por_pagar else operacion.clase
        if operacion.signo < 0 or es not in valen:
            mensaje = _("%(clase)s no puede seguir a %(cual)s.") % {"clase": clases.nombre(clase), "cual": operacion}
            problemas.append(Problema(f"lineas.{n}", mensaje))
        if operacion.ejercicio_id != cabecera.anio and clase not in clases.DE_OTRO_ANIO:
            mensaje = _("La operación %(cual)s es de otro ejercicio.")
            if pasa_a_cerrados(operacion.clase):
                mensaje = _(
                    "La operación %(cual)s es de otro ejercicio: lo que dejó pendiente sigue en «Ejercicios cerrados»."
                )
            problemas.append(Problema(f"lineas.{n}", mensaje % {"cual": operacion}))
        if cabecera.fecha < operacion.fecha:
            mensaje = _("La fecha es anterior a la de la operación %(cual)s, que es del %(dia)s.")
            dicho = mensaje % {"cual": operacion, "dia": f"{operacion.fecha:%d/%m/%Y}"}
            problemas.append(Problema("fecha", dicho))
    return problemas
