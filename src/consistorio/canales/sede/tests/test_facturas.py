"""«¿Dónde está mi factura?»: whose they are, how each is, filing one, and what who sent it is told by mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_string, policy
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.cli.datos_demo.facturae import Pedida, factura
from consistorio.documental.registro.models import Asiento
from consistorio.economia.conftest import reloj, villa_que_firma, villa_sembrada
from consistorio.economia.facturas import acciones, consultas
from consistorio.economia.facturas.models import AvisoEmisor, Entrega, Factura
from consistorio.economia.facturas.operaciones import (
    bloqueada,
    deber_otra_vez,
    desmarcar_rectificada,
    marcar_rectificada,
)
from consistorio.economia.facturas.tests.conftest import cuentas, intervencion, marta
from consistorio.economia.facturas.tests.escena import firmar, gasto, llega, pagar, traida
from consistorio.integraciones.correo.tests.buzon import Buzon
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones.tests.test_avisos import buzon
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db
__all__ = ["buzon", "cuentas", "intervencion", "marta", "reloj", "villa_que_firma", "villa_sembrada"]
MEDIO = "consistorio.canales.oac.tests.actor_de_prueba.ActorDePrueba"
AQUI = "/mi-carpeta/facturas/"
EMPRESA, SUYA, ANA = "B99999997", "11111111H", "12345678Z"
Navegar = Callable[[Actor], Client]


@pytest.fixture
def navegar(reloj: RelojDePrueba) -> Iterator[Navegar]:
    """The browser of a citizen, one at a time."""

    def de(actor: Actor) -> Client:
        ActorDePrueba.actor = actor
        return Client()

    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield de
    ActorDePrueba.actor = None
    del reloj


def por_la_empresa() -> Actor:
    """Who acts for the company."""
    return replace(escenario.ciudadana(SUYA), representa_a=Persona.objects.get(nif=EMPRESA).id)


def enviar(cliente: Client, datos: bytes | None, **mas: str) -> tuple[int, str, str]:
    """Send the form; its status, where it leads and what it says."""
    campos: dict[str, object] = {"clave": str(uuid7()), **mas}
    if datos is not None:
        campos["fichero"] = SimpleUploadedFile("factura.xsig", datos, "application/xml")
    respuesta = cliente.post(f"{AQUI}presentar/", campos)
    return respuesta.status_code, respuesta.headers.get("Location", ""), respuesta.content.decode()


def correos(buzon: Buzon) -> list[tuple[str, str, str]]:
    mensajes = [message_from_string(uno, policy=policy.default) for uno in buzon.mensajes]
    return [(str(m["To"]), str(m["Subject"]), m.get_content()) for m in mensajes]


def test_a_supplier_files_with_everything_that_is_wrong_said_first(
    casa_que_firma: Servidor, reloj: RelojDePrueba, navegar: Navegar
) -> None:
    buena = firmar(factura(Pedida()), casa_que_firma)
    assert "No hay ninguna factura suya." in navegar(por_la_empresa()).get(AQUI).content.decode()
    estado, _destino, texto = enviar(navegar(escenario.ciudadana(SUYA)), buena)
    assert (estado, "usted actúa en nombre de 11111111H" in texto) == (422, True)
    solo_obras = replace(por_la_empresa(), solo_procedimiento="licencia-obra-menor")
    assert enviar(navegar(solo_obras), buena)[0] == 403
    assert enviar(navegar(por_la_empresa()), b"<a/>")[0] == 422
    assert enviar(navegar(por_la_empresa()), None)[0] == 422
    assert Asiento.objects.count() == Entrega.objects.count() == 0

    mala = firmar(factura(Pedida(numero="F-2", total="1210.01", centros=())), casa_que_firma)
    cliente, clave = navegar(por_la_empresa()), str(uuid7())
    estado, _destino, texto = enviar(cliente, mala, clave=clave)
    assert estado == 422
    for dicho in (
        "oficina contable",
        "órgano gestor",
        "unidad tramitadora",
        "todavía no está presentada",
        'name="asi"',
    ):
        assert dicho in texto
    assert Asiento.objects.count() == 0
    recibido = re.findall(r"<input[^>]*name=\"recibidos\"[^>]*value=\"([^\"]+)\"", texto)
    estado, destino, _texto = enviar(cliente, None, clave=clave, asi="on", recibidos=recibido[0])
    assert estado == 302
    otra_vez = enviar(cliente, None, clave=clave, asi="on", recibidos=recibido[0])
    assert otra_vez[1] == destino, "pressed twice, filed once"
    [una] = Factura.objects.all()
    asiento = Asiento.objects.get()
    assert (una.estado, una.motivo_propuesto, una.entrega.asiento_id) == ("anotada", "centros", asiento.id)
    assert (una.entrada_el, una.entrega.canal) == (asiento.presentado_el, "registro")
    assert enviar(cliente, mala, asi="on")[0] == 409, "the same file, from a new page"
    confirmacion = cliente.get(destino).content.decode()
    assert asiento.numero_completo in confirmacion
    assert una.codigo in confirmacion
    assert "Estamos preparando el justificante" in confirmacion
    assert cliente.get(f"{destino}justificante/").status_code == 404
    manos.correr()
    assert cliente.get(f"{destino}justificante/").getvalue().startswith(b"%PDF")
    assert enviar(cliente, buena)[0] == 302
    assert navegar(escenario.ciudadana(ANA)).get(destino).status_code == 404
    del reloj


def test_one_of_the_register_before_says_its_number_there_and_has_no_file(
    reloj: RelojDePrueba, navegar: Navegar, intervencion: Actor
) -> None:
    una = traida(SUYA, intervencion, reloj)
    cliente = navegar(escenario.ciudadana(SUYA))
    assert una.codigo in cliente.get(AQUI).content.decode()
    vista = cliente.get(f"{AQUI}{una.id}/").content.decode()
    for dicho in ("2026/345", "aquí no está su archivo", "Seguimos con ella en otro programa", "20 días"):
        assert dicho in vista, dicho
    assert "Descargar lo que presentó" not in vista
    assert cliente.get(f"{AQUI}{una.id}/documento/").status_code == 404


@pytest.mark.usefixtures("cuentas")
def test_how_it_is_who_has_it_what_was_paid_and_who_is_told(
    casa_que_firma: Servidor,
    reloj: RelojDePrueba,
    intervencion: Actor,
    marta: Actor,
    navegar: Navegar,
    buzon: Buzon,
) -> None:
    abonos = [Pedida(numero="R-1", base="-100.00")]
    otras = [Pedida(numero="F-2", concepto="Mesas"), *abonos]
    datos = firmar(factura(Pedida(irpf="15.00"), mas=otras), casa_que_firma)
    buena, mala, abono = llega(datos, intervencion, reloj)
    reloj.avanzar(days=3)
    cliente = navegar(por_la_empresa())
    lista = cliente.get(AQUI).content.decode()
    assert [c in lista for c in (buena.codigo, mala.codigo, "Pendiente de conformidad")] == [True] * 3
    texto = cliente.get(f"{AQUI}{buena.id}/").content.decode()
    assert buena.unidad is not None
    for dicho in (buena.unidad.nombre, "3 días", "todavía no ha empezado", "artículo 198.4", "La presentó"):
        assert dicho in texto
    assert cliente.get(f"{AQUI}{buena.id}/documento/").getvalue() == datos
    acciones.rechazar(actor=marta, factura_id=mala.id, motivo="no_conforme", texto="Faltan dos mesas.", reloj=reloj)
    texto = cliente.get(f"{AQUI}{mala.id}/").content.decode()
    for dicho in ("Lo facturado no se ha entregado", "LCSP, art. 210", "Faltan dos mesas."):
        assert dicho in texto
    assert cliente.post(f"{AQUI}{mala.id}/anular/", {"texto": "Da igual"}).status_code == 422
    with pytest.raises(DatosIncorrectos):
        acciones.pedir_anulacion_propia(actor=por_la_empresa(), factura_id=buena.id, texto=" ", reloj=reloj)
    assert cliente.post(f"{AQUI}{buena.id}/anular/", {"texto": ""}).status_code == 422
    assert cliente.post(f"{AQUI}{buena.id}/anular/", {"texto": "Me equivoqué"}).status_code == 302
    assert "Usted ha pedido anularla" in cliente.get(f"{AQUI}{buena.id}/").content.decode()
    acciones.resolver_anulacion(actor=intervencion, factura_id=buena.id, acepta=False, texto="Ya llegó", reloj=reloj)

    acciones.conformar(actor=marta, factura_id=buena.id, observaciones="Ojo con este", reloj=reloj)
    assert buena.emisor is not None
    o = gasto(buena.emisor.persona_id, "1210", reloj)
    acciones.contabilizar(actor=intervencion, factura_id=buena.id, operacion_id=o.id, reloj=reloj)
    pagar(o, reloj)
    texto = cliente.get(f"{AQUI}{buena.id}/").content.decode()
    assert [d in texto for d in ("1.060,00 €", "Pagada", "Ya llegó", "Ojo con este")] == [True, True, True, False]

    acciones.conformar(actor=marta, factura_id=abono.id, observaciones="", reloj=reloj)
    texto = cliente.get(f"{AQUI}{abono.id}/").content.decode()
    assert ["No se le paga nada por ella" in texto, "Tesorería se lo pagará" in texto] == [True, False]
    with transaction.atomic():
        con: dict[str, Any] = {"original": buena, "operacion_id": o.id, "actor": intervencion, "reloj": reloj}
        marcar_rectificada(bloqueada(abono.id), **con)
    texto = cliente.get(f"{AQUI}{abono.id}/").content.decode()
    assert ["Rebajada de la factura que corrige" in texto, "Pagada" in texto] == [True, False]

    for ajeno in (
        escenario.ciudadana(ANA),
        escenario.ciudadana(SUYA),
        replace(por_la_empresa(), solo_procedimiento="x"),
    ):
        otro = navegar(ajeno)
        assert [otro.get(f"{AQUI}{buena.id}/{que}").status_code for que in ("", "documento/", "anular/")] == [404] * 3
        assert buena.codigo not in otro.get(AQUI).content.decode()
    vistos = Acceso.objects.filter(que="factura", objeto_id=str(buena.id)).values_list("actor_id", "resultado")
    assert {(escenario.ciudadana(SUYA).id, "permitido"), (escenario.ciudadana(ANA).id, "denegado")} <= set(vistos)

    manos.correr()
    dichos = correos(buzon)
    assert {a for a, _asunto, _texto in dichos} == {"avisos@reformasarlanzon.example"}
    de_que = [next(c for c in ("anotada", "rechazado", "No se anula", "pagada") if c in t) for _a, _s, t in dichos]
    assert sorted(de_que) == ["No se anula", "anotada", "pagada", "rechazado"], "a file of two is told of once"
    rechazo = next(t for _a, _s, t in dichos if "rechazado" in t)
    assert [d in rechazo for d in ("LCSP, art. 210", mala.codigo, "Faltan dos mesas")] == [True, True, False]
    avisos = AvisoEmisor.objects.values_list("clase", "resultado")
    assert set(avisos) == {(c, "enviado") for c in ("anotada", "rechazada", "anulacion_negada", "pagada")}
    reloj.avanzar(minutes=1)
    _lo_que_se_deshizo(abono, buena, {"operacion_id": o.id, "actor": intervencion, "reloj": reloj}, navegar)


def _lo_que_se_deshizo(abono: Factura, una: Factura, con: dict[str, Any], navegar: Navegar) -> None:
    """What was noted of it by mistake is undone: both wait again, and nobody reads that the bank gave anything back."""
    with transaction.atomic():
        desmarcar_rectificada(abono.como_rectificativa.get(), motivo="Era de otra", **con)
        deber_otra_vez(una.id, rectificativa=abono, **con)
    cliente = navegar(por_la_empresa())
    for cual, dice, calla in (
        (abono, ("No se le paga nada por ella", "vuelve a estar pendiente"), "Era de otra"),
        (una, ("Pendiente de pago", "No quedaba nada por pagar"), "El banco devolvió"),
    ):
        texto = cliente.get(f"{AQUI}{cual.id}/").content.decode()
        assert [dicho in texto for dicho in (*dice, calla)] == [True, True, False]


def test_a_rejection_that_reached_nobody_is_in_sight(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor, navegar: Navegar, buzon: Buzon
) -> None:
    def rechazada(numero: str) -> Factura:
        [una] = llega(firmar(factura(Pedida(numero=numero)), casa_que_firma), intervencion, reloj)
        acciones.rechazar(actor=marta, factura_id=una.id, motivo="precio", texto="Era menos.", reloj=reloj)
        manos.correr()
        return una

    def preguntas() -> int:
        cliente = navegar(por_la_empresa())
        with CaptureQueriesContext(connection) as hechas:
            assert "Rechazada" in cliente.get(AQUI).content.decode()
        return len(hechas)

    con_correo, con_una = rechazada("F-1"), preguntas()
    Persona.objects.filter(nif=EMPRESA).update(correo="")
    nueva = rechazada("F-2")
    assert preguntas() == con_una, "one more invoice, not one more question"
    assert {a.resultado for a in nueva.avisos_al_emisor.all()} == {"sin_medio"}
    assert [c.factura.id for c in consultas.sin_avisar(intervencion, en=hoy(reloj))] == [nueva.id]

    def avisar(cual: Factura, como: str) -> None:
        acciones.avisar_por_otro_medio(actor=intervencion, factura_id=cual.id, como=como, reloj=reloj)

    with pytest.raises(FaseIncompatible):
        avisar(con_correo, "Carta")
    with pytest.raises(DatosIncorrectos):
        avisar(nueva, " ")
    avisar(nueva, "Carta 2026-S-1")
    assert consultas.sin_avisar(intervencion, en=hoy(reloj)) == []
    assert len(buzon.mensajes) == 2
