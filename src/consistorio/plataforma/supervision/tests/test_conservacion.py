"""Retention: what has served its time goes, what has not stays, and the database itself holds the access log to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import DateField
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo, RelojSistema
from consistorio.plataforma.auditoria.models import Acceso, Evento, PlazoConservacion
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.identidad.models import (
    AsercionVista,
    Cuenta,
    IntentoAcceso,
    PeticionAcceso,
    RetoLlave,
    Sesion,
)
from consistorio.plataforma.supervision.acciones import conservacion
from consistorio.plataforma.supervision.trabajos import barrer

pytestmark = pytest.mark.django_db
AHORA = timezone.now()
HOY = RelojFijo(datetime(2027, 3, 1, 9, tzinfo=UTC))
ADMINISTRA = Actor.sistema("prueba", "sistema.administrar")


def hace(**cuanto: int) -> datetime:
    return AHORA - timedelta(**cuanto)


def acceso(momento: datetime) -> Acceso:
    return Acceso.objects.create(
        momento=momento,
        actor_clase="empleado",
        actor_id=ADMINISTRA.id,
        que="x",
        objeto_id="1",
        motivo="x",
        resultado="permitido",
    )


def sesion(cuenta: Cuenta, caduca: datetime) -> Sesion:
    fechas = dict.fromkeys(("abierta_el", "vista_el", "reautenticada_el", "caduca_el"), caduca)
    return Sesion.objects.create(cuenta=cuenta, medio="contrasena_totp", nivel=2, **fechas)


def test_the_sweep_deletes_what_has_served_its_time_and_nothing_else() -> None:
    cuenta = Cuenta.objects.crear("eva", None)
    quedan = [
        sesion(cuenta, hace(days=1800)),
        acceso(hace(days=1800)),
        IntentoAcceso.objects.create(clave="x", momento=hace(days=29), acertado=False),
        PeticionAcceso.objects.create(medio="clave", creada_el=AHORA, caduca_el=hace(hours=20)),
        AsercionVista.objects.create(asercion="nueva", recibida_el=hace(hours=20)),
        RetoLlave.objects.create(cuenta=cuenta, para="entrar", reto=b"1", caduca_el=hace(hours=20)),
    ]
    se_van = [
        sesion(cuenta, hace(days=1830)),
        acceso(hace(days=1830)),
        IntentoAcceso.objects.create(clave="x", momento=hace(days=31), acertado=True),
        PeticionAcceso.objects.create(medio="clave", creada_el=AHORA, caduca_el=hace(hours=25)),
        AsercionVista.objects.create(asercion="vieja", recibida_el=hace(hours=25)),
        RetoLlave.objects.create(cuenta=cuenta, para="entrar", reto=b"2", caduca_el=hace(hours=25)),
    ]
    numero = encolar("cola.recuperar")
    ProcrastinateJob.objects.filter(id=numero)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [numero])
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '31 days' WHERE job_id = %s", [numero])
    barrer()
    assert [type(fila)._default_manager.filter(pk=fila.pk).exists() for fila in quedan] == [True] * len(quedan)
    assert [type(fila)._default_manager.filter(pk=fila.pk).exists() for fila in se_van] == [False] * len(se_van)
    assert not ProcrastinateJob.objects.filter(id=numero).exists()
    dichos = {e.datos["modelo"]: e.datos["filas"] for e in Evento.objects.filter(tipo="conservacion.aplicada")}
    assert dichos == {
        **dict.fromkeys(("auditoria.Acceso", "identidad.Sesion", "identidad.IntentoAcceso"), 1),
        **dict.fromkeys(("identidad.PeticionAcceso", "identidad.AsercionVista", "identidad.RetoLlave"), 1),
        "cola.Trabajo": 1,
    }


@pytest.mark.parametrize(
    "orden",
    [
        "DELETE FROM auditoria_acceso WHERE objeto_id = '1'",
        "UPDATE auditoria_acceso SET momento = now() - interval '9 years'",
        "TRUNCATE auditoria_acceso",
    ],
)
def test_nobody_deletes_an_access_before_its_time(orden: str) -> None:
    acceso(hace(days=1000))
    with pytest.raises((IntegrityError, DatabaseError), match=r"inmutable|pending trigger"), transaction.atomic():
        connection.cursor().execute(orden)
    assert Acceso.objects.filter(objeto_id="1").exists()


def test_whatever_the_table_says_an_access_stays_three_years() -> None:
    PlazoConservacion.objects.create(codigo="accesos", desde=date(2026, 6, 1), dias=1, norma="un descuido")
    joven, viejo = acceso(hace(days=1000)), acceso(hace(days=1100))
    barrer()
    assert Acceso.objects.filter(pk=joven.pk).exists()
    assert not Acceso.objects.filter(pk=viejo.pk).exists()


def test_a_term_is_changed_from_a_day_on_and_counts_from_it() -> None:
    conservacion.fijar(
        actor=ADMINISTRA, codigo="intentos", dias=7, desde=date(2027, 4, 1), norma="Acuerdo de Pleno", reloj=HOY
    )
    assert conservacion.plazo_de("intentos", en=date(2027, 3, 31)) == 30
    assert conservacion.plazo_de("intentos", en=date(2027, 4, 1)) == 7
    assert Evento.objects.get(tipo="conservacion.fijada").datos == {
        "codigo": "intentos",
        "dias": 7,
        "desde": "2027-04-01",
    }


def test_a_wrong_term_is_refused_whole_with_every_problem() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        conservacion.fijar(actor=ADMINISTRA, codigo="nada", dias=0, desde=date(2027, 2, 1), norma=" ", reloj=HOY)
    assert [p.campo for p in error.value.problemas] == ["codigo", "dias", "desde", "norma"]
    with pytest.raises(DatosIncorrectos) as error:
        conservacion.fijar(
            actor=ADMINISTRA, codigo="accesos", dias=365, desde=date(2027, 3, 1), norma="Acuerdo", reloj=HOY
        )
    assert [p.campo for p in error.value.problemas] == ["dias"]
    assert PlazoConservacion.objects.filter(desde__gt=date(2026, 1, 1)).count() == 0


def test_without_a_term_nothing_is_deleted_by_guess() -> None:
    with pytest.raises(LookupError):
        conservacion.plazo_de("otra_cosa", en=date(2027, 1, 1))
    for modelo, caduca in conservacion.caducables():
        assert isinstance(modelo._meta.get_field(caduca.desde), DateField)
    assert all(conservacion.plazo_de(c.codigo, en=RelojSistema().ahora().date()) for _m, c in conservacion.caducables())
