"""Loading the organisation from files: what is refused, and what loads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion import consultas, demostracion
from consistorio.plataforma.organizacion.acciones import estructura, importacion
from consistorio.plataforma.organizacion.ficheros import leer
from consistorio.plataforma.organizacion.models import Empleado, Unidad

RELOJ = RelojFijo(datetime(2026, 9, 15, 10, tzinfo=UTC))
ADMIN = Actor.sistema("prueba", "organizacion.administrar")
DIA = date(2026, 9, 15)

pytestmark = pytest.mark.django_db


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
    (tmp_path / "roles.csv").write_text("codigo;nombre;permisos\noac;Registro;personas.*\n")
    (tmp_path / "puestos.csv").write_text("codigo;nombre;unidad;roles\noac-1;Registro;LA0001111;oac\n")
    (tmp_path / "empleados.csv").write_text(
        "nif;nombre;apellido1;desde;usuario;puesto\n12345678Z;Ana;García;2026-01-01;ana;oac-1\n"
    )
    resultado = importacion.importar(actor=ADMIN, carga=leer(tmp_path), reloj=RELOJ)
    assert (resultado.unidades, resultado.puestos, resultado.empleados) == (2, 1, 1)
    assert resultado.cuentas[0].usuario == "ana"
    cuenta_id = str(Empleado.objects.get(cuenta__usuario="ana").cuenta_id)
    assert Evento.objects.get(tipo="identidad.cuenta.creada").datos == {"cuenta_id": cuenta_id}
    assert consultas.actor_de(Empleado.objects.get(cuenta__usuario="ana"), en=DIA).puede("personas.mantener")
    (tmp_path / "delegaciones.csv").write_text("organo;puesto;desde;texto\nalcaldia;nadie;2026-01-01;por delegación\n")
    (tmp_path / "unidades.csv").write_text("dir3;nombre;padre;desde\nL01990022;Nueva;;2026-01-01\n")
    (tmp_path / "puestos.csv").unlink()
    with pytest.raises(DatosIncorrectos, match="nadie"):
        importacion.importar(actor=ADMIN, carga=leer(tmp_path), reloj=RELOJ)
    assert not Unidad.objects.filter(dir3="L01990022").exists()


def test_a_role_cannot_hold_a_permission_that_does_not_exist() -> None:
    with pytest.raises(DatosIncorrectos, match=r"volar"):
        estructura.definir_rol(actor=ADMIN, codigo="r", nombre="R", permisos=["volar"], reloj=RELOJ)


def test_demo_people_refuse_production(settings: Settings) -> None:
    settings.CONSISTORIO_ENTORNO = "produccion"
    with pytest.raises(NoPermitido):
        demostracion.sembrar(reloj=RELOJ)
