"""Who signs for whom on which day, what the database refuses, and loading from files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion import consultas, demostracion
from consistorio.plataforma.organizacion.acciones import estructura, importacion, personal, sustituciones
from consistorio.plataforma.organizacion.ficheros import leer
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion, Puesto, Unidad
from consistorio.plataforma.organizacion.segundo_factor import SegundoFactorDeEmpleados

RELOJ = RelojFijo(datetime(2026, 9, 15, 10, tzinfo=UTC))
ADMIN = Actor.sistema("prueba", "organizacion.administrar", "personal.cuenta")
DIA = date(2026, 9, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def villa() -> None:
    demostracion.sembrar(reloj=RELOJ)


def empleado(usuario: str) -> Empleado:
    return Empleado.objects.get(cuenta__usuario=usuario)


def puesto(codigo: str) -> Puesto:
    return consultas.puesto_por_codigo(codigo)


@pytest.mark.usefixtures("villa")
@pytest.mark.parametrize(
    ("codigo", "dia", "organo", "nombre", "texto"),
    [
        ("secretaria", date(2026, 9, 15), None, "Javier", "Secretaría General"),
        (
            "secretaria",
            date(2026, 8, 1),
            None,
            "Beatriz",
            "P. S. (Decreto 2026/655, de 24 de julio), Secretaría General",
        ),
        (
            "secretaria",
            date(2026, 8, 31),
            None,
            "Beatriz",
            "P. S. (Decreto 2026/655, de 24 de julio), Secretaría General",
        ),
        ("secretaria", date(2026, 9, 1), None, "Javier", "Secretaría General"),
        (
            "concejalia-urbanismo",
            DIA,
            "alcaldia",
            "Carmen",
            "Concejalía de Urbanismo, por delegación de la Alcaldía, Decreto 2023/412, de 23 de junio",
        ),
        (
            "concejalia-urbanismo",
            DIA,
            None,
            "Carmen",
            "Concejalía de Urbanismo, por delegación de la Alcaldía, Decreto 2023/412, de 23 de junio",
        ),
        ("concejalia-urbanismo", date(2023, 6, 30), None, "Carmen", "Concejalía de Urbanismo"),
        ("alcaldia", DIA, "alcaldia", "Isabel", "Alcaldía"),
    ],
)
def test_words_under_the_signature_by_date(codigo: str, dia: date, organo: str | None, nombre: str, texto: str) -> None:
    firmante = consultas.titular_de(puesto(codigo), en=dia, organo=organo)
    assert (firmante.empleado.persona.nombre, firmante.cargo_texto) == (nombre, texto)


@pytest.mark.usefixtures("villa")
def test_without_delegation_vacant_or_away_nobody_signs() -> None:
    with pytest.raises(NoEncontrado, match="no tiene delegada"):
        consultas.titular_de(puesto("concejalia-urbanismo"), en=date(2023, 6, 30), organo="alcaldia")
    with pytest.raises(NoEncontrado, match="vacante"):
        consultas.titular_de(puesto("secretaria"), en=date(2022, 1, 1))
    personal.anotar_ausencia(
        actor=ADMIN, empleado_id=empleado("javier").id, desde=DIA, hasta=DIA, motivo="baja", reloj=RELOJ
    )
    with pytest.raises(NoEncontrado, match="no hay suplencia"):
        consultas.titular_de(puesto("secretaria"), en=DIA)
    sustituciones.designar_suplencia(
        actor=ADMIN,
        puesto_id=puesto("secretaria").id,
        suplente_id=empleado("beatriz").id,
        desde=DIA,
        hasta=DIA,
        norma="Decreto 2026/700",
        reloj=RELOJ,
    )
    assert consultas.titular_de(puesto("secretaria"), en=DIA).empleado == empleado("beatriz")


@pytest.mark.usefixtures("villa")
def test_a_revoked_delegation_leaves_the_words_of_what_was_signed_before() -> None:
    delegacion = puesto("concejalia-urbanismo").delegaciones.get()
    sustituciones.revocar_delegacion(actor=ADMIN, delegacion_id=delegacion.id, hasta=date(2026, 9, 14), reloj=RELOJ)
    assert "por delegación" in consultas.titular_de(puesto("concejalia-urbanismo"), en=date(2026, 9, 14)).cargo_texto
    with pytest.raises(NoEncontrado):
        consultas.titular_de(puesto("concejalia-urbanismo"), en=DIA, organo="alcaldia")


@pytest.mark.usefixtures("villa")
def test_actor_gets_the_permissions_of_the_posts_held_and_substituted_that_day() -> None:
    rosa = empleado("rosa")
    actor = consultas.actor_de(rosa, en=DIA)
    assert actor.puede("personas.mantener")
    assert not actor.puede("cuentas.administrar")
    assert actor.cargo == "Registro y atención 1"
    sustituciones.designar_suplencia(
        actor=ADMIN,
        puesto_id=puesto("administracion-sistemas").id,
        suplente_id=rosa.id,
        desde=DIA,
        hasta=DIA,
        norma="Resolución 12/2026",
        reloj=RELOJ,
    )
    suplente = consultas.actor_de(rosa, en=DIA)
    assert suplente.puede("cuentas.administrar")
    assert suplente.cargo == "Registro y atención 1"
    assert puesto("administracion-sistemas").unidad_id in suplente.unidades
    assert not consultas.actor_de(rosa, en=date(2026, 9, 16)).puede("cuentas.administrar")
    with pytest.raises(NoPermitido):
        consultas.actor_de(rosa, en=date(2020, 1, 1))


@pytest.mark.usefixtures("villa")
def test_two_holders_two_substitutes_and_two_units_with_one_code_are_refused() -> None:
    with pytest.raises(Conflicto):
        personal.ocupar(
            actor=ADMIN, empleado_id=empleado("rosa").id, puesto_id=puesto("secretaria").id, desde=DIA, reloj=RELOJ
        )
    with pytest.raises(Conflicto):
        estructura.crear_unidad(
            actor=ADMIN, dir3="LA0009981", nombre="Otra", padre_id=None, desde=date(2026, 1, 1), reloj=RELOJ
        )
    with pytest.raises(DatosIncorrectos, match="DIR3"):
        estructura.crear_unidad(actor=ADMIN, dir3="corto", nombre="Otra", padre_id=None, desde=DIA, reloj=RELOJ)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ocupacion.objects.create(empleado=empleado("rosa"), puesto=puesto("archivo"), desde=DIA)


@pytest.mark.usefixtures("villa")
def test_the_tree_has_no_cycles_and_no_orphans_in_force() -> None:
    raiz = Unidad.objects.get(dir3="L01999998")
    nieta = Unidad.objects.get(dir3="LA0009986")
    raiz.padre = nieta
    with pytest.raises(IntegrityError, match="dentro de sí misma"), transaction.atomic():
        raiz.save()
    urbanismo = Unidad.objects.get(dir3="LA0009985")
    with pytest.raises(Conflicto):
        estructura.reorganizar_unidad(
            actor=ADMIN,
            unidad_id=urbanismo.id,
            dir3="LA0009995",
            nombre="Ciudad",
            padre_id=raiz.id,
            desde=DIA,
            reloj=RELOJ,
        )
    archivo = Unidad.objects.get(dir3="LA0009989")
    nueva = estructura.reorganizar_unidad(
        actor=ADMIN,
        unidad_id=archivo.id,
        dir3="LA0009989",
        nombre="Archivo y Gestión Documental",
        padre_id=archivo.padre_id,
        desde=DIA,
        reloj=RELOJ,
    )
    assert consultas.unidad_por_dir3("LA0009989", en=date(2026, 9, 14)) == archivo
    assert consultas.unidad_por_dir3("LA0009989", en=DIA) == nueva
    assert puesto("archivo").unidad_id == nueva.id


@pytest.mark.usefixtures("villa")
def test_loading_again_changes_nothing_and_every_change_left_a_fact() -> None:
    antes = (Unidad.objects.count(), Empleado.objects.count(), Ocupacion.objects.count())
    demostracion.sembrar(reloj=RELOJ)
    assert (Unidad.objects.count(), Empleado.objects.count(), Ocupacion.objects.count()) == antes
    assert Evento.objects.filter(tipo="organizacion.unidad.creada").count() == antes[0]
    assert Evento.objects.filter(tipo="organizacion.puesto.ocupado").count() == antes[2]


def test_a_bad_file_is_refused_whole_with_every_problem(tmp_path: Path) -> None:
    fichero = tmp_path / "villa.json"
    fichero.write_text(
        '{"unidades": [{"dir3": "mal", "nombre": "", "desde": "ayer", "color": "rojo"}], "otra": [],'
        ' "empleados": [{"nif": "12345678A", "nombre": "Ana", "apellido1": "G", "desde": "2026-01-01"}]}'
    )
    with pytest.raises(DatosIncorrectos) as error:
        leer(fichero)
    campos = {p.campo for p in error.value.problemas}
    assert campos >= {
        *("unidades[1].dir3", "unidades[1].nombre", "unidades[1].desde", "unidades[1].color"),
        *("otra", "empleados[1].nif"),
    }


def test_csv_folder_loads_and_unknown_references_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "unidades.csv").write_text(
        "dir3;nombre;padre;desde\nLA0001111;Hija;L01990011;2026-01-01\nL01990011;Villa;;2026-01-01\n"
    )
    (tmp_path / "roles.csv").write_text("codigo;nombre;permisos\noac;Registro;personas.* organizacion.ver\n")
    (tmp_path / "puestos.csv").write_text("codigo;nombre;unidad;roles\noac-1;Registro;LA0001111;oac\n")
    (tmp_path / "empleados.csv").write_text(
        "nif;nombre;apellido1;desde;usuario;puesto\n12345678Z;Ana;García;2026-01-01;ana;oac-1\n"
    )
    resultado = importacion.importar(actor=ADMIN, carga=leer(tmp_path), reloj=RELOJ)
    assert (resultado.unidades, resultado.puestos, resultado.empleados) == (2, 1, 1)
    assert resultado.cuentas[0].usuario == "ana"
    assert consultas.actor_de(empleado("ana"), en=DIA).puede("personas.ver")
    (tmp_path / "delegaciones.csv").write_text("organo;puesto;desde;texto\nalcaldia;nadie;2026-01-01;por delegación\n")
    (tmp_path / "unidades.csv").write_text("dir3;nombre;padre;desde\nL01990022;Nueva;;2026-01-01\n")
    (tmp_path / "puestos.csv").unlink()
    with pytest.raises(DatosIncorrectos, match="nadie"):
        importacion.importar(actor=ADMIN, carga=leer(tmp_path), reloj=RELOJ)
    assert not Unidad.objects.filter(dir3="L01990022").exists()


def test_a_role_cannot_hold_a_permission_that_does_not_exist() -> None:
    with pytest.raises(DatosIncorrectos, match=r"volar"):
        estructura.definir_rol(actor=ADMIN, codigo="r", nombre="R", permisos=["volar"], reloj=RELOJ)


@pytest.mark.usefixtures("villa")
def test_a_code_serves_once_for_the_signing_port() -> None:
    puerto = SegundoFactorDeEmpleados()
    javier = empleado("javier")
    codigo = demostracion.codigo_actual("javier")
    assert not puerto.verificar(empleado("rosa").id, codigo)
    assert puerto.verificar(javier.id, codigo)
    siguiente = demostracion.codigo_actual("javier")
    assert siguiente != codigo
    assert puerto.verificar(javier.id, siguiente)
    assert not puerto.verificar(javier.id, codigo)
    assert len(puerto.material(javier.id)) >= 16


@pytest.mark.usefixtures("villa")
def test_after_a_wrong_code_the_device_rests() -> None:
    puerto = SegundoFactorDeEmpleados()
    assert not puerto.verificar(empleado("javier").id, "000000")
    assert not puerto.verificar(empleado("javier").id, demostracion.codigo_actual("javier"))


def test_demo_people_refuse_production(settings: Settings) -> None:
    settings.CONSISTORIO_ENTORNO = "produccion"
    with pytest.raises(NoPermitido):
        demostracion.sembrar(reloj=RELOJ)
