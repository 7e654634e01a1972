"""Milliseconds that a search of words takes for whoever sees everything, without and with the indexes of trigrams.

    PYTHONPATH=src .venv/bin/python benchmarks/busqueda.py [--filas 100000] [--repeticiones 7]

A throwaway town of the test cluster with that many persons, cases (one party each) and documents. Each search is the whole query of the desk
that its page makes. Prints the median of the repetitions, how long each index takes to be made, and the machine with its load.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consistorio.conf.test")

NOMBRES = "María,José,Ana,Íñigo,Carmen,Óscar,Lucía,Ramón,Begoña,Joaquín,Elena,Andrés,Pilar,Tomás,Rocío,Víctor"
APELLIDOS = (
    "García,Núñez,Peña,Ibáñez,Muñoz,López,Gutiérrez,Sáez,Ordóñez,Castaño,Ruiz,Bermúdez,Quiñones,Vázquez,Arranz,Cuesta,"
    "Zorrilla,Ábalos,Olmo,Hernández,Yáñez,Fraile,Galán,Izquierdo,Jiménez,Lafuente,Marín,Nieto,Otero,Palacios,Quesada,Román"
)
OBRAS = "Reforma de baño,Reforma de cocina,Terraza,Vado,Tala de árbol,Cambio de ventanas,Rótulo,Andamio,Poda,Acometida"
CALLES = "Mayor,Nueva,del Río,de la Estación,Fernán González,San Agustín,Peñas Albas,del Olmo,Ancha,de la Ronda"
# What is typed: found in few rows, in many, in none, and one word that no index serves
BUSQUEDAS = ("ibanez ordonez inigo", "reforma cocina", "yañez", "inexistente", "ri")
INDICES = {
    "persona_nombre_trgm": "identidad_persona",
    "expediente_titulo_trgm": "expedientes_expediente",
    "expediente_numero_trgm": "expedientes_expediente",
    "documento_titulo_trgm": "documentos_documento",
}
# The n-th of a list of words, spread so that no two lists go together
UNA = "(string_to_array('{lista}', ','))[1 + abs(hashint4(n * {paso})) % {cuantas}]"


def una(lista: str, paso: int) -> str:
    """SQL of one of the words, by the number of the row."""
    return UNA.format(lista=lista, paso=paso, cuantas=lista.count(",") + 1)


def sembrar(filas: int) -> None:
    """Copies of one person, case, party, document and place in the case, with other names and titles."""
    from django.db import connection, transaction

    from consistorio.documental.documentos.operaciones import crear_desde_plantilla
    from consistorio.nucleo.reloj import RelojSistema
    from consistorio.servicios.tests import escenario
    from consistorio.tramitacion.expedientes.operaciones import incorporar_documento

    reloj = escenario.RelojDePrueba(RelojSistema().ahora())
    escenario.villa(reloj)
    caso = escenario.caso(reloj)
    with transaction.atomic():
        documento = crear_desde_plantilla(
            "diligencia",
            {"titulo": "Diligencia", "texto": ["Se hace constar."]},
            titulo="Diligencia",
            tipo_documental="TD99",
            organo="L01999998",
            actor=escenario.SISTEMA,
            reloj=reloj,
        )
        incorporar_documento(
            caso,
            documento_id=documento.id,
            huella=documento.huella,
            origen="prueba",
            actor=escenario.SISTEMA,
            reloj=reloj,
        )
    parte = caso.interesados.get()
    titulo = f"{una(OBRAS, 7)} || ' en calle ' || {una(CALLES, 11)} || ', ' || n"
    cambios = {
        "identidad_persona": (
            str(parte.persona_id),
            {
                "id": "persona",
                "nif": "'P' || n",
                "nombre": una(NOMBRES, 3),
                "apellido1": una(APELLIDOS, 5),
                "apellido2": una(APELLIDOS, 13),
            },
        ),
        "expedientes_expediente": (
            str(caso.id),
            {
                "id": "expediente",
                "numero": "'BEN/' || n || '/2026'",
                "orden": "1000 + n",
                "id_eni": "'ES_L01999998_2026_EXP_BEN' || lpad(n::text, 27, '0')",
                "titulo": titulo,
            },
        ),
        "expedientes_interesado": (
            str(parte.id),
            {"id": "gen_random_uuid()", "expediente_id": "expediente", "persona_id": "persona"},
        ),
        "documentos_documento": (
            str(documento.id),
            {
                "id": "documento",
                "id_eni": "'ES_L01999998_2026_BEN' || lpad(n::text, 27, '0')",
                "csv": "regexp_replace(translate(lpad(n::text, 20, '0'), '01', 'AB'), '(....)(?=.)', '\\1-', 'g')",
                "titulo": titulo,
            },
        ),
        "expedientes_documentoexpediente": (
            str(caso.documentos.get(documento_id=documento.id).pk),
            {"id": "gen_random_uuid()", "expediente_id": "expediente", "documento_id": "documento", "orden": "1"},
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE ben AS SELECT n, gen_random_uuid() persona, gen_random_uuid() expediente, gen_random_uuid() documento "
            f"FROM generate_series(1, {filas}) n"
        )
        for tabla, (modelo, valores) in cambios.items():
            cursor.execute(
                "SELECT column_name::text FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
                [tabla],
            )
            columnas = [str(c) for (c,) in cursor.fetchall()]
            puestas = ", ".join(valores.get(c, f't."{c}"') for c in columnas)
            nombres = ", ".join(f'"{c}"' for c in columnas)
            cursor.execute(
                f"INSERT INTO {tabla} ({nombres}) SELECT {puestas} FROM {tabla} t, ben WHERE t.id::text = '{modelo}'"
            )
        cursor.execute("VACUUM ANALYZE")


def medir(buscar: Callable[[str], object], repeticiones: int) -> dict[str, float]:
    """Median of the milliseconds of each search."""
    medianas = {}
    for texto in BUSQUEDAS:
        tiempos = []
        for _vez in range(repeticiones):
            empieza = time.perf_counter()
            buscar(texto)
            tiempos.append((time.perf_counter() - empieza) * 1000)
        medianas[texto] = statistics.median(tiempos)
    return medianas


def main() -> None:
    """Parse, run, print."""
    analizador = argparse.ArgumentParser(description=__doc__)
    analizador.add_argument("--filas", type=int, default=100_000)
    analizador.add_argument("--repeticiones", type=int, default=7)
    args = analizador.parse_args()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    from consistorio.canales.escritorio import buscador
    from consistorio.nucleo.actor import Actor, ClaseActor
    from consistorio.nucleo.identificadores import uuid7
    from consistorio.plataforma.base import plantillas
    from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas

    servidor = asegurar_base_de_pruebas()
    nombre = plantillas.clonar(servidor, "template0")
    try:
        for alias in ("default", "accesos"):
            connections.settings[alias]["NAME"] = nombre
        connections.close_all()
        call_command("migrate", verbosity=0, interactive=False)
        sembrar(args.filas)
        todo = Actor(
            ClaseActor.EMPLEADO,
            uuid7(),
            "Control",
            frozenset({"control.expedientes", "expediente.ver", "registro.ver_todo"}),
        )
        partes = {
            "expedientes": lambda texto: list(buscador._expedientes(todo, texto)),
            "documentos": lambda texto: list(buscador._documentos(todo, texto)),
        }
        con = {parte: medir(buscar, args.repeticiones) for parte, buscar in partes.items()}
        hechos = {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(INDICES)])
            definiciones = dict(cursor.fetchall())
            for indice in INDICES:
                cursor.execute(f"DROP INDEX {indice}")
        sin = {parte: medir(buscar, args.repeticiones) for parte, buscar in partes.items()}
        with connection.cursor() as cursor:
            for indice in INDICES:
                empieza = time.perf_counter()
                cursor.execute(definiciones[indice].replace("%", "%%"))
                hechos[indice] = time.perf_counter() - empieza
        maquina = platform.processor() or platform.machine()
        print(f"{maquina}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
        print(
            f"{args.filas} persons, cases and documents; median of {args.repeticiones}, ms without -> with the indexes"
        )
        for parte in partes:
            for texto in BUSQUEDAS:
                print(f"{parte:<12} {texto:<22} {sin[parte][texto]:>8.0f} -> {con[parte][texto]:.0f}")
        for indice, segundos in hechos.items():
            print(f"{indice} made in {segundos:.1f} s")
    finally:
        connections.close_all()
        plantillas.borrar(servidor, nombre)


if __name__ == "__main__":
    main()
