"""Passkeys through their actions: made with a fresh code, used once for what they were asked, refused for anything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import Settings

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import RelojFijo, RelojSistema
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad import llaves
from consistorio.plataforma.identidad.acciones import llaves as acciones
from consistorio.plataforma.identidad.acciones import segundo_factor as acciones_factor
from consistorio.plataforma.identidad.acciones.sesion import abrir_sesion_personal
from consistorio.plataforma.identidad.models import Cuenta, LlaveAcceso, RetoLlave, Sesion
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE
from consistorio.plataforma.identidad.tests.autenticador import Autenticador
from consistorio.plataforma.organizacion.demostracion import codigo_actual

pytestmark = [pytest.mark.usefixtures("pueblo_sembrado"), pytest.mark.django_db]
MAQUINA = RelojSistema()
ACCESO = Actor.sistema("acceso", IDENTIFICARSE)
SEDE = "https://sede.valdeprueba.es"


@pytest.fixture(autouse=True)
def _sede(settings: Settings) -> None:
    settings.CONSISTORIO_SEDE_URL = SEDE


def autenticador(**cambios: object) -> Autenticador:
    return Autenticador(**{"origen": SEDE, "rp": "sede.valdeprueba.es", **cambios})  # type: ignore[arg-type]


def de_sesion(usuario: str) -> Actor:
    cuenta = Cuenta.objects.get(usuario=usuario)
    sesion = abrir_sesion_personal(
        actor=ACCESO, cuenta_id=cuenta.id, medio=Sesion.Medio.CONTRASENA_TOTP, direccion="", maquina=MAQUINA
    )
    permisos = frozenset({"personal.cuenta"})
    return Actor(ClaseActor.EMPLEADO, cuenta.id, usuario, permisos, medio="x", sesion=str(sesion.id))


def con_llave(actor: Actor, llave: Autenticador, usuario: str = "isabel") -> LlaveAcceso:
    opciones = acciones.pedir_alta(actor=actor, codigo=codigo_actual(usuario), maquina=MAQUINA)
    assert opciones is not None
    return acciones.guardar(
        actor=actor, nombre=" Portátil  del despacho ", respuesta=llave.crear(opciones), maquina=MAQUINA
    )


def entrar(cuenta: Cuenta, respuesta: str, para: str = llaves.PARA_ENTRAR) -> bool:
    return acciones.comprobar(actor=ACCESO, cuenta_id=cuenta.id, respuesta=respuesta, para=para, maquina=MAQUINA)


def test_a_passkey_is_made_with_a_code_and_opens_the_login_once_per_challenge() -> None:
    actor, llave = de_sesion("isabel"), autenticador()
    guardada = con_llave(actor, llave)
    assert guardada.nombre == "Portátil del despacho"
    cuenta = guardada.cuenta
    opciones = acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=cuenta.id, maquina=MAQUINA)
    respuesta = llave.usar(opciones)
    assert entrar(cuenta, respuesta)
    assert not entrar(cuenta, respuesta), "the same assertion served twice"
    guardada.refresh_from_db()
    assert (guardada.contador, guardada.usada_el is not None) == (1, True)
    tipos = list(
        Evento.objects.filter(tipo__startswith="identidad.llave").order_by("seq").values_list("tipo", flat=True)
    )
    assert tipos == ["identidad.llave.pedida", "identidad.llave.guardada", "identidad.llave.pedida"]
    assert Evento.objects.filter(tipo="identidad.segundo_factor.rechazado").count() == 1


def test_an_open_session_alone_adds_no_way_in() -> None:
    actor = de_sesion("isabel")
    assert acciones.pedir_alta(actor=actor, codigo="000000", maquina=MAQUINA) is None
    assert not RetoLlave.objects.exists()
    otra = autenticador()
    with pytest.raises(DatosIncorrectos):
        acciones.guardar(
            actor=actor,
            nombre="x",
            respuesta=otra.crear({"publicKey": {"challenge": "AAAA"}}),
            maquina=MAQUINA,
        )
    assert not LlaveAcceso.objects.exists()


@pytest.mark.parametrize(
    "estropear",
    [
        lambda llave, opciones: autenticador(clave=llave.clave, id=llave.id, verifica=False).usar(opciones),
        lambda llave, opciones: autenticador(
            clave=llave.clave, id=llave.id, origen="https://sede.valdeprueba.es.mala.es"
        ).usar(opciones),
        lambda llave, opciones: autenticador(clave=llave.clave, id=llave.id, rp="mala.es").usar(opciones),
        lambda llave, opciones: autenticador(id=llave.id).usar(opciones),
        lambda llave, opciones: autenticador().usar(opciones),
        lambda llave, opciones: llave.usar({"publicKey": {"challenge": "AAAA"}}),
        lambda llave, opciones: llave.crear(opciones),
        lambda llave, opciones: llave.usar(opciones)[:-40],
        lambda llave, opciones: "[]",
        lambda llave, opciones: '{"id": 7}',
        lambda llave, opciones: "x" * 30_000,
    ],
    ids=[
        "sin_verificar",
        "otro_origen",
        "otro_rp",
        "otra_clave",
        "otra_llave",
        "otro_reto",
        "de_alta",
        "cortada",
        "lista",
        "vacia",
        "larga",
    ],
)
def test_whatever_does_not_prove_it_is_refused_and_written(
    estropear: Callable[[Autenticador, llaves.Opciones], str],
) -> None:
    llave = autenticador()
    guardada = con_llave(de_sesion("isabel"), llave)
    opciones = acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=guardada.cuenta_id, maquina=MAQUINA)
    assert not entrar(guardada.cuenta, estropear(llave, opciones))
    assert Evento.objects.filter(tipo="identidad.segundo_factor.rechazado").count() == 1


def test_a_challenge_is_for_one_purpose_one_account_and_five_minutes() -> None:
    actor, llave = de_sesion("isabel"), autenticador()
    cuenta = con_llave(actor, llave).cuenta
    para_firmar = acciones.pedir(actor=actor, para="firma:abc", maquina=MAQUINA)
    assert not entrar(cuenta, llave.usar(para_firmar)), "an assertion for signing opened a session"
    ajena = Cuenta.objects.get(usuario="javier")
    opciones = acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=cuenta.id, maquina=MAQUINA)
    assert not entrar(ajena, llave.usar(opciones))
    tarde = RelojFijo(MAQUINA.ahora() + llaves.VIDA_DEL_RETO + timedelta(seconds=1))
    respuesta = llave.usar(acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=cuenta.id, maquina=MAQUINA))
    aceptada = acciones.comprobar(
        actor=ACCESO, cuenta_id=cuenta.id, respuesta=respuesta, para=llaves.PARA_ENTRAR, maquina=tarde
    )
    assert not aceptada


def test_a_copied_passkey_is_told_by_its_counter() -> None:
    actor, llave = de_sesion("isabel"), autenticador()
    cuenta = con_llave(actor, llave).cuenta
    copia = autenticador(clave=llave.clave, id=llave.id)
    for _vez in range(2):
        assert entrar(
            cuenta, llave.usar(acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=cuenta.id, maquina=MAQUINA))
        )
    opciones = acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=cuenta.id, maquina=MAQUINA)
    assert not entrar(cuenta, copia.usar(opciones))


def test_one_removes_only_ones_own_and_nobody_keeps_one_twice() -> None:
    eva, nuria, llave = de_sesion("isabel"), de_sesion("javier"), autenticador()
    guardada = con_llave(eva, llave)
    opciones = acciones.pedir_alta(actor=nuria, codigo=codigo_actual("javier"), maquina=MAQUINA)
    assert opciones is not None
    with pytest.raises(Conflicto):
        acciones.guardar(actor=nuria, nombre="copia", respuesta=llave.crear(opciones), maquina=MAQUINA)
    with pytest.raises(NoEncontrado):
        acciones.retirar(actor=nuria, llave_id=guardada.id, maquina=MAQUINA)
    acciones.retirar(actor=eva, llave_id=guardada.id, maquina=MAQUINA)
    with pytest.raises(NoEncontrado):
        acciones.pedir_para_entrar(actor=ACCESO, cuenta_id=guardada.cuenta_id, maquina=MAQUINA)
    with pytest.raises(NoEncontrado):
        acciones.retirar(actor=eva, llave_id=guardada.id, maquina=MAQUINA)


def test_an_administrator_takes_every_second_factor_away_at_once() -> None:
    actor, llave = de_sesion("isabel"), autenticador()
    cuenta = con_llave(actor, llave).cuenta
    acciones.pedir(actor=actor, para=llaves.PARA_CONFIRMAR, maquina=MAQUINA)
    administra = Actor.sistema("prueba", "cuentas.administrar")
    acciones_factor.restablecer(actor=administra, cuenta_id=cuenta.id, maquina=MAQUINA)
    assert not LlaveAcceso.objects.filter(cuenta=cuenta).exists()
    assert not RetoLlave.objects.filter(cuenta=cuenta).exists()


def test_no_more_than_ten() -> None:
    actor = de_sesion("isabel")
    cuenta = Cuenta.objects.get(usuario="isabel")
    with transaction.atomic():
        for n in range(acciones.MAXIMO):
            LlaveAcceso.objects.create(cuenta=cuenta, nombre=str(n), credencial=bytes([n]), publica=b"x")
    with pytest.raises(Conflicto):
        acciones.pedir_alta(actor=actor, codigo=codigo_actual("isabel"), maquina=MAQUINA)
