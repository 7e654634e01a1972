"""A made-up archive of another program: as many cases as wanted, with their files, and the ways in which such archives come broken."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from consistorio.servicios.archivo.antiguos.tablas import CASOS, COLUMNAS, DOCUMENTOS
from consistorio.tramitacion.tests.factories import un_pdf

UNIDADES = ("LA0009986", "LA0009988")
QUE = ("Licencia de obra", "Vado permanente", "Terraza", "Queja por ruido", "Tala de árbol", "Rótulo")
CALLES = ("Calle de las Peñuelas", "Plaza Mayor", "Avenida del Río", "Travesía Ancha")
GENTE = (
    "12345678Z, Ana, García, López",
    "87654321X, Pedro, Ruiz, Sanz",
    "B99999997, Reformas del Arlanzón, S.L.",
    "-, Un vecino del 3.º B",
)


@dataclass
class Archivo:
    """The rows of both tables and the bytes of each file, to be broken before they are written."""

    casos: list[dict[str, str]] = field(default_factory=list)
    documentos: list[dict[str, str]] = field(default_factory=list)
    ficheros: dict[str, bytes] = field(default_factory=dict)

    def en(self, carpeta: Path, *, codificacion: str = "utf-8", separador: str = ";") -> Sequence[Path]:
        """Write it: the table of cases, that of documents, and the folder."""
        ficheros = carpeta / "ficheros"
        for ruta, datos in self.ficheros.items():
            (ficheros / ruta).parent.mkdir(parents=True, exist_ok=True)
            (ficheros / ruta).write_bytes(datos)
        ficheros.mkdir(exist_ok=True)
        tablas = []
        for nombre, filas in ((CASOS, self.casos), (DOCUMENTOS, self.documentos)):
            tabla = carpeta / f"{nombre}.csv"
            tabla.write_bytes(como_csv(nombre, filas, separador=separador).encode(codificacion))
            tablas.append(tabla)
        return [*tablas, ficheros]

    @property
    def octetos(self) -> int:
        """The bytes of its files."""
        return sum(map(len, self.ficheros.values()))


def como_csv(nombre: str, filas: Sequence[Mapping[str, str]], *, separador: str) -> str:
    """A table with every column that there may be."""
    salida = io.StringIO()
    escritor = csv.DictWriter(salida, [c for grupo in COLUMNAS[nombre] for c in grupo], delimiter=separador)
    escritor.writeheader()
    escritor.writerows(filas)
    return salida.getvalue()


def archivo(cuantos: int, *, semilla: int = 1) -> Archivo:
    """Cases of several years, each with a file to three, a party to two, and a street."""
    azar, hecho = random.Random(semilla), Archivo()
    for n in range(1, cuantos + 1):
        inicio = date(2009, 1, 1) + timedelta(days=azar.randrange(3_000))
        numero = f"{inicio.year}/OBR-{n:04d}"
        titulo = f"{azar.choice(QUE)} número {n}"
        hecho.casos.append(
            {
                "numero": numero,
                "titulo": titulo,
                "procedimiento": azar.choice(("OBRAMENOR", "Vados y reservas", "")),
                "unidad": azar.choice(UNIDADES),
                "fecha_inicio": inicio.strftime(azar.choice(("%Y-%m-%d", "%d/%m/%Y"))),
                "fecha_fin": (inicio + timedelta(days=90)).isoformat() if n % 3 else "",
                "estado": azar.choice(("Archivado", "En trámite", "")),
                "interesados": " | ".join(azar.sample(GENTE, azar.randint(1, 2))),
                "lugar": f"{azar.choice(CALLES)} {n}",
            }
        )
        for d in range(azar.randint(1, 3)):
            ruta = f"{inicio.year}/{n:04d}/doc {d}.pdf"
            hecho.ficheros[ruta] = un_pdf(f"escrito {numero} {d} adoquines")
            hecho.documentos.append(
                {
                    "numero": numero,
                    "fichero": ruta,
                    "titulo": f"Escrito {d}",
                    "fecha": inicio.isoformat(),
                    "tipo": azar.choice(("TD14", "Solicitud firmada", "")),
                    "sha256": hashlib.sha256(hecho.ficheros[ruta]).hexdigest() if d % 2 == 0 else "",
                }
            )
    return hecho


Rotura = Callable[[Archivo], object]
# Each breaks one row, of the case named: which column says so, and how
ROTURAS: Mapping[str, tuple[Rotura, str]] = {
    "a file that is not there": (lambda a: a.ficheros.pop(a.documentos[0]["fichero"]), "fichero"),
    "a file outside the folder": (lambda a: a.documentos[0].update(fichero="../casos.csv"), "fichero"),
    "an absolute path": (lambda a: a.documentos[0].update(fichero="/etc/hostname"), "fichero"),
    "an empty file": (lambda a: a.ficheros.update({a.documentos[0]["fichero"]: b""}), "fichero"),
    "a wrong hash": (lambda a: a.documentos[0].update(sha256="0" * 64), "sha256"),
    "a day that is not": (lambda a: a.casos[0].update(fecha_inicio="31/02/2011"), "fecha_inicio"),
    "a day to come": (lambda a: a.casos[0].update(fecha_inicio="2999-01-01"), "fecha_inicio"),
    "no day": (lambda a: a.casos[0].update(fecha_inicio=""), "fecha_inicio"),
    "an end before its beginning": (lambda a: a.casos[0].update(fecha_fin="1999-01-01"), "fecha_fin"),
    "no title": (lambda a: a.casos[0].update(titulo=" "), "titulo"),
    "a unit that is not": (lambda a: a.casos[0].update(unidad="LA0000000"), "unidad"),
    "a number that is no number": (lambda a: a.casos[0].update(numero="<script>"), "numero"),
    "a wrong NIF": (lambda a: a.casos[0].update(interesados="12345678A, Ana"), "interesados"),
    "a party without a name": (lambda a: a.casos[0].update(interesados="12345678Z"), "interesados"),
    "a party twice": (lambda a: a.casos[0].update(interesados="12345678Z, Ana | 12345678z, Ana"), "interesados"),
    "a natural person without a first name": (
        lambda a: a.casos[0].update(interesados="12345678Z, , García"),
        "interesados",
    ),
    "surnames for three": (
        lambda a: a.casos[0].update(interesados="12345678Z, Ana, García, López, Ruiz"),
        "interesados",
    ),
    "a surname that does not fit": (
        lambda a: a.casos[0].update(interesados=f"12345678Z, Ana, {'a' * 81}"),
        "interesados",
    ),
    "a company that does not fit": (lambda a: a.casos[0].update(interesados=f"B99999997, {'a' * 161}"), "interesados"),
    "a nobody that does not fit": (lambda a: a.casos[0].update(interesados=f"-, {'a' * 161}"), "interesados"),
    "a number twice": (lambda a: a.casos.append(dict(a.casos[0])), "numero"),
    "a document twice": (lambda a: a.documentos.append(dict(a.documentos[0])), "fichero"),
    "a document of nobody": (lambda a: a.documentos[0].update(numero="1999/NADA"), "numero"),
}
