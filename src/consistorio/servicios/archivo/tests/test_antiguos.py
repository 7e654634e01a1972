"""Cases of the program that the town hall had before: judged whole, brought in once, counted again, found, read and exported, and never processed."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from consistorio.cli import importar_expedientes as orden
from consistorio.cli.analizador import Analizador
from consistorio.cli.salida import HECHO, MAL_USO, NO, NO_SE_PUDO
from consistorio.documental.documentos.trabajos import leer_textos
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoPermitido, ServicioNoDisponible
from consistorio.nucleo.identificadores import uuid7_de
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.almacen.deposito import deposito
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.archivo import acciones
from consistorio.servicios.archivo.acciones import exportar_eni, importar_antiguo
from consistorio.servicios.archivo.antiguos import entrada
from consistorio.servicios.archivo.antiguos.revision import revisar
from consistorio.servicios.archivo.antiguos.tablas import CASOS, DOCUMENTOS, Fila, Tabla, leer_tabla
from consistorio.servicios.archivo.antiguos.tipos import CasoLeido
from consistorio.servicios.archivo.models import DocumentoAntiguo, ExpedienteAntiguo
from consistorio.servicios.archivo.tests.programa_anterior import ROTURAS, Archivo, archivo
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.consultas import publicados
from consistorio.tramitacion.expedientes.acciones import diligenciar
from consistorio.tramitacion.expedientes.busqueda import documentos_buscados, donde, expedientes_buscados
from consistorio.tramitacion.expedientes.consultas import estado_actual, estado_segun_hechos
from consistorio.tramitacion.expedientes.models import Expediente

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture(autouse=True)
def _sin_preparar(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, reloj: RelojDePrueba) -> None:
    """The command in this process, on the database of the test and on a store of its own, which is spoilt on purpose."""
    monkeypatch.setattr(orden, "preparar_django", lambda **_opciones: None)
    settings.CONSISTORIO_VAR = tmp_path / "var"
    del reloj


def importar(hecho: Archivo, carpeta: Path, *mas: str, **como: str) -> tuple[int, dict[str, object]]:
    """Write the archive and run the command; its exit and its result."""
    casos, documentos, ficheros = hecho.en(carpeta, **como)
    return correr("--casos", casos, "--documentos", documentos, "--carpeta", ficheros, "--json", *mas)


def correr(*argumentos: object) -> tuple[int, dict[str, object]]:
    """Run the command in this process: its exit, and the object that it said."""
    analizador, dicho = Analizador("importar-expedientes", ""), io.StringIO()
    orden.configurar(analizador)
    with redirect_stdout(dicho):
        salida = orden.ejecutar(analizador.parse_args([str(a) for a in argumentos]))
    return salida, json.loads(dicho.getvalue() or "{}")


@pytest.mark.parametrize(
    ("codificacion", "separador"), [("utf-8", ";"), ("utf-8-sig", ","), ("cp1252", ";"), ("utf-8", "\t")]
)
def test_they_come_in_once_and_it_squares(tmp_path: Path, codificacion: str, separador: str) -> None:
    hecho = archivo(6)
    como = {"codificacion": codificacion, "separador": separador}
    salida, ensayo = importar(hecho, tmp_path, "--ensayo", **como)
    assert (salida, ensayo["cuadra"], Expediente.objects.count()) == (HECHO, True, 0)
    salida, cuadre = importar(hecho, tmp_path, **como)
    ficheros = {"cuantos": len(hecho.ficheros), "octetos": hecho.octetos}
    cuentas = {"leidos": 6, "importados": 6, "ya_estaban": 0, "rechazados": 0}
    assert (salida, cuadre["cuadra"], cuadre["casos"]) == (HECHO, True, cuentas)
    assert cuadre["ficheros"] == {"nombrados": ficheros, "guardados": ficheros}
    hechos = Evento.objects.count()
    salida, otra_vez = importar(hecho, tmp_path, **como)
    assert (salida, otra_vez["casos"]) == (HECHO, cuentas | {"importados": 0, "ya_estaban": 6})
    assert otra_vez["ficheros"] == cuadre["ficheros"]
    assert (Evento.objects.count(), Expediente.objects.count()) == (hechos, 6), "nothing changed"
    for fila in hecho.casos:
        assert Expediente.objects.get(numero=fila["numero"]).titulo == fila["titulo"]
    assert set(DocumentoAntiguo.objects.values_list("sha256", flat=True)) == {
        hashlib.sha256(datos).hexdigest() for datos in hecho.ficheros.values()
    }


def test_an_old_case_is_found_read_and_exported_and_never_processed(
    tmp_path: Path, reloj: RelojDePrueba, casa_que_firma: Servidor
) -> None:
    hecho = archivo(3)
    hecho.casos[0] |= {
        "fecha_fin": "2018-05-04",
        "unidad": "LA0009986",
        "interesados": "12345678Z, Ana, García, López | -, Un vecino",
    }
    importar(hecho, tmp_path)
    caso = Expediente.objects.get(numero=hecho.casos[0]["numero"])
    assert (caso.estado, caso.resultado, caso.serie) == ("cerrado", "importado", "ANT")
    assert caso.cerrado_el is not None
    vecinos = (uuid7_de(caso.abierto_el + timedelta(milliseconds=de)) for de in (-1, 1))
    assert next(vecinos) < caso.id < next(vecinos), "in lists it goes with those of then"
    assert (caso.cerrado_el.date(), caso.antiguo.sin_identificar) == (date(2018, 5, 4), ["Un vecino"])
    assert estado_segun_hechos(caso) == estado_actual(caso)
    assert "expediente-antiguo" not in {version.procedimiento.codigo for version in publicados()}
    nuria, raul = escenario.empleado("nuria", reloj), escenario.empleado("raul", reloj)
    leer_textos()
    for texto in (hecho.casos[0]["numero"], hecho.casos[0]["lugar"], "garcia ana"):
        for quien, halla in ((nuria, True), (raul, False)):
            halladas = expedientes_buscados(donde(quien, texto))
            assert (caso in halladas) is halla, (texto, quien.nombre)
    suyos = {puesto.documento_id for puesto in caso.documentos.all()}
    assert suyos <= {d.id for d in documentos_buscados(donde(nuria, "adoquin"))}
    assert not caso.tareas.exists()
    with pytest.raises(Conflicto):
        diligenciar(actor=nuria, expediente_id=caso.id, texto="Otra cosa.", reloj=reloj)
    vaciar_colas(colas=["firma"])
    archivera = Actor.sistema("archivo", "archivo.exportar", "expediente.ver")
    destino = exportar_eni(actor=archivera, expediente_id=caso.id, carpeta=tmp_path / "eni", reloj=reloj)
    assert destino.is_file()
    assert casa_que_firma
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpedienteAntiguo.objects.update(estado="otro")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentoAntiguo.objects.update(ruta="otra")


@pytest.mark.parametrize("rotura", ROTURAS)
def test_what_is_broken_stays_out_whole_with_its_reason_and_the_rest_comes_in(tmp_path: Path, rotura: str) -> None:
    hecho = archivo(4, semilla=3)
    suyos = sum(d["numero"] == hecho.casos[0]["numero"] for d in hecho.documentos)
    romper, campo = ROTURAS[rotura]
    romper(hecho)
    salida, cuadre = importar(hecho, tmp_path)
    assert (salida, cuadre["cuadra"]) == (NO, True), cuadre
    problemas = cuadre["problemas"]
    assert isinstance(problemas, list)
    assert campo in {p["campo"] for p in problemas}
    if rotura != "a document of nobody":
        assert Expediente.objects.count() == 3
        assert DocumentoAntiguo.objects.count() == len(archivo(4, semilla=3).documentos) - suyos
    arreglado = archivo(4, semilla=3)
    limpia = tmp_path / "arreglado"
    limpia.mkdir()
    if rotura != "a document of nobody":
        assert importar(arreglado, limpia)[0] == HECHO
        assert Expediente.objects.count() == 4


def test_every_problem_is_said_at_once_and_the_folder_is_looked_through(tmp_path: Path, reloj: RelojDePrueba) -> None:
    hecho = archivo(5)
    nuestro = escenario.caso(reloj)
    hecho.casos[0] |= {"titulo": "", "unidad": "", "fecha_inicio": "ayer", "interesados": "1, Ana"}
    hecho.casos[1] |= {"numero": nuestro.numero}
    hecho.documentos = [d for d in hecho.documentos if d["numero"] != hecho.casos[1]["numero"]]
    hecho.ficheros["sobra.pdf"] = b"nadie"
    salida, cuadre = importar(hecho, tmp_path, "--ensayo")
    problemas = cuadre["problemas"]
    assert isinstance(problemas, list)
    assert salida == NO
    assert {p["campo"] for p in problemas if p["linea"] == 2} >= {"titulo", "unidad", "fecha_inicio", "interesados"}
    assert any("otro expediente con este número" in p["mensaje"] for p in problemas)
    assert {"fichero": "sobra.pdf", "octetos": 5} in cuadre["sin_nombrar"]  # type: ignore[operator]
    assert not ExpedienteAntiguo.objects.exists()


def test_what_was_brought_in_does_not_change_and_what_does_not_square_says_so(tmp_path: Path) -> None:
    hecho = archivo(2)
    importar(hecho, tmp_path)
    otro = archivo(2)
    otro.casos[0]["titulo"] = "Otro título"
    salida, cuadre = importar(otro, tmp_path)
    assert (salida, cuadre["casos"]) == (NO, {"leidos": 2, "importados": 0, "ya_estaban": 1, "rechazados": 1})
    huella = DocumentoAntiguo.objects.filter(antiguo__numero=hecho.casos[1]["numero"])[0].sha256
    guardado = deposito().abrir(huella)
    ruta = Path(str(guardado.name))
    guardado.close()
    ruta.chmod(0o600)
    ruta.write_bytes(b"cambiado")
    salida, cuadre = importar(hecho, tmp_path)
    assert (salida, cuadre["cuadra"]) == (NO_SE_PUDO, False)
    assert len(cuadre["descuadres"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ("número;título".encode("utf-16"), "codificación"),
        (b"numero;titulo\n", "Falta esta columna"),
        (b"numero;fichero;color\n1;a;rojo\n", "no se conoce"),
        (b'numero;fichero\n1;"a\n', "comillas"),
        (b"numero;fichero\n1;a;b\n", "3 celdas"),
        (b"", "Falta esta columna"),
    ],
)
def test_a_table_that_is_not_one_says_what_it_lacks(datos: bytes, frase: str) -> None:
    tabla = leer_tabla(DOCUMENTOS, datos)
    assert any(frase in p.mensaje for p in tabla.problemas), tabla.problemas
    assert leer_tabla(CASOS, datos).problemas


def test_the_command_is_told_what_is_missing_and_only_the_importer_brings_cases_in(
    tmp_path: Path, reloj: RelojDePrueba
) -> None:
    assert (
        correr("--casos", tmp_path / "no.csv", "--documentos", tmp_path / "no.csv", "--carpeta", tmp_path)[0] == MAL_USO
    )
    caso = CasoLeido(2, "1", "x", "", "LA0009986", date(2010, 1, 1), None, "", "", (), ())
    with pytest.raises(NoPermitido):
        importar_antiguo(actor=Actor.sistema("nadie"), caso=caso, version_id=UUID(int=1), reloj=reloj)


def test_a_file_that_changes_meanwhile_leaves_its_case_out_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hecho, de_verdad = archivo(3), acciones.preparar_antiguos
    cambia, falta = (
        next(d for d in hecho.documentos if d["numero"] == hecho.casos[n]["numero"])["fichero"] for n in (0, 1)
    )

    def mientras(*, actor: Actor, reloj: Reloj) -> UUID:
        (tmp_path / "ficheros" / cambia).write_bytes(b"otra cosa")
        (tmp_path / "ficheros" / falta).unlink()
        return de_verdad(actor=actor, reloj=reloj)

    monkeypatch.setattr(acciones, "preparar_antiguos", mientras)
    salida, cuadre = importar(hecho, tmp_path)
    cuentas = {"leidos": 3, "importados": 1, "ya_estaban": 0, "rechazados": 2}
    assert (salida, cuadre["cuadra"], cuadre["casos"]) == (NO, True, cuentas)
    problemas = cuadre["problemas"]
    assert isinstance(problemas, list)
    assert [(p["tabla"], p["linea"]) for p in problemas] == [("casos", 2), ("casos", 3)]
    assert "ha cambiado mientras se importaba" in problemas[0]["mensaje"]
    assert "uno de sus ficheros" in problemas[1]["mensaje"]
    assert Expediente.objects.get().numero == hecho.casos[2]["numero"]
    monkeypatch.undo()


def test_a_store_that_does_not_answer_ends_the_run_with_its_reconciliation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hecho, primero = archivo(3), list[int]()

    def se_cae(**todo: object) -> Expediente:
        if primero:
            raise ServicioNoDisponible("El almacén no responde.")
        primero.append(1)
        return importar_antiguo(**todo)  # type: ignore[arg-type]

    monkeypatch.setattr(entrada, "importar_antiguo", se_cae)
    salida, cuadre = importar(hecho, tmp_path)
    cuentas = {"leidos": 3, "importados": 1, "ya_estaban": 0, "rechazados": 2}
    assert (salida, cuadre["cuadra"], cuadre["casos"]) == (NO, True, cuentas)
    mensajes = [p["mensaje"] for p in cuadre["problemas"]]  # type: ignore[attr-defined]
    assert mensajes[0] == "El almacén no responde."
    assert "No se ha llegado a él" in mensajes[1]
    monkeypatch.setattr(entrada, "importar_antiguo", importar_antiguo)
    assert importar(hecho, tmp_path)[0] == HECHO


def test_a_file_that_the_store_lost_does_not_square(tmp_path: Path) -> None:
    hecho = archivo(1)
    importar(hecho, tmp_path)
    with deposito().abrir(DocumentoAntiguo.objects.all()[0].sha256) as flujo:
        Path(str(flujo.name)).unlink()
    salida, cuadre = importar(hecho, tmp_path)
    assert (salida, cuadre["cuadra"]) == (NO_SE_PUDO, False)
    assert len(cuadre["descuadres"]) == 1  # type: ignore[arg-type]


def test_a_number_of_somebody_with_another_name_stays_out_until_it_is_said_that_they_are_the_same(
    tmp_path: Path,
) -> None:
    assert Persona.objects.get(nif="12345678Z").nombre_completo == "Ana García López"
    hecho = archivo(5)
    for caso, partes in zip(
        hecho.casos,
        (
            "12345678Z, ANA, GARCIA, LOPEZ | A13585625, Obras del Norte SL",
            "12345678z, García López Ana",
            "-, Un vecino | 12345678Z, Pedro, Núñez",
            "A13585625, OBRAS DEL NORTE, S.L.",
            "A13585625, Talleres Sur, S.L.",
        ),
        strict=True,
    ):
        caso["interesados"] = partes
    salida, cuadre = importar(hecho, tmp_path)
    problemas = cuadre["problemas"]
    assert isinstance(problemas, list)
    assert salida == NO
    assert [(p["linea"], p["campo"]) for p in problemas] == [(4, "interesados"), (6, "interesados")]
    assert "persona 2" in problemas[0]["mensaje"]
    assert "Pedro" not in str(problemas)
    assert Expediente.objects.count() == 3
    salida, cuadre = importar(hecho, tmp_path, "--con-nombres-distintos")
    assert (salida, cuadre["problemas"], len(cuadre["avisos"])) == (HECHO, [], 3)  # type: ignore[arg-type]
    escritos = {caso.numero: caso.nombres_escritos for caso in ExpedienteAntiguo.objects.all()}
    assert escritos == {
        hecho.casos[0]["numero"]: [],
        hecho.casos[1]["numero"]: [],
        hecho.casos[2]["numero"]: [{"nif": "12345678Z", "nombre": "Pedro Núñez"}],
        hecho.casos[3]["numero"]: [],
        hecho.casos[4]["numero"]: [{"nif": "A13585625", "nombre": "Talleres Sur, S.L."}],
    }
    assert Persona.objects.get(nif="12345678Z").nombre_completo == "Ana García López", "what was known stays"
    assert importar(hecho, tmp_path)[0] == HECHO, "what is here already is not judged again"


def test_the_report_for_people_says_what_is_wrong_what_to_look_at_and_whether_it_squares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hecho = archivo(3)
    hecho.casos[0]["interesados"] = "12345678Z, , García"
    hecho.casos[1]["interesados"] = "12345678Z, Pedro, Núñez"
    casos, documentos, ficheros = map(str, hecho.en(tmp_path))
    analizador = Analizador("importar-expedientes", "")
    orden.configurar(analizador)
    dados = ["--casos", casos, "--documentos", documentos, "--carpeta", ficheros, "--con-nombres-distintos"]
    assert orden.ejecutar(analizador.parse_args(dados)) == NO
    dicho = capsys.readouterr().out.splitlines()
    assert dicho[0].startswith("casos, línea 2, interesados: Escriba el nombre de cada persona física")
    assert dicho[1].startswith("AVISO casos, línea 3, interesados: El NIF de la persona 1 es de alguien")
    assert "Expedientes: 3 leídos = 2 importados + 0 ya estaban + 1 rechazados" in dicho
    assert dicho[-1] == "Cuadra."


def test_more_cases_than_a_query_takes_parameters_are_judged(tmp_path: Path, reloj: RelojDePrueba) -> None:
    filas = tuple(
        Fila(n, {"numero": f"2010/{n}", "titulo": "Vado", "unidad": "LA0009986", "fecha_inicio": "2010-03-04"})
        for n in range(2, 70_002)
    )
    revision = revisar(Tabla(filas, ()), Tabla((), ()), tmp_path, hoy=hoy(reloj))
    assert (len(revision.nuevos), revision.problemas) == (70_000, ())
