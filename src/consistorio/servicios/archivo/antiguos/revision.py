"""Everything wrong with the rows of the old program, against each other, the folder and the town, before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.servicios.archivo.antiguos.personas import con_otro_nombre, leer_partes, nombres_de
from consistorio.servicios.archivo.antiguos.tablas import CASOS, DOCUMENTOS, Fila, ProblemaDeFila, Tabla
from consistorio.servicios.archivo.antiguos.tipos import TANDA, CasoLeido, DocumentoLeido
from consistorio.servicios.archivo.models import ExpedienteAntiguo
from consistorio.tramitacion.expedientes.models import Expediente

NUMERO = re.compile(r"[A-Z0-9ÁÉÍÓÚÜÑÇ][A-Z0-9ÁÉÍÓÚÜÑÇ/._ ()-]{0,29}")
_TROZO = 1024 * 1024
_FECHAS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
_LARGOS = {"titulo": 250, "procedimiento": 200, "estado": 60, "lugar": 200, "tipo": 60}
PRIMER_ANIO = 1800


@dato
class Revision:
    """The cases that may come in, those that are here already, and why the others may not.

    `casos`, `documentos`: rows that were read. `casos_rechazados`: rows of cases with some reason against them; `documentos_rechazados`: those of
    documents with one, and all those of a case that stays out. `sin_nombrar`: files of the folder that no row names, with their size. `avisos`: of
    rows that may come in, what should be looked at.
    """

    nuevos: tuple[CasoLeido, ...]
    ya_estaban: tuple[CasoLeido, ...]
    problemas: tuple[ProblemaDeFila, ...]
    casos: int
    documentos: int
    casos_rechazados: int
    documentos_rechazados: int
    sin_nombrar: tuple[tuple[str, int], ...] = ()
    avisos: tuple[ProblemaDeFila, ...] = ()

    def con_fallidos(self, problemas: Sequence[ProblemaDeFila]) -> Revision:
        """The same once some of the cases that might come in did not, each by a problem of its row."""
        lineas = {problema.fila for problema in problemas}
        fallidos = [caso for caso in self.nuevos if caso.linea in lineas]
        return replace(
            self,
            nuevos=tuple(caso for caso in self.nuevos if caso.linea not in lineas),
            problemas=_en_orden([*self.problemas, *problemas]),
            casos_rechazados=self.casos_rechazados + len(fallidos),
            documentos_rechazados=self.documentos_rechazados + sum(len(caso.documentos) for caso in fallidos),
            avisos=tuple(aviso for aviso in self.avisos if aviso.fila not in lineas),
        )


def revisar(
    casos: Tabla, documentos: Tabla, carpeta: Path, *, hoy: date, con_nombres_distintos: bool = False
) -> Revision:
    """Read no more than the tables and the files that they name, each once. `con_nombres_distintos`: a party whose number is of somebody with another
    name does not keep its case out."""
    problemas = [*casos.problemas, *documentos.problemas]
    unidades = {unidad.dir3 for unidad in unidades_vigentes(en=hoy)}
    raiz = carpeta.resolve()
    por_numero, leidos = _documentos(documentos.filas, raiz, hoy, problemas)
    repetidos = Counter(_numero(fila) for fila in casos.filas)
    buenos: list[CasoLeido] = []
    con_tacha = {(p.tabla, p.fila) for p in problemas}
    for fila in casos.filas:
        antes = len(problemas)
        suyos = por_numero.get(_numero(fila), [])
        if repetidos[_numero(fila)] > 1:
            problemas.append(ProblemaDeFila(CASOS, fila.linea, "numero", _("Este número está en más de una fila.")))
        caso = _caso(fila, [d for _f, d in suyos if d is not None], unidades, hoy, problemas)
        if any(d is None or (DOCUMENTOS, f.linea) in con_tacha for f, d in suyos):
            mensaje = _("Alguno de sus documentos no puede entrar, y un expediente entra entero.")
            problemas.append(ProblemaDeFila(CASOS, fila.linea, "", mensaje))
        if caso is not None and len(problemas) == antes and (CASOS, fila.linea) not in con_tacha:
            buenos.append(caso)
    conocidos = {_numero(fila) for fila in casos.filas}
    problemas += [
        ProblemaDeFila(DOCUMENTOS, fila.linea, "numero", _("No hay ningún expediente con este número en la tabla."))
        for numero, suyos in por_numero.items()
        if numero not in conocidos
        for fila, _documento in suyos
    ]
    nuevos, ya_estaban = _contra_el_pueblo(buenos, problemas)
    nuevos, avisos = _contra_las_personas(nuevos, problemas, admitir=con_nombres_distintos)
    con_razones = {(p.tabla, p.fila) for p in problemas}
    malas = [fila for fila in casos.filas if (CASOS, fila.linea) in con_razones]
    fuera = {_numero(fila) for fila in malas}
    return Revision(
        tuple(nuevos),
        tuple(ya_estaban),
        _en_orden(problemas),
        len(casos.filas),
        len(documentos.filas),
        len(malas),
        sum(
            (DOCUMENTOS, fila.linea) in con_razones or numero in fuera
            for numero, suyos in por_numero.items()
            for fila, _documento in suyos
        ),
        tuple(_sin_nombrar(raiz, leidos)),
        _en_orden([*avisos, *_sin_terminar(nuevos)]),
    )


def _en_orden(problemas: Sequence[ProblemaDeFila]) -> tuple[ProblemaDeFila, ...]:
    return tuple(sorted(problemas, key=lambda p: (p.tabla, p.fila, p.campo)))


def huella_de(caso: CasoLeido) -> str:
    """SHA-256 of what makes a case the same the next time."""
    return hashlib.sha256(caso.como_dato()).hexdigest()


def _contra_el_pueblo(
    buenos: Sequence[CasoLeido], problemas: list[ProblemaDeFila]
) -> tuple[list[CasoLeido], list[CasoLeido]]:
    importados, ajenos = dict[str, str](), set[str]()
    for i in range(0, len(buenos), TANDA):
        numeros = [caso.numero for caso in buenos[i : i + TANDA]]
        importados |= ExpedienteAntiguo.objects.filter(numero__in=numeros).values_list("numero", "huella")
        ajenos |= set(Expediente.objects.filter(numero__in=numeros).values_list("numero", flat=True))
    ajenos -= importados.keys()
    nuevos, ya_estaban = [], []
    for caso in buenos:
        if caso.numero in ajenos:
            mensaje = _("Ya hay aquí otro expediente con este número.")
        elif caso.numero not in importados:
            nuevos.append(caso)
            continue
        elif importados[caso.numero] == huella_de(caso):
            ya_estaban.append(caso)
            continue
        else:
            mensaje = _("Ya se importó, con otros datos o con otros documentos. Lo importado no se cambia.")
        problemas.append(ProblemaDeFila(CASOS, caso.linea, "numero", mensaje))
    return nuevos, ya_estaban


def _contra_las_personas(
    nuevos: Sequence[CasoLeido], problemas: list[ProblemaDeFila], *, admitir: bool
) -> tuple[list[CasoLeido], list[ProblemaDeFila]]:
    """Those whose parties are whom their numbers name, here or in the first row that has each number; with `admitir` all, and what to look at."""
    nombres, avisos, entran = nombres_de(nuevos), list[ProblemaDeFila](), list[CasoLeido]()
    for caso in nuevos:
        otros = con_otro_nombre(caso, nombres)
        dichos = avisos if admitir else problemas
        dichos += [ProblemaDeFila(CASOS, caso.linea, "interesados", _otro_nombre(n, admitir=admitir)) for n in otros]
        if admitir or not otros:
            entran.append(caso)
            nombres = {parte.nif: parte.nombre_completo for parte in caso.partes if parte.nif} | nombres
    return entran, avisos


def _sin_terminar(nuevos: Sequence[CasoLeido]) -> list[ProblemaDeFila]:
    mensaje = _(
        "No dice cuándo terminó: entra cerrado, y aquí no se tramita. Si hay que resolverlo, ábralo de nuevo y relaciónelo con este."
    )
    return [ProblemaDeFila(CASOS, caso.linea, "fecha_fin", mensaje) for caso in nuevos if caso.fin is None]


def _otro_nombre(n: int, *, admitir: bool) -> str:
    if admitir:
        return _("El NIF de la persona %(n)d es de alguien con otro nombre. Se guarda también el escrito.") % {"n": n}
    return _(
        "El NIF de la persona %(n)d es de alguien con otro nombre. Corrija lo que esté mal. Si es la misma persona, "
        "repita con --con-nombres-distintos."
    ) % {"n": n}


def _numero(fila: Fila) -> str:
    return " ".join(fila.de("numero").upper().split())


def _caso(
    fila: Fila, documentos: Sequence[DocumentoLeido], unidades: set[str], hoy: date, problemas: list[ProblemaDeFila]
) -> CasoLeido | None:
    def mal(campo: str, mensaje: str) -> None:
        problemas.append(ProblemaDeFila(CASOS, fila.linea, campo, mensaje))

    numero = _numero(fila)
    if not NUMERO.fullmatch(numero):
        mal("numero", _("Escriba el número, de 30 letras, cifras o signos como mucho."))
    if not fila.de("titulo"):
        mal("titulo", _("Escriba el título."))
    if fila.de("unidad").upper() not in unidades:
        mal("unidad", _("No hay ninguna unidad en vigor con este código DIR3."))
    for campo in ("titulo", "procedimiento", "estado", "lugar"):
        if len(fila.de(campo)) > _LARGOS[campo]:
            mal(campo, _("Es demasiado largo: caben %(n)d caracteres.") % {"n": _LARGOS[campo]})
    inicio, fin = (_fecha(CASOS, fila, campo, hoy, problemas) for campo in ("fecha_inicio", "fecha_fin"))
    if inicio is None and not fila.de("fecha_inicio"):
        mal("fecha_inicio", _("Escriba la fecha."))
    if inicio is not None and fin is not None and fin < inicio:
        mal("fecha_fin", _("Termina antes de empezar."))
    partes = leer_partes(fila.de("interesados"), lambda mensaje: mal("interesados", mensaje))
    if inicio is None:
        return None
    return CasoLeido(
        fila.linea,
        numero,
        fila.de("titulo"),
        fila.de("procedimiento"),
        fila.de("unidad").upper(),
        inicio,
        fin,
        fila.de("estado"),
        fila.de("lugar"),
        partes,
        tuple(documentos),
    )


def _fecha(tabla: str, fila: Fila, campo: str, hoy: date, problemas: list[ProblemaDeFila]) -> date | None:
    escrita = fila.de(campo)
    if not escrita:
        return None
    for forma in _FECHAS:
        try:
            leida = datetime.strptime(escrita, forma).date()  # noqa: DTZ007  # a day, without a time
        except ValueError:
            continue
        if leida.year >= PRIMER_ANIO and leida <= hoy:
            return leida
        problemas.append(ProblemaDeFila(tabla, fila.linea, campo, _("La fecha no puede ser: es futura o muy antigua.")))
        return None
    mensaje = _("La fecha no existe o no se entiende. Escríbala como 2014-03-12 o 12/03/2014.")
    problemas.append(ProblemaDeFila(tabla, fila.linea, campo, mensaje))
    return None


def _documentos(
    filas: Sequence[Fila], raiz: Path, hoy: date, problemas: list[ProblemaDeFila]
) -> tuple[dict[str, list[tuple[Fila, DocumentoLeido | None]]], set[Path]]:
    """Those of each case, None for those that may not come in; and the files that were named."""
    por_numero: dict[str, list[tuple[Fila, DocumentoLeido | None]]] = {}
    nombrados: Mapping[tuple[str, str], int] = Counter((_numero(f), f.de("fichero")) for f in filas)
    leidos: set[Path] = set()
    for fila in filas:
        antes = len(problemas)
        if nombrados[_numero(fila), fila.de("fichero")] > 1:
            mensaje = _("El mismo fichero está dos veces en el expediente.")
            problemas.append(ProblemaDeFila(DOCUMENTOS, fila.linea, "fichero", mensaje))
        documento = _documento(fila, raiz, hoy, problemas, leidos)
        bueno = documento if len(problemas) == antes else None
        por_numero.setdefault(_numero(fila), []).append((fila, bueno))
    return por_numero, leidos


def _documento(
    fila: Fila, raiz: Path, hoy: date, problemas: list[ProblemaDeFila], leidos: set[Path]
) -> DocumentoLeido | None:
    def mal(campo: str, mensaje: str) -> None:
        problemas.append(ProblemaDeFila(DOCUMENTOS, fila.linea, campo, mensaje))

    ruta = fila.de("fichero").replace("\\", "/")
    fecha = _fecha(DOCUMENTOS, fila, "fecha", hoy, problemas)
    titulo = fila.de("titulo") or Path(ruta).stem
    for campo, dicho in (("titulo", titulo), ("tipo", fila.de("tipo"))):
        if len(dicho) > _LARGOS[campo]:
            mal(campo, _("Es demasiado largo: caben %(n)d caracteres.") % {"n": _LARGOS[campo]})
    fichero = _en_la_carpeta(ruta, raiz)
    if fichero is None:
        mal("fichero", _("No está en la carpeta."))
        return None
    leidos.add(fichero)
    sha256, tamano = _huella(fichero)
    if tamano == 0:
        mal("fichero", _("Está vacío."))
    dicha = fila.de("sha256").lower()
    if dicha and dicha != sha256:
        mal("sha256", _("El fichero no tiene esa huella: no es el que era."))
    return DocumentoLeido(fila.linea, ruta, fichero, titulo, fecha, fila.de("tipo"), sha256, tamano)


def _en_la_carpeta(ruta: str, raiz: Path) -> Path | None:
    """A file that is inside the folder, and nowhere else: no link leads out of it."""
    if not ruta or "\x00" in ruta:
        return None
    try:
        fichero = (raiz / ruta).resolve()
        return fichero if fichero.is_relative_to(raiz) and fichero.is_file() else None
    except OSError:
        return None


def _huella(fichero: Path) -> tuple[str, int]:
    suma, tamano = hashlib.sha256(), 0
    with fichero.open("rb") as flujo:
        while trozo := flujo.read(_TROZO):
            suma.update(trozo)
            tamano += len(trozo)
    return suma.hexdigest(), tamano


def _sin_nombrar(raiz: Path, leidos: set[Path]) -> list[tuple[str, int]]:
    ficheros = (fichero for fichero in sorted(raiz.rglob("*")) if fichero.is_file())
    return [(str(f.relative_to(raiz)), f.stat().st_size) for f in ficheros if f.resolve() not in leidos]
