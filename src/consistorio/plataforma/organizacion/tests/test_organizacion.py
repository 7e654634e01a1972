"""Who signs for whom on which day, what the database refuses, and loading from files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion import consultas, demostracion, operaciones, reglas
from consistorio.plataforma.organizacion.acciones import estructura, personal, sustituciones
from consistorio.plataforma.organizacion.mando import unidades_a_cargo
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion, Puesto, Unidad
from consistorio.plataforma.organizacion.segundo_factor import SegundoFactorDeEmpleados

RELOJ = RelojFijo(datetime(2026, 9, 15, 10, tzinfo=UTC))
ADMIN = Actor.sistema("prueba", "organizacion.administrar", "personal.cuenta")
DIA = date(2026, 9, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def villa(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo town, sown once for this file inside a transaction that each test's own nests in."""
    with django_db_blocker.unblock():
        bloque = transaction.atomic()
        setattr(bloque, "_from_testcase", True)  # noqa: B010 - lets actions open their durable transaction inside
        with bloque:
            demostracion.sembrar(reloj=RELOJ)
            yield
            transaction.set_rollback(True)


def empleado(usuario: str) -> Empleado:
    return Empleado.objects.get(cuenta__usuario=usuario)


@pytest.mark.parametrize(
    ("forma", "delegada", "dicho"),
    [
        ("suplencia", "", "P. S. (Decreto 7), Alcaldía"),
        ("accidental", "", "Alcaldía acctal. (Decreto 7)"),
        ("suplencia", "por delegación del Pleno", "P. S. (Decreto 7), Alcaldía, por delegación del Pleno"),
        ("accidental", "por delegación del Pleno", "Alcaldía acctal. (Decreto 7), por delegación del Pleno"),
    ],
)
def test_the_words_of_a_substitute(forma: str, delegada: str, dicho: str) -> None:
    desde = date(2026, 4, 1)
    designacion = reglas.designar(
        puesto="Alcaldía",
        organo_propio="alcaldia",
        organo=None,
        titulares=[reglas.Periodo("isabel", desde, None)],
        suplencias=[reglas.Periodo("carmen", desde, date(2026, 4, 30), "Decreto 7", forma)],
        delegaciones=[reglas.Conferida("pleno", delegada, desde, None)] if delegada else [],
        ausentes=[],
        en=date(2026, 4, 14),
    )
    assert (designacion.quien, designacion.cargo_texto) == ("carmen", dicho)


def puesto(codigo: str) -> Puesto:
    return Puesto.objects.select_related("unidad").get(codigo=codigo)


@pytest.mark.parametrize(
    ("codigo", "dia", "organo", "nombre", "texto"),
    [
        ("secretaria", date(2026, 9, 15), None, "Javier", "Secretaría General"),
        (
            "secretaria",
            date(2025, 8, 1),
            None,
            "Beatriz",
            "P. S. (Decreto 2025/655, de 25 de julio), Secretaría General",
        ),
        (
            "secretaria",
            date(2025, 8, 31),
            None,
            "Beatriz",
            "P. S. (Decreto 2025/655, de 25 de julio), Secretaría General",
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


def test_nobody_stands_in_for_themselves() -> None:
    def designar(desde: date, hasta: date) -> None:
        sustituciones.designar_suplencia(
            actor=ADMIN,
            puesto_id=puesto("secretaria").id,
            suplente_id=empleado("javier").id,
            desde=desde,
            hasta=hasta,
            norma="Decreto 2026/700",
            reloj=RELOJ,
        )

    with pytest.raises(DatosIncorrectos) as error:
        designar(DIA, DIA)
    assert [p.campo for p in error.value.problemas] == ["suplente_id"]
    designar(date(2023, 6, 1), date(2023, 6, 16))  # before he held it


def test_a_revoked_delegation_leaves_the_words_of_what_was_signed_before() -> None:
    delegacion = puesto("concejalia-urbanismo").delegaciones.get()
    sustituciones.revocar_delegacion(actor=ADMIN, delegacion_id=delegacion.id, hasta=date(2026, 9, 14), reloj=RELOJ)
    assert "por delegación" in consultas.titular_de(puesto("concejalia-urbanismo"), en=date(2026, 9, 14)).cargo_texto
    with pytest.raises(NoEncontrado):
        consultas.titular_de(puesto("concejalia-urbanismo"), en=DIA, organo="alcaldia")


def test_who_somebody_is_today_takes_two_short_questions_on_every_page() -> None:
    cuenta = empleado("rosa").cuenta_id
    assert cuenta is not None
    antes = consultas.actor_de(empleado("rosa"), en=DIA)
    with CaptureQueriesContext(connection) as preguntas:
        actor = consultas.actor_de(consultas.empleado_de_cuenta(cuenta), en=DIA)
    assert len(preguntas) == 2
    assert "organizacion_puesto" not in " ".join(pregunta["sql"] for pregunta in preguntas)
    assert actor == antes


def test_what_an_actor_may_do_is_that_of_now_also_when_a_change_is_undone() -> None:
    rosa = empleado("rosa")
    suyo = Puesto.objects.get(ocupaciones__empleado=rosa)
    antes = consultas.actor_de(rosa, en=DIA)
    assert antes.puede("registro.anotar")
    with transaction.atomic():
        operaciones.asignar_roles(suyo, [], actor=ADMIN, reloj=RELOJ)
        assert not consultas.actor_de(rosa, en=DIA).puede("registro.anotar")
        transaction.set_rollback(True)
    assert consultas.actor_de(rosa, en=DIA) == antes
    estructura.asignar_roles(actor=ADMIN, puesto_id=suyo.id, roles=[], reloj=RELOJ)
    assert not consultas.actor_de(rosa, en=DIA).puede("registro.anotar")


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
    archivera = Ocupacion.objects.filter(puesto=puesto("archivo")).select_related("empleado__persona").get().empleado
    assert {archivo.id, nueva.id} <= consultas.actor_de(archivera, en=DIA).unidades  # the cases that it left
    ultima = estructura.reorganizar_unidad(
        actor=ADMIN,
        unidad_id=nueva.id,
        dir3="LA0009989",
        nombre="Memoria",
        padre_id=archivo.padre_id,
        desde=date(2026, 10, 1),
        reloj=RELOJ,
    )
    assert {archivo.id, nueva.id, ultima.id} <= consultas.actor_de(archivera, en=DIA).unidades


def test_loading_again_changes_nothing_and_every_change_left_a_fact() -> None:
    antes = (Unidad.objects.count(), Empleado.objects.count(), Ocupacion.objects.count())
    demostracion.sembrar(reloj=RELOJ)
    assert (Unidad.objects.count(), Empleado.objects.count(), Ocupacion.objects.count()) == antes
    assert Evento.objects.filter(tipo="organizacion.unidad.creada").count() == antes[0]
    assert Evento.objects.filter(tipo="organizacion.puesto.ocupado").count() == antes[2]


def test_a_code_serves_once_for_the_signing_port() -> None:
    puerto = SegundoFactorDeEmpleados()
    javier = empleado("javier")
    codigo = demostracion.codigo_actual("javier")
    assert not puerto.verificar(empleado("rosa").id, codigo, para="x")
    assert puerto.verificar(javier.id, codigo, para="x")
    siguiente = demostracion.codigo_actual("javier")
    assert siguiente != codigo
    assert puerto.verificar(javier.id, siguiente, para="x")
    assert not puerto.verificar(javier.id, codigo, para="x")
    assert len(puerto.material(javier.id)) >= 16


def test_after_a_wrong_code_the_device_rests() -> None:
    puerto = SegundoFactorDeEmpleados()
    assert not puerto.verificar(empleado("javier").id, "000000", para="x")
    assert not puerto.verificar(empleado("javier").id, demostracion.codigo_actual("javier"), para="x")


def siglas(usuario: str, dia: date = DIA) -> set[str]:
    a_cargo = unidades_a_cargo(empleado(usuario).id, permiso="expediente.asignar", en=dia)
    return set(Unidad.objects.filter(id__in=a_cargo).values_list("dir3", flat=True))


def test_who_heads_a_unit_is_who_shares_out_its_work_and_heads_those_below_and_before() -> None:
    assert siglas("marta") == {"LA0009986"}
    assert siglas("nuria") == siglas("carmen") == set()
    de_secretaria = {"LA0009984", "LA0009989", "LA0009991", "LA0009970", "LA0009972", "LA0009975", "LA0009976"}
    assert siglas("javier") == {"LA0009982", *de_secretaria}
    nueva = estructura.reorganizar_unidad(
        actor=ADMIN,
        unidad_id=Unidad.objects.get(dir3="LA0009984").id,
        dir3="LA0009969",
        nombre="Atención",
        padre_id=Unidad.objects.get(dir3="LA0009982").id,
        desde=DIA,
        reloj=RELOJ,
    )
    assert siglas("javier") >= {"LA0009984", nueva.dir3}


def test_heading_a_unit_lasts_as_long_as_the_post_or_the_substitution() -> None:
    assert siglas("nuria") == set()
    sustituciones.designar_suplencia(
        actor=ADMIN,
        puesto_id=puesto("jefatura-licencias").id,
        suplente_id=empleado("nuria").id,
        desde=DIA,
        hasta=DIA,
        norma="Decreto 2026/701",
        reloj=RELOJ,
    )
    assert siglas("nuria") == {"LA0009986"}
    assert consultas.actor_de(empleado("nuria"), en=DIA).suple_a == {empleado("marta").id}
    despues = date(2026, 9, 16)
    assert siglas("nuria", despues) == set()
    assert consultas.actor_de(empleado("nuria"), en=despues).suple_a == frozenset()


def test_the_units_that_one_heads_take_one_short_question_until_something_changes() -> None:
    siglas("javier")
    with CaptureQueriesContext(connection) as preguntas:
        unidades_a_cargo(empleado("javier").id, permiso="expediente.asignar", en=DIA)
    assert len(preguntas) == 2, "whose they are, and whether something changed"
