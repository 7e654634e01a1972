"""What is committed of later years (TRLRHL 174; RD 500/1990 arts. 79-88), and how it goes to the budget of its year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto import limites_plurianuales as limites
from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.eventos import FuturoAnotado
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    LimitePlurianual,
    LineaFutura,
    LineaOperacion,
    OperacionFutura,
)
from consistorio.economia.presupuesto.operaciones.escritura import cadena, numerar
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.operaciones.lote import Clasificador, exigir_presupuesto, reglas_de
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaDeFuturo, Plurianual
from consistorio.economia.presupuesto.vinculacion import bolsa_de, leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

LIBRO: Final = "plurianuales"
CLASES: Final = ("RC", "A", "AD", "D")
_SIGUE_A: Final = {"RC": (), "A": ("RC",), "AD": ("RC",), "D": ("A",)}


def anotar_futuro(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaDeFuturo],
    plurianual: Plurianual,
    *,
    actor: Actor,
    reloj: Reloj,
    cargado: bool = False,
) -> OperacionFutura:
    """Retain, authorise or commit later years: RC, A, AD or D. What follows another line takes from it; the rest is held against the limits of its case, by bolsa and year.
    `cargado`: another program noted it, within the limits that it had then.

    Writes: OperacionFutura, LineaFutura. Emits: presupuesto.plurianual. Raises DatosIncorrectos with every problem (years, codes, limits, what it follows, with whom),
    Conflicto (no budget of the year in which it is noted).
    """
    exigir_transaccion()
    exigir_presupuesto(cabecera.anio)
    supuesto = limites.supuesto_de(plurianual.supuesto, en=cabecera.fecha)
    problemas = problemas_de_cabecera(cabecera, reloj)
    if clase not in CLASES:
        problemas.append(Problema("clase", _("De ejercicios futuros se anotan RC, A, AD y D.")))
    if "D" in clase and cabecera.tercero_id is None and not cabecera.varios:
        problemas.append(Problema("tercero", _("Diga con quién es el compromiso, o que son varios terceros.")))
    exigir(problemas + problemas_de_forma(cabecera.anio, lineas, exige_origen=clase == "D"))
    lineas = [replace(linea, codigo=str(leer_clave(linea.codigo))) if linea.codigo else linea for linea in lineas]
    tomar_limites(cabecera.anio)
    origenes = bloquear_lineas([linea.origen for linea in lineas if linea.origen is not None])
    problemas = _de_origen(clase, cabecera, lineas, origenes)
    nuevas = [linea for linea in lineas if linea.origen is None]
    if nuevas and not cargado:
        problemas += _de_inicio(cabecera.anio, nuevas, plurianual)
        problemas += problemas_de_lo_nuevo(cabecera.anio, nuevas, supuesto, anticipada=plurianual.anticipada)
    exigir(problemas)
    if not nuevas:  # they are what they follow
        primera = origenes[next(linea.origen for linea in lineas if linea.origen is not None)].operacion
        plurianual = Plurianual(primera.supuesto, primera.anticipada)
    return escribir_futuro(clase, cabecera, lineas, plurianual, origenes, actor=actor, reloj=reloj)


def corregir_futuro(
    operacion_id: UUID, cabecera: Cabecera, lineas: Sequence[LineaDeFuturo], *, actor: Actor, reloj: Reloj
) -> OperacionFutura:
    """The negative of one, whole (no lines) or in part of what is left of it: what it followed gets it back. What is in the budget of its year is corrected there.

    Writes and emits as `anotar_futuro`. Raises NoEncontrado, FaseIncompatible (it is a negative), DatosIncorrectos (more than what is left).
    """
    exigir_transaccion()
    original = OperacionFutura.objects.filter(pk=operacion_id).first()
    if original is None:
        raise NoEncontrado(_("No encontramos esa operación de ejercicios futuros."))
    if original.signo < 0 or original.clase == "TR":
        raise FaseIncompatible(_("Esa operación no se corrige: es ya una corrección, o está en el presupuesto."))
    enteras = list(original.lineas.order_by("orden"))
    pedidas = list(lineas) or [LineaDeFuturo(una.importe, origen=una.id) for una in enteras]
    suyas = {una.id for una in enteras}
    problemas = reglas.problemas_de_cabecera(cabecera)
    problemas += [
        Problema(f"lineas.{n}", _("Esa línea no es de la operación que se corrige."))
        for n, pedida in enumerate(pedidas)
        if pedida.origen not in suyas
    ]
    problemas += problemas_de_importes(pedidas)
    if not original.fecha <= cabecera.fecha <= hoy(reloj):
        problemas.append(Problema("fecha", _("La corrección es de un día entre el de lo que corrige y hoy.")))
    exigir(problemas)
    tomar_diario(cabecera.anio)
    origenes = bloquear_lineas([pedida.origen for pedida in pedidas if pedida.origen is not None])
    exigir(_de_saldo(pedidas, origenes))
    cabecera = replace(
        cabecera, tercero_id=original.tercero_id, varios=original.varios, expediente_id=original.expediente_id
    )
    plurianual = Plurianual(original.supuesto, original.anticipada)
    return escribir_futuro(
        original.clase, cabecera, pedidas, plurianual, origenes, corrige=original, actor=actor, reloj=reloj
    )


def tomar_limites(anio: int) -> None:
    """Hold the journal of a year and its bolsas, against which later years are held: two at once do not go beyond a limit."""
    tomar_diario(anio)
    list(Bolsa.objects.select_for_update(of=("self",)).filter(ejercicio=anio).order_by("pk").values("pk"))


def problemas_de_cabecera(cabecera: Cabecera, reloj: Reloj) -> list[Problema]:
    """What is wrong with what all the lines share, and with a day that has not come."""
    problemas = reglas.problemas_de_cabecera(cabecera)
    if cabecera.fecha > hoy(reloj):
        problemas.append(Problema("fecha", _("La fecha no ha llegado: se anota lo que ya ha pasado.")))
    return problemas


def problemas_de_lo_nuevo(
    anio: int, nuevas: Sequence[LineaDeFuturo], supuesto: limites.Supuesto, *, anticipada: bool
) -> list[Problema]:
    """Of lines that follow nothing, well formed: that their case is for them, and the limits of their years, with `tomar_limites` held."""
    problemas = [
        Problema(f"lineas.{n}", _("«%(s)s» no es para %(c)s.") % {"s": supuesto.denominacion, "c": linea.codigo})
        for n, linea in enumerate(nuevas)
        if not economica_de(linea.codigo).startswith(supuesto.capitulos)
    ]
    anualidades = anualidades_de(anio, nuevas)
    return problemas + limites.problemas_de(supuesto, anualidades, ejercicio=anio, anticipada=anticipada)


def problemas_de_forma(anio: int, lineas: Sequence[LineaDeFuturo], *, exige_origen: bool) -> list[Problema]:
    if not lineas:
        return [Problema("lineas", _("Escriba al menos una línea con su año y su importe."))]
    problemas = problemas_de_importes(lineas)
    clasificador = Clasificador.del_anio(anio)
    for n, linea in enumerate(lineas):
        mensajes = []
        if linea.origen is None:
            clave = leer_clave(linea.codigo)
            if exige_origen:
                mensajes.append(_("Elija la operación de la que sigue."))
            if clave is None:
                mensajes.append(_("«%(c)s» no es una aplicación: es, por ejemplo, 920.12000.") % {"c": linea.codigo})
            else:
                mensajes += clasificador.problemas_de(clave)
            if linea.anio <= anio:
                mensajes.append(_("El año tiene que ser posterior a %(anio)d.") % {"anio": anio})
        problemas += [Problema(f"lineas.{n}", mensaje) for mensaje in mensajes]
    if len({linea.origen is None for linea in lineas}) > 1:
        problemas.append(Problema("lineas", _("O todas las líneas siguen a otra operación, o ninguna.")))
    return problemas


def problemas_de_importes(lineas: Sequence[LineaDeFuturo]) -> list[Problema]:
    """Of a line, whatever it does: euros above zero, and each once."""
    problemas, vistas = list[Problema](), set[object]()
    for n, linea in enumerate(lineas):
        if not reglas.importe_bien(linea.importe):
            problemas.append(Problema(f"lineas.{n}", _("El importe son euros y céntimos, y mayor que cero.")))
        clave_de = linea.origen or (linea.anio, linea.codigo)
        if clave_de in vistas:
            problemas.append(Problema(f"lineas.{n}", _("Está dos veces: sume las dos líneas.")))
        vistas.add(clave_de)
    return problemas


def bloquear_lineas(ids: Sequence[UUID]) -> dict[UUID, LineaFutura]:
    """Some lines and those that they follow, locked."""
    if not ids:
        return {}
    anteriores = LineaFutura.objects.filter(id__in=ids, origen__isnull=False).values_list("origen_id", flat=True)
    todas = {*ids, *(uno for uno in anteriores if uno is not None)}
    lineas = LineaFutura.objects.select_for_update(of=("self",)).select_related("operacion")
    return {linea.id: linea for linea in lineas.filter(id__in=todas).order_by("id")}


def _de_origen(
    clase: str, cabecera: Cabecera, lineas: Sequence[LineaDeFuturo], origenes: dict[UUID, LineaFutura]
) -> list[Problema]:
    problemas = []
    for n, linea in enumerate(lineas):
        if linea.origen is None:
            continue
        origen = origenes.get(linea.origen)
        if origen is None or origen.operacion.signo < 0 or origen.operacion.clase not in _SIGUE_A[clase]:
            mensaje = _("Lo que sigue no es una operación de ejercicios futuros de la que pueda seguir.")
            problemas.append(Problema(f"lineas.{n}", mensaje))
        elif origen.operacion.fecha > cabecera.fecha:
            problemas.append(Problema("fecha", _("La fecha es anterior a la de %(o)s.") % {"o": origen.operacion}))
        elif origen.anio <= cabecera.anio:
            mensaje = _("El año %(a)d ha llegado: siga en su presupuesto.") % {"a": origen.anio}
            problemas.append(Problema(f"lineas.{n}", mensaje))
    return problemas + _de_saldo(lineas, origenes)


def _de_saldo(lineas: Sequence[LineaDeFuturo], origenes: dict[UUID, LineaFutura]) -> list[Problema]:
    problemas = []
    for n, linea in enumerate(lineas):
        origen = origenes.get(linea.origen) if linea.origen is not None else None
        if origen is not None and linea.importe > origen.saldo:
            donde = _("a %(o)s le quedan %(s)s de %(a)d.")
            dicho = donde % {"o": origen.operacion, "s": Importe(origen.saldo), "a": origen.anio}
            problemas.append(Problema(f"lineas.{n}", reglas.faltan(linea.importe - origen.saldo, dicho)))
    return problemas


def _de_inicio(anio: int, nuevas: Sequence[LineaDeFuturo], plurianual: Plurianual) -> list[Problema]:
    """That its execution begins in the year itself (TRLRHL 174.2), or next year when it is processed early (LCSP 117.2)."""
    if plurianual.anticipada:
        if plurianual.inicia is None and min(linea.anio for linea in nuevas) == anio + 1:
            return []
        mensaje = _("La tramitación anticipada empieza el año siguiente y no sigue a ninguna operación de este.")
        return [Problema("anticipada", mensaje)]
    if plurianual.inicia is None:
        mensaje = _(
            "Diga qué operación de este ejercicio lo inicia. Si empieza el año que viene, es de tramitación anticipada."
        )
        return [Problema("inicia", mensaje)]
    faltan = sorted({linea.codigo for linea in nuevas} - aplicaciones_que_inicia(plurianual.inicia, anio))
    if not faltan:
        return []
    mensaje = _("La operación que lo inicia no es de estas aplicaciones: %(c)s.") % {"c": ", ".join(faltan)}
    return [Problema("inicia", mensaje)]


def aplicaciones_que_inicia(operacion_id: UUID, anio: int) -> set[str]:
    """Those of the operation of a year with which the expense of later ones begins."""
    suyas = LineaOperacion.objects.filter(
        operacion_id=operacion_id, operacion__ejercicio=anio, operacion__signo=1, aplicacion__isnull=False
    ).select_related("aplicacion")
    return {linea.aplicacion.codigo for linea in suyas if linea.aplicacion is not None}


def economica_de(codigo: str) -> str:
    clave = leer_clave(codigo)
    return clave.economica if clave is not None else ""


def anualidades_de(anio: int, nuevas: Sequence[LineaDeFuturo]) -> list[limites.Anualidad]:
    """Each line that is asked with its limit: that raised for its application, or the initial credit of its bolsa and everything noted of it for that year."""
    de_bases, vinculan = _elevados(anio, nuevas), reglas_de(anio)
    del_anio = list(Aplicacion.objects.filter(ejercicio=anio).select_related("bolsa"))
    bolsa_por_codigo = {una.codigo: una.bolsa.clave for una in del_anio}

    def bolsa(codigo: str) -> str:
        clave = leer_clave(codigo)
        return bolsa_por_codigo.get(codigo) or (bolsa_de(clave, vinculan) if clave is not None else codigo)

    iniciales: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for una in del_anio:
        iniciales[una.bolsa.clave] += una.iniciales
    for uno in LimitePlurianual.objects.filter(ejercicio=anio, por=LimitePlurianual.Por.BASES):
        iniciales[bolsa(uno.codigo)] -= uno.del_anio
    vivas: defaultdict[tuple[int, str], Decimal] = defaultdict(lambda: CERO)
    apartes = {(uno.anio, uno.codigo) for uno in LimitePlurianual.objects.filter(anio__gt=anio)}
    anios = {linea.anio for linea in nuevas}
    # What is processed early is not held against the credit of the year in which it is committed
    del_registro = LineaFutura.objects.filter(anio__in=anios, saldo__gt=0, operacion__anticipada=False)
    ya = list(del_registro.values_list("anio", "codigo", "saldo"))
    for de_anio, codigo, saldo in [*ya, *((n.anio, n.codigo, n.importe) for n in nuevas)]:
        vivas[de_anio, codigo if (de_anio, codigo) in apartes else bolsa(codigo)] += saldo
    return [
        limites.Anualidad(
            linea.anio,
            linea.codigo,
            iniciales[bolsa(linea.codigo)],
            vivas[linea.anio, linea.codigo if (linea.anio, linea.codigo) in apartes else bolsa(linea.codigo)],
            de_bases.get((linea.anio, linea.codigo)),
        )
        for linea in nuevas
    ]


def _elevados(anio: int, nuevas: Sequence[LineaDeFuturo]) -> dict[tuple[int, str], Decimal]:
    """The limits that were raised, the last one of each application and year."""
    filas = LimitePlurianual.objects.filter(codigo__in={linea.codigo for linea in nuevas}, ejercicio__lte=anio)
    return {(uno.anio, uno.codigo): uno.importe for uno in filas.order_by("fecha", "id")}


def escribir_futuro(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaDeFuturo],
    plurianual: Plurianual,
    origenes: dict[UUID, LineaFutura],
    *,
    corrige: OperacionFutura | None = None,
    reajusta: OperacionFutura | None = None,
    traida: dict[LineaFutura, LineaOperacion] | None = None,
    actor: Actor,
    reloj: Reloj,
) -> OperacionFutura:
    """The last step of each. `corrige`: what its negative corrects; `reajusta`: of what it is part, since its annuities went up; `traida`: line of the register -> line of the budget that it becomes. Writes: OperacionFutura, LineaFutura.
    Emits: presupuesto.plurianual."""
    signo = -1 if corrige is not None else 1
    operacion = OperacionFutura(
        id=uuid7(),
        ejercicio_id=cabecera.anio,
        numero=numerar(cabecera.anio, LIBRO),
        clase=clase,
        signo=signo,
        fecha=cabecera.fecha,
        texto=cabecera.texto.strip(),
        supuesto=plurianual.supuesto,
        anticipada=plurianual.anticipada,
        importe=signo * sum((reglas.en_centimos(linea.importe) for linea in lineas), CERO),
        tercero_id=cabecera.tercero_id,
        varios=cabecera.varios,
        expediente_id=cabecera.expediente_id,
        documento_id=cabecera.documento_id,
        inicia_id=plurianual.inicia,
        origen=corrige or reajusta,
        anotada_el=reloj.ahora(),
    )
    operacion.save(force_insert=True)
    filas = _lineas(operacion, lineas, origenes, traida or {})
    LineaFutura.objects.bulk_create(filas)
    LineaFutura.objects.bulk_update(origenes.values(), ["saldo"])
    hecho = FuturoAnotado(
        operacion.id,
        cabecera.anio,
        operacion.numero,
        clase,
        operacion.fecha,
        f"{operacion.importe:.2f}",
        operacion.expediente_id,
    )
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=[operacion, *filas])
    return operacion


def _lineas(
    operacion: OperacionFutura,
    lineas: Sequence[LineaDeFuturo],
    origenes: dict[UUID, LineaFutura],
    traida: dict[LineaFutura, LineaOperacion],
) -> list[LineaFutura]:
    """Those of an operation, not saved; what they follow loses it, and what that followed gets back what is corrected."""
    filas, deja = [], operacion.signo > 0 and operacion.clase != "TR"
    for n, linea in enumerate(lineas):
        origen = origenes.get(linea.origen) if linea.origen is not None else None
        filas.append(
            LineaFutura(
                id=uuid7(),
                operacion=operacion,
                orden=n,
                desde=operacion.ejercicio_id,
                anio=origen.anio if origen is not None else linea.anio,
                codigo=origen.codigo if origen is not None else linea.codigo,
                importe=reglas.en_centimos(operacion.signo * linea.importe),
                saldo=linea.importe if deja else CERO,
                origen=origen,
                linea=traida.get(origen) if origen is not None else None,
            )
        )
        if origen is not None:
            origen.saldo -= linea.importe
            if operacion.signo < 0 and origen.origen_id is not None:
                origenes[origen.origen_id].saldo += linea.importe
    return filas
