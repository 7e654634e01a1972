"""The rows that an operation touches, fetched and locked: the journal of its year, bolsas by id, then what hangs from them, then the lines of earlier operations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Model
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto import vinculacion
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    Clasificacion,
    ConceptoIngreso,
    ConceptoNoPresupuestario,
    Fondo,
    LineaOperacion,
    Presupuesto,
    ReglaVinculacion,
    SaldoCerrado,
)
from consistorio.economia.presupuesto.organicas import cerradas_en
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.presupuesto.vinculacion import Clave, Regla, bolsa_de
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7

M = TypeVar("M", bound=Model)


@dataclass
class Lote:
    """Everything locked, each row once: whoever adds to a counter adds to the one that is saved. Making it takes the journal of the year. `nuevas`: rows made
    here, for the fact to vouch for."""

    anio: int
    bolsas: dict[UUID, Bolsa] = field(default_factory=dict)
    aplicaciones: dict[UUID, Aplicacion] = field(default_factory=dict)
    conceptos: dict[UUID, ConceptoIngreso] = field(default_factory=dict)
    cerrados: dict[UUID, SaldoCerrado] = field(default_factory=dict)
    fondos: dict[UUID, Fondo] = field(default_factory=dict)
    lineas: dict[UUID, LineaOperacion] = field(default_factory=dict)
    por_clave: dict[Clave, Aplicacion] = field(default_factory=dict)
    por_economica: dict[str, ConceptoIngreso] = field(default_factory=dict)
    no_presupuestarios: dict[str, ConceptoNoPresupuestario] = field(default_factory=dict)
    nuevas: list[Model] = field(default_factory=list)

    def __post_init__(self) -> None:
        tomar_diario(self.anio)

    def aplicacion(self, linea: LineaPedida) -> Aplicacion | None:
        """That of a line, by its origin or by its code."""
        if linea.origen is not None:
            origen = self.lineas.get(linea.origen)
            return self.aplicaciones.get(origen.aplicacion_id) if origen and origen.aplicacion_id else None
        clave = vinculacion.leer_clave(linea.codigo)
        return self.por_clave.get(clave) if clave is not None else None

    def concepto(self, linea: LineaPedida) -> ConceptoIngreso | None:
        """That of a line, by its origin or by its code."""
        origen = self.lineas.get(linea.origen) if linea.origen is not None else None
        if origen is not None and origen.concepto_id is not None:
            return self.conceptos.get(origen.concepto_id)
        return self.por_economica.get(linea.codigo)

    def fondo(self, linea_id: UUID | None) -> Fondo | None:
        """The fund of an earlier line, if it is of one."""
        linea = self.lineas.get(linea_id) if linea_id is not None else None
        return self.fondos.get(linea.fondo_id) if linea is not None and linea.fondo_id is not None else None


def exigir_presupuesto(anio: int) -> Presupuesto:
    """The budget of a year. Raises Conflicto when it is not there."""
    presupuesto = Presupuesto.objects.filter(pk=anio).first()
    if presupuesto is None:
        raise Conflicto(
            _("El presupuesto de %(anio)d no está cargado.") % {"anio": anio},
            que_hacer=_("Compruebe la fecha, o cargue antes el presupuesto aprobado."),
        )
    return presupuesto


def de_gasto(anio: int, pedidas: Sequence[LineaPedida], *, crea: bool = False, fondos: Collection[UUID] = ()) -> Lote:
    """Fetch and lock for lines of expense. `crea`: an application that is not there is made with no credit, if the bases let it and its bolsa is there.

    Raises DatosIncorrectos with every line whose application or origin is not there, Conflicto (no budget).
    """
    lote, problemas = Lote(anio), list[Problema]()
    origenes = _leer_lineas(anio, pedidas, problemas)
    claves = _claves(pedidas, problemas)
    ya = _por_clave(anio, claves.values())
    faltan = {n: clave for n, clave in claves.items() if clave not in ya}
    por_hacer = _por_hacer(anio, faltan, problemas, crea=crea)
    _o_refusa(problemas)
    aplicaciones = {a.id: a for a in ya.values()}
    de_lineas = {linea.aplicacion_id for linea in origenes.values() if linea.aplicacion_id}
    bolsas = {a.bolsa_id for a in aplicaciones.values()} | set(por_hacer.values())
    bolsas |= set(Aplicacion.objects.filter(id__in=de_lineas).values_list("bolsa_id", flat=True))
    lote.bolsas = _bloqueadas(Bolsa, bolsas)
    _hacer(lote, por_hacer)
    lote.aplicaciones = _bloqueadas(Aplicacion, {*aplicaciones, *de_lineas, *(a.id for a in lote.por_clave.values())})
    lote.por_clave = {Clave(a.organica, a.programa, a.economica): a for a in lote.aplicaciones.values()}
    _bloquear_resto(lote, origenes.values(), fondos)
    return lote


def de_conceptos(anio: int, pedidas: Sequence[LineaPedida], *, crea: bool = True) -> Lote:
    """Fetch and lock for lines of income: a concept that is not in the budget is made, with nothing foreseen, when its code is of the classification.

    Raises DatosIncorrectos, Conflicto.
    """
    lote, problemas = Lote(anio), list[Problema]()
    origenes = _leer_lineas(anio, pedidas, problemas)
    codigos = {n: p.codigo for n, p in enumerate(pedidas) if p.origen is None and p.codigo}
    ya = {c.economica: c for c in ConceptoIngreso.objects.filter(ejercicio=anio, economica__in=codigos.values())}
    nuevos = {c: n for n, c in codigos.items() if c not in ya}
    clasificador = Clasificador.del_anio(anio) if nuevos else None
    for codigo, n in nuevos.items():
        if not crea or clasificador is None or not clasificador.tiene("ingreso", codigo):
            mensaje = _("El concepto %(codigo)s no está en la clasificación de ingresos.") % {"codigo": codigo}
            problemas.append(Problema(f"lineas.{n}", mensaje))
    _o_refusa(problemas)
    hechos = [asegurar_concepto(anio, codigo) for codigo in sorted(nuevos)]
    lote.nuevas += [concepto for concepto, nuevo in hechos if nuevo]
    ids = {c.id for c in ya.values()} | {c.id for c, _nuevo in hechos}
    ids |= {linea.concepto_id for linea in origenes.values() if linea.concepto_id}
    lote.conceptos = _bloqueadas(ConceptoIngreso, ids)
    lote.por_economica = {c.economica: c for c in lote.conceptos.values()}
    _bloquear_resto(lote, origenes.values(), ())
    return lote


def de_otros(
    anio: int, pedidas: Sequence[LineaPedida], *, cerrados: Collection[UUID] = (), fondos: Collection[UUID] = ()
) -> Lote:
    """Fetch and lock for lines of closed years, of no budget or of funds. Raises DatosIncorrectos."""
    lote, problemas = Lote(anio), list[Problema]()
    origenes = _leer_lineas(anio, pedidas, problemas)
    _o_refusa(problemas)
    de_lineas = {linea.cerrado_id for linea in origenes.values() if linea.cerrado_id}
    lote.cerrados = _bloqueadas(SaldoCerrado, {*cerrados, *de_lineas})
    _bloquear_resto(lote, origenes.values(), fondos)
    return lote


def no_presupuestarios(lote: Lote, codigos: Iterable[str]) -> None:
    """Fetch some concepts of no budget. Raises DatosIncorrectos with those that are not there or in use."""
    pedidos = set(codigos)
    lote.no_presupuestarios |= {
        c.codigo: c for c in ConceptoNoPresupuestario.objects.filter(codigo__in=pedidos, en_uso=True)
    }
    _o_refusa(
        [
            Problema("concepto", _("No hay un concepto no presupuestario en uso con el código %(c)s.") % {"c": codigo})
            for codigo in sorted(pedidos - lote.no_presupuestarios.keys())
        ]
    )


def _o_refusa(problemas: Sequence[Problema]) -> None:
    if problemas:
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=problemas)


def _bloqueadas(modelo: type[M], ids: Collection[UUID]) -> dict[UUID, M]:
    if not ids:
        return {}
    filas = modelo._default_manager.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {fila.pk: fila for fila in filas}


def _leer_lineas(anio: int, pedidas: Sequence[LineaPedida], problemas: list[Problema]) -> Mapping[UUID, LineaOperacion]:
    ids = {i for p in pedidas for i in (p.origen, p.aplica) if i is not None}
    lineas = {linea.id: linea for linea in LineaOperacion.objects.filter(id__in=ids)} if ids else {}
    for n, pedida in enumerate(pedidas):
        if any(i is not None and i not in lineas for i in (pedida.origen, pedida.aplica)):
            problemas.append(Problema(f"lineas.{n}", _("No encontramos la operación de la que sigue.")))
    return lineas


def _claves(pedidas: Sequence[LineaPedida], problemas: list[Problema]) -> dict[int, Clave]:
    claves = {}
    for n, pedida in enumerate(pedidas):
        if pedida.origen is not None or not pedida.codigo:
            continue
        clave = vinculacion.leer_clave(pedida.codigo)
        if clave is None:
            mensaje = _("«%(codigo)s» no es una aplicación. Escriba el programa y la económica, por ejemplo 920.12000.")
            problemas.append(Problema(f"lineas.{n}", mensaje % {"codigo": pedida.codigo}))
        else:
            claves[n] = clave
    return claves


def _por_clave(anio: int, claves: Collection[Clave]) -> dict[Clave, Aplicacion]:
    """The applications of some keys: those of their programmes and economic codes are read, and the rest left."""
    pedidas = set(claves)
    filas = Aplicacion.objects.filter(
        ejercicio=anio, programa__in={c.programa for c in pedidas}, economica__in={c.economica for c in pedidas}
    )
    halladas = {Clave(a.organica, a.programa, a.economica): a for a in filas}
    return {clave: halladas[clave] for clave in pedidas if clave in halladas}


def _por_hacer(anio: int, faltan: Mapping[int, Clave], problemas: list[Problema], *, crea: bool) -> dict[Clave, UUID]:
    """The bolsa of each application that has to be made."""
    if not faltan:
        exigir_presupuesto(anio)
        return {}
    puede, hechas = crea and exigir_presupuesto(anio).crea_aplicaciones, dict[Clave, UUID]()
    reglas = reglas_de(anio)
    bolsas = {
        b.clave: b.id
        for b in Bolsa.objects.filter(ejercicio=anio, clave__in=[bolsa_de(c, reglas) for c in faltan.values()])
    }
    clasificador = Clasificador.del_anio(anio)
    for n, clave in faltan.items():
        bolsa = bolsas.get(bolsa_de(clave, reglas))
        mensajes = clasificador.problemas_de(clave)
        if puede and bolsa is not None and not mensajes:
            hechas[clave] = bolsa
            continue
        no_esta = _("La aplicación %(clave)s no está en el presupuesto de %(anio)d.") % {"clave": clave, "anio": anio}
        problemas += [Problema(f"lineas.{n}", mensaje) for mensaje in [no_esta, *mensajes]]
    return hechas


def _hacer(lote: Lote, por_hacer: Mapping[Clave, UUID]) -> None:
    ya = _por_clave(lote.anio, por_hacer) if por_hacer else {}  # somebody may have made it before its bolsa was locked
    for clave, bolsa_id in sorted(por_hacer.items(), key=lambda uno: str(uno[0])):
        if clave in ya:
            lote.por_clave[clave] = ya[clave]
            continue
        aplicacion = nueva_aplicacion(lote.anio, clave, bolsa_id)
        aplicacion.save(force_insert=True)
        lote.por_clave[clave] = aplicacion
        lote.nuevas.append(aplicacion)


def _bloquear_resto(lote: Lote, origenes: Iterable[LineaOperacion], fondos: Collection[UUID]) -> None:
    """Funds, then the lines: those that are followed or corrected, and those that these follow."""
    leidas = list(origenes)
    lote.fondos = _bloqueadas(Fondo, {*fondos, *(linea.fondo_id for linea in leidas if linea.fondo_id)})
    ids = {i for linea in leidas for i in (linea.id, linea.origen_id, linea.aplica_id) if i is not None}
    if ids:
        filas = LineaOperacion.objects.select_for_update(of=("self",)).select_related("operacion", "no_presupuestario")
        lote.lineas = {linea.id: linea for linea in filas.filter(id__in=ids).order_by("id")}


def reglas_de(anio: int) -> list[Regla]:
    """The rules of vinculación of a year."""
    return [
        Regla(
            r.orden,
            r.organica,
            r.programa,
            r.economica,
            r.nivel_organico,
            r.nivel_programa,
            r.nivel_economica,
            r.en_si_misma,
        )
        for r in ReglaVinculacion.objects.filter(
            ejercicio=anio, prorrogada=F("ejercicio__presupuesto__prorrogado")
        ).order_by("orden")
    ]


def nueva_aplicacion(
    anio: int, clave: Clave, bolsa_id: UUID, *, denominacion: str = "", ampliable: bool = False
) -> Aplicacion:
    """An application that is not saved yet, with no credit."""
    return Aplicacion(
        id=uuid7(),
        ejercicio_id=anio,
        organica=clave.organica,
        programa=clave.programa,
        economica=clave.economica,
        denominacion=denominacion,
        bolsa_id=bolsa_id,
        ampliable=ampliable,
    )


def asegurar_concepto(anio: int, codigo: str, denominacion: str = "") -> tuple[ConceptoIngreso, bool]:
    """The concept of income of that code, and whether it was made now."""
    return ConceptoIngreso.objects.get_or_create(
        ejercicio_id=anio, economica=codigo, defaults={"id": uuid7(), "denominacion": denominacion}
    )


@dataclass(frozen=True)
class Clasificador:
    """The closed levels of the classifications of a year, read once: groups of programmes, articles (Orden EHA/3565/2008 arts. 4, 5 and 8), and the organic
    codes of the town, with those that are closed."""

    codigos: frozenset[tuple[str, str]]
    cerradas: frozenset[str] = frozenset()

    @classmethod
    def del_anio(cls, anio: int, *, en: date | None = None) -> Clasificador:
        """That of a year. `en`: the day on which its organic codes are closed or not; its last one, if it is not said."""
        codigos = frozenset(Clasificacion.objects.filter(ejercicio=anio).values_list("clase", "codigo"))
        return cls(codigos, cerradas_en(en or date(anio, 12, 31)))

    def tiene(self, clase: str, codigo: str) -> bool:
        """Whether a code is well written and its closed level is there. `clase`: programa, gasto or ingreso."""
        cerrado = codigo[:3] if clase == "programa" else codigo[:2]
        largo = clase == "programa" or len(codigo) == 3 or 5 <= len(codigo) <= vinculacion.LARGO_ECONOMICA
        return codigo.isdigit() and largo and (clase, cerrado) in self.codigos

    def problemas_de(self, clave: Clave) -> list[str]:
        """In words, what of an application is not in them."""
        problemas = []
        if not self.tiene("programa", clave.programa):
            problemas.append(_("El programa %(p)s no está en la clasificación por programas.") % {"p": clave.programa})
        if not self.tiene("gasto", clave.economica):
            problemas.append(_("La económica %(e)s no está en la clasificación de gastos.") % {"e": clave.economica})
        hay_organica = any(clase == "organica" for clase, _codigo in self.codigos)
        if clave.organica and hay_organica and ("organica", clave.organica) not in self.codigos:
            mensaje = _("La orgánica %(o)s no está en la clasificación del ayuntamiento.")
            problemas.append(mensaje % {"o": clave.organica})
        if clave.organica in self.cerradas:
            mensaje = _("La orgánica %(o)s está cerrada: no admite aplicaciones nuevas.")
            problemas.append(mensaje % {"o": clave.organica})
        return problemas
