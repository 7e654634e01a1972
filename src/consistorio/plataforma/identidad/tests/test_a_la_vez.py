"""Nobody waits for the login of somebody else: one is stopped in the middle of its transaction, and the others go on.

Two connections to a real database. A wait would be refused by PostgreSQL (`lock_timeout`) instead of passing unseen.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction

from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.sellado.verificacion import verificar
from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import DemasiadosIntentos
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria import operaciones as auditoria
from consistorio.plataforma.auditoria.models import Cadena, Evento
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, Suscriptor, suscriptores_de
from consistorio.plataforma.identidad.acciones.contrasena import comprobar_contrasena
from consistorio.plataforma.identidad.acciones.peticion import iniciar_peticion, responder_peticion
from consistorio.plataforma.identidad.acciones.sesion import abrir_sesion_con_vale, abrir_sesion_personal, cerrar_sesion
from consistorio.plataforma.identidad.intentos import FALLOS_POR_USUARIO
from consistorio.plataforma.identidad.models import Cuenta, IntentoAcceso, Sesion
from consistorio.plataforma.identidad.operaciones import crear_cuenta
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE
from consistorio.plataforma.identidad.tipos import Identificacion

pytestmark = pytest.mark.usefixtures("base_propia")
MAQUINA = RelojSistema()
ACCESO = Actor.sistema("acceso", IDENTIFICARSE)
ESPERA = 60.0


def cuenta_de(usuario: str) -> Cuenta:
    with transaction.atomic():
        return crear_cuenta(usuario, "Una-frase-larga-7", actor=ACCESO, reloj=MAQUINA)


def entrar(cuenta: Cuenta) -> Sesion:
    return abrir_sesion_personal(
        actor=ACCESO, cuenta_id=cuenta.id, medio=Sesion.Medio.CONTRASENA_TOTP, direccion="", maquina=MAQUINA
    )


def entrar_en_la_sede(nif: str) -> Sesion:
    peticion = iniciar_peticion(actor=ACCESO, medio="clave", nivel=Nivel.BAJO, vuelve_a="/", maquina=MAQUINA)
    identificacion = Identificacion(medio="clave", nivel=Nivel.SUSTANCIAL, nif=nif, nombre="Ana", apellido1="Gil")
    vale = responder_peticion(actor=ACCESO, peticion_id=peticion.id, identificacion=identificacion, maquina=MAQUINA)
    sesion, _adonde, error = abrir_sesion_con_vale(
        actor=ACCESO, peticion_id=peticion.id, vale=vale, direccion="", maquina=MAQUINA, reloj=MAQUINA
    )
    assert sesion is not None, error
    return sesion


@contextmanager
def parado(entra: Callable[[], Sesion], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While somebody's login holds all its locks, on a connection of its own."""
    dentro, sigue = threading.Event(), threading.Event()
    errores: list[Exception] = []

    def pararse(_hecho: HechoAnotado) -> None:
        if threading.current_thread() is hilo:
            dentro.set()
            assert sigue.wait(ESPERA)

    def con_parada(tipo: str) -> tuple[Suscriptor, ...]:
        return (*suscriptores_de(tipo), pararse) if tipo == "identidad.sesion.abierta" else suscriptores_de(tipo)

    def correr() -> None:
        try:
            entra()
        except Exception as error:
            errores.append(error)
            dentro.set()
        finally:
            connections.close_all()

    monkeypatch.setattr(auditoria, "suscriptores_de", con_parada)
    hilo = threading.Thread(target=correr)
    hilo.start()
    assert dentro.wait(ESPERA)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        yield
    finally:
        sigue.set()
        hilo.join(ESPERA)
    assert errores == []


def lo_que_no_cuadra() -> list[str]:
    """What `verificar` says of the database."""
    return [str(hallazgo) for hallazgo in verificar(confianza=Confianza(())).hallazgos]


def test_two_of_the_staff_enter_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nuria, isabel = cuenta_de("nuria"), cuenta_de("isabel")
    with parado(lambda: entrar(nuria), monkeypatch):
        suya = entrar(isabel)
        assert not comprobar_contrasena(
            actor=ACCESO, usuario="isabel", contrasena="otra", direccion="", maquina=MAQUINA
        )
        cerrar_sesion(actor=ACCESO, sesion_id=suya.id, maquina=MAQUINA)
        assert not Evento.objects.filter(cadena=f"cuenta:{nuria.id}", tipo="identidad.sesion.abierta").exists()
    assert Evento.objects.filter(cadena=f"cuenta:{nuria.id}", tipo="identidad.sesion.abierta").count() == 1
    assert [e.tipo for e in Evento.objects.filter(cadena=f"cuenta:{isabel.id}").order_by("seq")] == [
        "identidad.cuenta.creada",
        "identidad.sesion.abierta",
        "identidad.contrasena.rechazada",
        "identidad.sesion.cerrada",
    ]
    assert not Cadena.objects.filter(nombre="sistema").exists()
    assert lo_que_no_cuadra() == []


def test_a_citizen_enters_while_another_one_and_the_staff_do(monkeypatch: pytest.MonkeyPatch) -> None:
    nuria = cuenta_de("nuria")
    with parado(lambda: entrar_en_la_sede("12345678Z"), monkeypatch):
        otra = entrar_en_la_sede("87654321X")
        entrar(nuria)
    tipos = [e.tipo for e in Evento.objects.filter(cadena=f"persona:{otra.persona_id}").order_by("seq")]
    assert tipos == ["identidad.persona.creada", "identidad.sesion.abierta"]
    assert Sesion.objects.count() == 3
    assert lo_que_no_cuadra() == []


def test_a_user_name_that_nobody_has_is_noted_apart() -> None:
    comprobar_contrasena(actor=ACCESO, usuario="nadie", contrasena="x", direccion="", maquina=MAQUINA)
    assert Evento.objects.get(tipo="identidad.contrasena.rechazada").cadena == "sistema"


def test_guesses_sent_all_at_once_are_counted_one_by_one() -> None:
    cuenta_de("nuria")
    salida, rechazados = threading.Barrier(FALLOS_POR_USUARIO * 2), list[bool]()

    def probar(numero: int) -> None:
        salida.wait(ESPERA)
        try:
            comprobar_contrasena(actor=ACCESO, usuario="nuria", contrasena=str(numero), direccion="", maquina=MAQUINA)
        except DemasiadosIntentos:
            rechazados.append(True)
        finally:
            connections.close_all()

    hilos = [threading.Thread(target=probar, args=[n]) for n in range(FALLOS_POR_USUARIO * 2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(ESPERA)
    assert len(rechazados) == FALLOS_POR_USUARIO
    assert IntentoAcceso.objects.count() == FALLOS_POR_USUARIO
