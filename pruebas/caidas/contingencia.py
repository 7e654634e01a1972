"""Contingency mode from end to end, with the real commands and pages: numbers reserved, the town down, a restored copy to look at, and what
was filed on paper meanwhile entered with its number and its date.

    PYTHONPATH=src .venv/bin/python -m pruebas.caidas.contingencia
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psycopg

from consistorio.cli.entorno import preparar_django
from consistorio.cli.procesos import libre
from consistorio.plataforma.base.rutas import RAIZ
from pruebas.caidas import gemelo
from pruebas.caidas.pueblo import Pueblo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consistorio.cli.recorrido.personas import Empleado

MADRID = ZoneInfo("Europe/Madrid")
RESERVAS = "/escritorio/registro/reservas/"
LISTA = "/escritorio/registro/"
NO_SE_PUDO = 3
NUMEROS = (
    "SELECT numero, asunto, registrado_el, presentado_el FROM registro_asiento WHERE libro_id = 'E' ORDER BY numero"
)
RESERVADOS = "SELECT primero, ultimo, reservado_el FROM registro_reservanumeros"


def main() -> int:
    """Play it; 0 if nothing was found false."""
    carpeta = Path(tempfile.mkdtemp(prefix="contingencia-"))
    pueblo = Pueblo(carpeta)
    try:
        pueblo.usar()
        fallos = jugar(pueblo)
    finally:
        pueblo.cerrar()
        shutil.rmtree(carpeta, ignore_errors=True)
    print("\n".join(fallos) or "contingency: nothing false", flush=True)
    return 1 if fallos else 0


def jugar(pueblo: Pueblo) -> list[str]:
    """What is false, if anything."""
    fallos: list[str] = []
    oficina = empleada(pueblo.var, dict(pueblo.entorno))
    registrar(oficina, "Antes de la caída")
    oficina.navegador.enviar(
        oficina.navegador.ir(RESERVAS), {"libro": "E", "cuantos": "3", "motivo": "Corte de luz"}, boton="Reservar"
    )
    print("reserved; the town goes down", flush=True)
    with gemelo.restaurada(pueblo) as (otra, entorno):
        pueblo.supervisor.parar()
        with servida(otra, entorno) as sede:
            fallos += consultar(otra, {**entorno, "CONSISTORIO_SEDE_URL": sede})
    print("looked at; the town comes back", flush=True)
    pueblo.supervisor.arrancar_todos()
    with psycopg.connect(pueblo.url) as sesion:
        primero, ultimo, reservado = sesion.execute(RESERVADOS).fetchone() or (0, 0, datetime.now(UTC))
    en_papel = (datetime.now(MADRID) - timedelta(minutes=1)).replace(second=0, microsecond=0)
    oficina = empleada(pueblo.var, dict(pueblo.entorno))
    registrar(oficina, "En papel", cuando=en_papel, numero=f"{reservado.astimezone(MADRID).year}-E-{primero:08d}")
    registrar(oficina, "Después de la caída")
    pueblo.orden("consistorio.cli", "verificar")
    with psycopg.connect(pueblo.url) as sesion:
        filas = {str(asunto): (n, reg, pres) for n, asunto, reg, pres in sesion.execute(NUMEROS)}
    numero, registrado, presentado = filas["En papel"]
    if (numero, registrado, presentado) != (primero, reservado, en_papel):
        fallos.append(f"on paper {en_papel}, number {primero}: {numero}, registered {registrado}, filed {presentado}")
    if (filas["Antes de la caída"][0], filas["Después de la caída"][0]) != (primero - 1, ultimo + 1):
        fallos.append(f"a gap that no reservation explains: {filas}")
    return fallos


def consultar(var: Path, entorno: dict[str, str]) -> list[str]:
    """What the office sees and is refused in the copy."""
    fallos = []
    n = (quien := empleada(var, entorno)).navegador
    lista = n.ir(LISTA)
    for frase in ("Antes de la caída", "copia para consultar"):
        if frase not in lista.arbol.text_content():
            fallos.append(f"the copy does not say «{frase}»")
    hallado = n.enviar(lista, {"texto": "caída"}, accion=LISTA)
    if "Antes de la caída" not in hallado.arbol.text_content():
        fallos.append("the copy does not find it")
    reserva = {"libro": "E", "cuantos": "3", "motivo": "Otra"}
    negada = n.enviar(n.ir(RESERVAS), reserva, boton="Reservar", espera=(503,))
    if "copia que solo sirve para consultar" not in negada.arbol.text_content():
        fallos.append(f"{quien.usuario} is not told that it is a copy")
    trabajador = gemelo.mandar({**entorno, "CONSISTORIO_CONSULTA": "1"}, "trabajador")
    if trabajador.returncode != NO_SE_PUDO:
        fallos.append(f"a worker of a copy ended with {trabajador.returncode}")
    return fallos


def empleada(var: Path, entorno: dict[str, str]) -> Empleado:
    """Somebody of the registry office, logged in there."""
    from consistorio.cli import siembra
    from consistorio.cli.recorrido.escenario import Pueblo as Escena
    from consistorio.cli.recorrido.historias.mostrador import OFICINA
    from consistorio.cli.recorrido.personas import Empleado

    quien = Empleado(Escena(var, entorno, siembra.leer(var / "demo" / "sembrado.json")), OFICINA)
    quien.entrar()
    return quien


def registrar(quien: Empleado, asunto: str, *, cuando: datetime | None = None, numero: str = "") -> None:
    """An entry of the counter; of paper, with its number and when it was handed over."""
    from consistorio.cli.recorrido.historias.mostrador import DOMICILIO, VECINO

    datos = {**VECINO, **DOMICILIO, "unidad": "Licencias", "asunto": asunto}
    if cuando is not None:
        datos |= {
            f"presentado.{p}": str(v)
            for p, v in zip(("dia", "mes", "anio"), (cuando.day, cuando.month, cuando.year), strict=True)
        }
        datos |= {"presentado_hora": f"{cuando:%H:%M}", "numero_reservado": numero}
    quien.registrar(datos, [])


@contextmanager
def servida(var: Path, entorno: dict[str, str]) -> Iterator[str]:
    """The copy's pages; their address."""
    puerto = next(p for p in range(42_000, 43_000) if libre(p))
    sede = f"http://localhost:{puerto}"
    orden = [sys.executable, "-m", "consistorio.cli", "servir", "--consulta", "--puerto", str(puerto)]
    with (var / "consulta.log").open("ab") as bitacora:
        proceso = subprocess.Popen(
            orden, env={**entorno, "CONSISTORIO_SEDE_URL": sede}, cwd=RAIZ, stdout=bitacora, stderr=subprocess.STDOUT
        )
    try:
        limite = time.monotonic() + 300
        while libre(puerto) and time.monotonic() < limite and proceso.poll() is None:
            time.sleep(0.2)
        yield sede
    finally:
        proceso.terminate()
        proceso.wait(60)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consistorio.conf.demo")
    preparar_django(base=False)
    sys.exit(main())
