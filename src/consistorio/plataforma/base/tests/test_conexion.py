"""Reading and writing `DATABASE_URL`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.plataforma.base.conexion import (
    Conexion,
    cluster_de_la_casa,
    conexion_a,
    conexion_de_la_casa,
    conexion_de_pruebas,
)
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.marca import exigir_base_de_ejemplo

texto = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(
    nombre=texto,
    usuario=texto,
    clave=texto,
    host=st.sampled_from(["db.example", "10.0.0.1", "::1", "/var/run/con espacio/pg", "/tmp/'x'"]),
    puerto=st.sampled_from(["", "5432", "6000"]),
)
def test_una_conexion_se_escribe_y_se_vuelve_a_leer_igual(
    nombre: str, usuario: str, clave: str, host: str, puerto: str
) -> None:
    conexion = Conexion(nombre, usuario, clave, host, puerto, {"sslmode": "require"})
    assert Conexion.de_url(conexion.url()) == conexion


def test_lo_que_no_se_entiende_se_dice_sin_revelar_la_clave() -> None:
    for url in ("mysql://u:secreta@h/b", "postgresql://u:secreta@h/", "postgresql://u:secreta@h:puerto/b"):
        with pytest.raises(BaseNoDisponible) as error:
            Conexion.de_url(url)
        assert "secreta" not in str(error.value)


def test_la_clave_va_por_el_entorno_y_no_por_la_orden() -> None:
    entorno = Conexion.de_url("postgresql://u:c%40@h:1/b?sslmode=verify-full").entorno_libpq()
    assert entorno == {
        "PGDATABASE": "b", "PGUSER": "u", "PGPASSWORD": "c@", "PGHOST": "h", "PGPORT": "1", "PGSSLMODE": "verify-full",
    }  # fmt: skip


def test_las_pruebas_no_usan_nunca_la_base_del_pueblo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@produccion.example/pueblo")
    assert conexion_de_la_casa().nombre == "pueblo"
    assert conexion_de_pruebas().host != "produccion.example"


def test_the_private_cluster_is_known_by_its_address_and_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A demo's processes load while it starts: they get its address, and it may not answer yet."""
    monkeypatch.setenv("CONSISTORIO_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", conexion_a(cluster_de_la_casa()).url())
    exigir_base_de_ejemplo()
    monkeypatch.setenv("DATABASE_URL", "postgresql://nadie@127.0.0.1:9/ninguna")
    with pytest.raises(BaseNoDisponible, match="no responde"):
        exigir_base_de_ejemplo()
