"""What came in, counted again in the town and in the store: every row and every byte has to be somewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.servicios.archivo.antiguos.revision import Revision
from consistorio.servicios.archivo.antiguos.tablas import ProblemaDeFila
from consistorio.servicios.archivo.antiguos.tipos import TANDA, CasoLeido
from consistorio.servicios.archivo.models import DocumentoAntiguo, ExpedienteAntiguo
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente

_TROZO = 1024 * 1024


@dato
class Cuenta:
    """Rows of a table: those read, and what became of each."""

    leidos: int
    importados: int
    ya_estaban: int
    rechazados: int

    @property
    def cuadra(self) -> bool:
        """Whether no row is missing or left over."""
        return self.leidos == self.importados + self.ya_estaban + self.rechazados


@dato
class Ficheros:
    """So many files, with so many bytes."""

    cuantos: int
    octetos: int


@dato
class Cuadre:
    """The reconciliation. `nombrados`: the files of the cases that are in; `guardados`: what the store has of them, read again; `descuadres`: what
    does not agree, one by one; `avisos`: of rows that come in, what should be looked at. In a dry run nothing was written: `guardados` is what was
    there already."""

    ensayo: bool
    casos: Cuenta
    documentos: Cuenta
    nombrados: Ficheros
    guardados: Ficheros
    descuadres: tuple[str, ...]
    problemas: tuple[ProblemaDeFila, ...]
    sin_nombrar: tuple[tuple[str, int], ...]
    avisos: tuple[ProblemaDeFila, ...] = ()

    @property
    def cuadra(self) -> bool:
        """Whether all agrees, with nothing else."""
        ficheros = self.ensayo or self.nombrados == self.guardados
        return self.casos.cuadra and self.documentos.cuadra and ficheros and not self.descuadres

    @property
    def completo(self) -> bool:
        """Whether all came in: no row was refused and no file was left unnamed."""
        return not self.problemas and not self.sin_nombrar


def cuadrar(revision: Revision, importados: Sequence[CasoLeido], *, ensayo: bool) -> Cuadre:
    """Count. Reads again every byte that the store keeps of the cases that are in."""
    dentro = [*importados, *revision.ya_estaban] if not ensayo else list(revision.ya_estaban)
    nombrados = [d for caso in [*importados, *revision.ya_estaban] for d in caso.documentos]
    guardados, descuadres = Ficheros(0, 0), list[str]()
    for i in range(0, len(dentro), TANDA):
        hallados, malos = _guardados(dentro[i : i + TANDA])
        guardados = Ficheros(guardados.cuantos + hallados.cuantos, guardados.octetos + hallados.octetos)
        descuadres += malos
    return Cuadre(
        ensayo,
        Cuenta(revision.casos, len(importados), len(revision.ya_estaban), revision.casos_rechazados),
        Cuenta(
            revision.documentos,
            sum(len(caso.documentos) for caso in importados),
            sum(len(caso.documentos) for caso in revision.ya_estaban),
            revision.documentos_rechazados,
        ),
        Ficheros(len(nombrados), sum(d.tamano for d in nombrados)),
        guardados,
        tuple(descuadres),
        revision.problemas,
        revision.sin_nombrar,
        revision.avisos,
    )


def _guardados(casos: Sequence[CasoLeido]) -> tuple[Ficheros, list[str]]:
    """What the town and the store have of some cases, and what of it is not what was read."""
    filas = DocumentoAntiguo.objects.select_related("antiguo", "documento").filter(
        antiguo__numero__in=[caso.numero for caso in casos]
    )
    hay = {(fila.antiguo.numero, fila.ruta): fila for fila in filas}
    malos = []
    cuantos = octetos = 0
    for caso in casos:
        for leido in caso.documentos:
            fila = hay.pop((caso.numero, leido.ruta), None)
            sha256, tamano = _de_la_casa(fila.documento.huella) if fila is not None else ("", 0)
            cuantos, octetos = cuantos + (fila is not None), octetos + tamano
            if (sha256, tamano) != (leido.sha256, leido.tamano):
                malos.append(_("%(n)s, %(f)s: lo guardado no es lo leído.") % {"n": caso.numero, "f": leido.ruta})
    malos += [_("%(n)s, %(f)s: está de más.") % {"n": numero, "f": ruta} for numero, ruta in hay]
    return Ficheros(cuantos, octetos), [*malos, *_de_mas(casos)]


def _de_mas(casos: Sequence[CasoLeido]) -> list[str]:
    """Cases that are not as they came: not closed, not there, or with documents that nobody read."""
    numeros = {caso.numero: len(caso.documentos) for caso in casos}
    hay = dict(Expediente.objects.filter(numero__in=numeros).values_list("numero", "estado"))
    antiguos = set(ExpedienteAntiguo.objects.filter(numero__in=numeros).values_list("numero", flat=True))
    puestos = DocumentoExpediente.objects.filter(expediente__numero__in=numeros, origen="importacion")
    cuantos = dict.fromkeys(numeros, 0)
    for numero in puestos.values_list("expediente__numero", flat=True):
        cuantos[numero] += 1
    return [
        _("%(n)s: el expediente no está como vino.") % {"n": numero}
        for numero, esperados in numeros.items()
        if hay.get(numero) in (None, Expediente.Estado.ABIERTO)
        or numero not in antiguos
        or cuantos[numero] != esperados
    ]


def _de_la_casa(sha256: str) -> tuple[str, int]:
    """What the store has under that hash; nothing when it is gone."""
    suma, tamano = hashlib.sha256(), 0
    try:
        with almacen.abrir(sha256, aunque_en_cuarentena=True) as flujo:
            while trozo := flujo.read(_TROZO):
                suma.update(trozo)
                tamano += len(trozo)
    except NoEncontrado:
        return "", 0
    return suma.hexdigest(), tamano
