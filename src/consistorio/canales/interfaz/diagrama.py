"""The tasks of a procedure drawn: one band for each phase, one box for each task, one line for each wait. Pure: numbers out of a list.

Tasks that may be done at the same time stand side by side. A line that goes past a row runs through a place of its own in it, so that
no line crosses a box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.fases import nombre_de_fase
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.en_palabras import FaseDicha, PasoDicho
from consistorio.tramitacion.catalogo.tareas import previas
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea

ANCHO_CAJA, ANCHO_PASO, ANCHO_FASE = 232, 20, 116
ENTRE, CALLE, MARGEN = 20, 44, 12
ALTO_LINEA, RELLENO, LETRAS = 18, 10, 26


@dato
class Linea:
    """A line of text in a box. `fuerte`: it is its name."""

    texto: str
    x: int
    y: int
    fuerte: bool


@dato
class Caja:
    """A task. `preceptiva`: drawn with a thicker edge; `marca`: as its step has it."""

    codigo: str
    x: int
    y: int
    ancho: int
    alto: int
    preceptiva: bool
    paralela: bool
    marca: str
    lineas: Sequence[Linea]


@dato
class Banda:
    """A phase, across the whole drawing."""

    nombre: str
    y: int
    alto: int

    @property
    def renglon(self) -> int:
        """Where its name is written."""
        return self.y + MARGEN + ALTO_LINEA


@dato
class Flecha:
    """From a task to one that waits for it: the points through which it runs."""

    de: str
    a: str
    puntos: Sequence[tuple[int, int]]

    @property
    def camino(self) -> str:
        """As SVG writes it."""
        return " ".join(f"{x},{y}" for x, y in self.puntos)

    @property
    def punta(self) -> str:
        """Its head."""
        x, y = self.puntos[-1]
        return f"{x},{y} {x - 5},{y - 9} {x + 5},{y - 9}"


@dato
class Diagrama:
    """A whole drawing, in units of one to a pixel."""

    ancho: int
    alto: int
    bandas: Sequence[Banda]
    cajas: Sequence[Caja]
    flechas: Sequence[Flecha]

    @property
    def descripcion(self) -> str:
        """What is in it, for who does not see it; the list beside it says the rest."""
        return _("%(t)d tareas en %(f)d fases. La lista que acompaña al dibujo dice lo mismo.") % {
            "t": len(self.cajas),
            "f": len(self.bandas),
        }


@dato
class _Sitio:
    """A place in a row: of a task, or of a line that goes past it (`caja` False)."""

    codigo: str
    caja: bool
    x: int = 0


def dibujar(fases: Sequence[FaseDicha], tareas: Sequence[DefinicionTarea]) -> Diagrama:
    """The drawing of these phases. `tareas`: the same tasks, with what each waits for."""
    esperas = _esperas(tareas)
    filas, de_fila = _filas(fases, esperas)
    fila_de = {codigo: n for n, fila in enumerate(filas) for codigo in fila}
    lineas = [(de, a) for a, antes in esperas.items() for de in antes if fila_de.get(de, 0) < fila_de.get(a, -1)]
    colocadas = _colocar(filas, lineas, fila_de)
    ancho = ANCHO_FASE + max((_largo(fila) for fila in colocadas), default=0) + 2 * MARGEN
    pasos = {paso.codigo: paso for fase in fases for paso in fase.pasos}
    dentro = ancho - ANCHO_FASE
    colocadas = [_centrar(fila, dentro) for fila in colocadas]
    textos = {codigo: _texto(paso) for codigo, paso in pasos.items()}
    altos = [2 * RELLENO + ALTO_LINEA * max((len(textos[c]) for c in fila), default=1) for fila in filas]
    techos = [CALLE // 2 + sum(altos[:n]) + CALLE * n for n in range(len(altos))]
    cajas = [
        _caja(pasos[sitio.codigo], textos[sitio.codigo], sitio.x, techos[n])
        for n, fila in enumerate(colocadas)
        for sitio in fila
        if sitio.caja
    ]
    alto = (techos[-1] + altos[-1] + CALLE // 2) if filas else 0
    bandas = []
    for n, fase in enumerate(fases):
        suyas = [i for i, cual in enumerate(de_fila) if cual == n]
        y = techos[suyas[0]] - CALLE // 2
        bandas.append(
            Banda(
                nombre_de_fase(fase.codigo) or _("Sin fase"), y, techos[suyas[-1]] + altos[suyas[-1]] + CALLE // 2 - y
            )
        )
    donde = [{(sitio.codigo, sitio.caja): _centro(sitio) for sitio in fila} for fila in colocadas]
    de_caja = {caja.codigo: caja for caja in cajas}
    flechas = [_flecha(de_caja[de], de_caja[a], fila_de, donde, techos, altos) for de, a in lineas]
    return Diagrama(ancho, alto, bandas, cajas, flechas)


def _esperas(tareas: Sequence[DefinicionTarea]) -> dict[str, list[str]]:
    """What each task waits for, without what those already wait for."""
    todas = tuple(tareas)
    directas = {tarea.codigo: previas(todas, tarea) & {t.codigo for t in todas} for tarea in todas}
    lejanas = {codigo: _alcanza(codigo, directas) for codigo in directas}
    orden = [tarea.codigo for tarea in todas]
    return {
        codigo: [
            previa
            for previa in orden
            if previa in suyas and not any(previa in lejanas[otra] for otra in suyas if otra != previa)
        ]
        for codigo, suyas in directas.items()
    }


def _alcanza(codigo: str, directas: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Everything that is over before that task starts."""
    vistas: set[str] = set()
    faltan = set(directas[codigo])
    while faltan:
        otra = faltan.pop()
        if otra not in vistas:
            vistas.add(otra)
            faltan |= directas[otra]
    return frozenset(vistas)


def _filas(fases: Sequence[FaseDicha], esperas: Mapping[str, Sequence[str]]) -> tuple[list[list[str]], list[int]]:
    """The codes of each row, and the phase of each row: inside a phase, what waits for another stands below it."""
    filas: list[list[str]] = []
    de_fila: list[int] = []
    for n, fase in enumerate(fases):
        faltan = list(dict.fromkeys(paso.codigo for paso in fase.pasos))
        while faltan:
            libres = [c for c in faltan if not set(esperas.get(c, ())) & (set(faltan) - {c})] or faltan
            filas.append(libres)
            de_fila.append(n)
            faltan = [c for c in faltan if c not in libres]
    return filas, de_fila


def _colocar(
    filas: Sequence[Sequence[str]], lineas: Sequence[tuple[str, str]], fila_de: Mapping[str, int]
) -> list[list[_Sitio]]:
    """The places of each row from left to right: boxes, and where the lines of each task that goes on below run past."""
    hasta: dict[str, int] = {}
    for de, a in lineas:
        hasta[de] = max(hasta.get(de, 0), fila_de[a])
    colocadas: list[list[_Sitio]] = []
    medios: dict[str, float] = {}
    for n, fila in enumerate(filas):
        pasan = [codigo for codigo, ultima in hasta.items() if fila_de[codigo] < n < ultima]
        sitios = [*(_Sitio(codigo, caja=True) for codigo in fila), *(_Sitio(codigo, caja=False) for codigo in pasan)]
        previos = {codigo: [medios[de] for de, a in lineas if a == codigo and de in medios] for codigo in fila}
        previos |= {codigo: [medios[codigo]] for codigo in pasan}
        sitios.sort(key=lambda s: sum(previos[s.codigo]) / len(previos[s.codigo]) if previos[s.codigo] else 0.0)
        x = 0
        puestos = []
        for sitio in sitios:
            puestos.append(replace(sitio, x=x))
            x += (ANCHO_CAJA if sitio.caja else ANCHO_PASO) + ENTRE
        mitad = (x - ENTRE) / 2
        medios |= {sitio.codigo: _centro(sitio) - mitad for sitio in puestos}
        colocadas.append(puestos)
    return colocadas


def _largo(fila: Sequence[_Sitio]) -> int:
    return max((s.x + (ANCHO_CAJA if s.caja else ANCHO_PASO) for s in fila), default=0)


def _centrar(fila: Sequence[_Sitio], dentro: int) -> list[_Sitio]:
    salto = ANCHO_FASE + (dentro - _largo(fila)) // 2
    return [replace(sitio, x=sitio.x + salto) for sitio in fila]


def _centro(sitio: _Sitio) -> int:
    return sitio.x + (ANCHO_CAJA if sitio.caja else ANCHO_PASO) // 2


def _caja(paso: PasoDicho, texto: Sequence[tuple[str, bool]], x: int, y: int) -> Caja:
    lineas = [
        Linea(renglon, x + RELLENO, y + RELLENO + ALTO_LINEA * (n + 1) - 5, fuerte)
        for n, (renglon, fuerte) in enumerate(texto)
    ]
    alto = 2 * RELLENO + ALTO_LINEA * len(texto)
    return Caja(paso.codigo, x, y, ANCHO_CAJA, alto, paso.preceptiva, paso.paralela, paso.marca, lineas)


def _texto(paso: PasoDicho) -> list[tuple[str, bool]]:
    """What is read in the box, line by line."""
    marca = {"nueva": _("Nueva"), "cambiada": _("Cambia")}.get(paso.marca, "")
    dichos = [
        (marca, False),
        (paso.nombre, True),
        (_("Preceptiva") if paso.preceptiva else "", False),
        (_("La hace: %(q)s.") % {"q": paso.quien} if paso.quien else "", False),
        (_("Plazo interno: %(p)s.") % {"p": paso.plazo} if paso.plazo else "", False),
        (f"{paso.tamano}." if paso.tamano else "", False),
        (_("Solo si %(c)s.") % {"c": paso.cuando} if paso.cuando else "", False),
        (_("Nadie espera a que acabe.") if paso.paralela else "", False),
    ]
    return [(renglon, fuerte) for texto, fuerte in dichos for renglon in _partir(texto, LETRAS - 2 * fuerte)]


def _partir(texto: str, letras: int) -> list[str]:
    """A text in lines of that many letters at most; a word that does not fit is cut."""
    renglones: list[str] = []
    for palabra in texto.split():
        trozos = [palabra[n : n + letras] for n in range(0, len(palabra), letras)]
        if renglones and len(renglones[-1]) + 1 + len(trozos[0]) <= letras:
            renglones[-1] += f" {trozos[0]}"
        else:
            renglones.append(trozos[0])
        renglones += trozos[1:]
    return renglones


def _flecha(
    de: Caja,
    a: Caja,
    fila_de: Mapping[str, int],
    donde: Sequence[Mapping[tuple[str, bool], int]],
    techos: Sequence[int],
    altos: Sequence[int],
) -> Flecha:
    """Down from a box, past the rows between, to the top of the other. It only turns where there are no boxes."""
    primera, ultima = fila_de[de.codigo], fila_de[a.codigo]
    x = de.x + de.ancho // 2
    puntos = [(x, de.y + de.alto), (x, techos[primera] + altos[primera])]
    for fila in range(primera + 1, ultima):
        x = donde[fila][(de.codigo, False)]
        puntos += [(x, techos[fila]), (x, techos[fila] + altos[fila])]
    puntos.append((a.x + a.ancho // 2, a.y))
    return Flecha(de.codigo, a.codigo, puntos)
