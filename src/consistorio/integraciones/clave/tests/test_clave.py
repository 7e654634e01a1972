"""Answers of Cl@ve that must be believed and those that must not, with real signed messages."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree
from saml2 import SAMLError
from saml2.saml import NAMEID_FORMAT_UNSPECIFIED, NameID

from consistorio.integraciones.clave import simulador as modulo
from consistorio.integraciones.clave.niveles import URI_POR_NIVEL
from consistorio.integraciones.clave.simulador import Simulador, crear, exigir_demo
from consistorio.integraciones.clave.sp import DS, EIDAS, FIRMA, RESUMEN, SAML, SAMLP, ProveedorServicio
from consistorio.integraciones.clave.tipos import RespuestaAceptada, RespuestaRechazada
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.errores import NoPermitido, ServicioNoDisponible
from consistorio.nucleo.identificadores import uuid7

pytestmark = pytest.mark.lento

SEDE = "http://localhost:8000"


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulador]:
    servidor = crear(tmp_path_factory.mktemp("clave"), puerto=0, sede=SEDE)
    yield servidor.simulador
    servidor.server_close()


@pytest.fixture
def sp(idp: Simulador) -> ProveedorServicio:
    return idp.sp


def contestar(
    idp: Simulador, sp: ProveedorServicio, peticion: UUID, *, nivel: Nivel = Nivel.SUSTANCIAL, variante: str = "bien"
) -> str:
    formulario = sp.pedir(peticion, nivel)
    identificador, consumidor, pedido = idp.leer(formulario.campos["SAMLRequest"])
    assert identificador == f"_{peticion.hex}"
    assert pedido == URI_POR_NIVEL[nivel]
    return idp.responder(identificador, consumidor, nif="12345678Z", nivel=pedido, variante=variante)


def juzgar(sp: ProveedorServicio, respuesta: str, peticion: UUID) -> RespuestaAceptada:
    return sp.juzgar(respuesta, abierta=lambda p: p == peticion)


def tocar(respuesta: str, viejo: str, nuevo: str) -> str:
    texto = base64.b64decode(respuesta).decode()
    assert re.search(viejo, texto, re.DOTALL)
    return base64.b64encode(re.sub(viejo, nuevo, texto, flags=re.DOTALL).encode()).decode()


@pytest.mark.parametrize("nivel", [Nivel.BAJO, Nivel.SUSTANCIAL, Nivel.ALTO])
def test_a_good_answer_identifies_with_its_level(idp: Simulador, sp: ProveedorServicio, nivel: Nivel) -> None:
    peticion = uuid7()
    aceptada = juzgar(sp, contestar(idp, sp, peticion, nivel=nivel), peticion)
    uno = aceptada.identificacion
    assert (uno.nif, uno.nombre, uno.apellido1, uno.apellido2) == ("12345678Z", "Ana", "García", "López")
    assert (uno.nivel, uno.medio, aceptada.peticion) == (nivel, "clave", peticion)
    assert uno.evidencia["asercion"] == aceptada.asercion
    assert uno.emisor.endswith("/metadatos")


def test_an_answer_in_lines_of_76_letters_is_the_same_answer(idp: Simulador, sp: ProveedorServicio) -> None:
    peticion = uuid7()
    en_lineas = re.sub("(.{76})", r"\1\r\n", contestar(idp, sp, peticion))
    assert juzgar(sp, en_lineas, peticion).identificacion.nif == "12345678Z"


@pytest.mark.parametrize(
    ("variante", "codigo"),
    [
        ("cancela", "cancelada"),
        ("falla", "fallida"),
        ("caducada", "caducada"),
        ("otra_sede", "caducada"),
        ("firma_rota", "firma"),
    ],
)
def test_answers_that_say_no_or_cannot_be_believed(
    idp: Simulador, sp: ProveedorServicio, variante: str, codigo: str
) -> None:
    peticion = uuid7()
    with pytest.raises(RespuestaRechazada) as error:
        juzgar(sp, contestar(idp, sp, peticion, variante=variante), peticion)
    assert error.value.codigo == codigo
    assert error.value.que_hacer


def test_an_answer_to_nothing_of_ours_or_to_another_request_is_refused(idp: Simulador, sp: ProveedorServicio) -> None:
    peticion, otra = uuid7(), uuid7()
    respuesta = contestar(idp, sp, peticion)
    with pytest.raises(RespuestaRechazada) as error:
        sp.juzgar(respuesta, abierta=lambda _p: False)
    assert error.value.codigo == "no_pedida"
    cambiada = tocar(respuesta, f"_{peticion.hex}", f"_{otra.hex}")
    with pytest.raises(RespuestaRechazada) as error:
        juzgar(sp, cambiada, otra)
    assert error.value.codigo == "firma"


def test_unsigned_answers_and_assertions_are_refused(idp: Simulador, sp: ProveedorServicio) -> None:
    peticion = uuid7()
    respuesta = contestar(idp, sp, peticion)
    firma = r"<(\w+):Signature[ >].*?</\1:Signature>"
    sin_ninguna = tocar(respuesta, firma, "")
    un_no = tocar(contestar(idp, sp, peticion, variante="cancela"), firma, "")
    for cambiada in (sin_ninguna, _sin_la_primera_firma(respuesta, firma), un_no):
        with pytest.raises(RespuestaRechazada) as error:
            juzgar(sp, cambiada, peticion)
        assert error.value.codigo in ("firma", "caducada")
        assert error.value.peticion is None  # the request stays open for who really answers it


@pytest.mark.parametrize("firmada", [True, False])
def test_a_ciphered_assertion_is_believed_only_if_it_is_signed_inside(
    idp: Simulador, sp: ProveedorServicio, firmada: bool
) -> None:
    peticion = uuid7()
    mensaje = idp.puntual.create_authn_response(
        {EIDAS + "PersonIdentifier": ["ES/ES/12345678Z"], EIDAS + "CurrentGivenName": ["Ana"]},
        f"_{peticion.hex}",
        sp.consumidor,
        sp.entidad,
        name_id=NameID(format=NAMEID_FORMAT_UNSPECIFIED, text="12345678Z"),
        authn={"class_ref": URI_POR_NIVEL[Nivel.ALTO], "authn_auth": idp.direccion},
        sign_assertion=firmada,
        sign_response=True,
        sign_alg=FIRMA,
        digest_alg=RESUMEN,
        encrypt_assertion=True,
        encrypt_cert_assertion=(idp.carpeta / "sp.pem").read_text(),
        encrypted_advice_attributes=False,
    )
    respuesta = base64.b64encode(str(mensaje).encode()).decode()
    assert b"12345678Z" not in base64.b64decode(respuesta)
    if firmada:
        assert juzgar(sp, respuesta, peticion).identificacion.nif == "12345678Z"
        return
    with pytest.raises(RespuestaRechazada) as error:
        juzgar(sp, respuesta, peticion)
    assert error.value.codigo == "firma"


def _sin_la_primera_firma(respuesta: str, firma: str) -> str:
    texto = base64.b64decode(respuesta).decode()
    return base64.b64encode(re.sub(firma, "", texto, count=1, flags=re.DOTALL).encode()).decode()


@pytest.mark.parametrize("donde", ["antes", "dentro", "extension"])
def test_a_wrapped_assertion_is_refused(idp: Simulador, sp: ProveedorServicio, donde: str) -> None:
    peticion = uuid7()
    texto = base64.b64decode(contestar(idp, sp, peticion)).decode()
    encaje = re.search(r"<(\w+):Assertion .*</\1:Assertion>", texto, re.DOTALL)
    assert encaje is not None
    buena = encaje.group(0)
    falsa = re.sub(r"<(\w+):Signature[ >].*?</\1:Signature>", "", buena, flags=re.DOTALL)
    falsa = falsa.replace("12345678Z", "00000000T").replace(' ID="', ' ID="falsa')
    prefijo = encaje.group(1)
    if donde == "antes":
        texto = texto.replace(buena, falsa + buena)
    elif donde == "dentro":
        texto = texto.replace(buena, falsa.replace(f"</{prefijo}:Assertion>", f"{buena}</{prefijo}:Assertion>"))
    else:
        texto = texto.replace(buena, f"{falsa}<x>{buena}</x>")
    with pytest.raises(RespuestaRechazada) as error:
        juzgar(sp, base64.b64encode(texto.encode()).decode(), peticion)
    assert error.value.codigo == "forma"


def _falsa(elemento: etree._Element) -> etree._Element:
    """The same for another person, with an identifier of its own; its signatures stay where they were."""
    texto = etree.tostring(elemento).replace(b"12345678Z", b"00000000T")
    falsa = etree.fromstring(texto)
    falsa.set("ID", "falsa")
    return falsa


def _sin_firma(elemento: etree._Element) -> etree._Element:
    copia = deepcopy(elemento)
    for firma in copia.findall(f"{DS}Signature"):
        copia.remove(firma)
    return copia


def envuelta(respuesta: str, cual: int) -> str:
    """What was signed is moved aside, whole and still well signed, and what is false stands in its place: the eight known ways."""
    raiz = etree.fromstring(base64.b64decode(respuesta))
    buena = raiz.find(f"{SAML}Assertion")
    assert buena is not None
    if cual in (1, 2):
        original, raiz = _sin_firma(raiz), _falsa(raiz)
        firma = raiz.find(f"{DS}Signature")
        assert firma is not None
        if cual == 1:
            etree.SubElement(firma, f"{DS}Object").append(original)
        else:
            firma.addprevious(original)
    else:
        falsa = _falsa(buena)
        firma = falsa.find(f"{DS}Signature")
        assert firma is not None
        if cual in (3, 4, 7):
            falsa.remove(firma)
        if cual == 3:
            buena.addprevious(falsa)
        elif cual == 7:
            extensiones = etree.Element(f"{SAMLP}Extensions")
            extensiones.append(falsa)
            raiz.insert(0, extensiones)
        else:
            raiz.replace(buena, falsa)
            if cual == 4:
                falsa.append(buena)
            elif cual == 5:
                raiz.append(_sin_firma(buena))
            elif cual == 6:
                firma.append(_sin_firma(buena))
            else:
                etree.SubElement(firma, f"{DS}Object").append(_sin_firma(buena))
    return base64.b64encode(etree.tostring(raiz)).decode()


@pytest.mark.parametrize("cual", range(1, 9))
def test_none_of_the_eight_wrappings_is_believed(idp: Simulador, sp: ProveedorServicio, cual: int) -> None:
    peticion = uuid7()
    with pytest.raises(RespuestaRechazada) as error:
        juzgar(sp, envuelta(contestar(idp, sp, peticion), cual), peticion)
    assert error.value.codigo == "forma"


def test_a_comment_inside_a_number_cuts_nothing_off(idp: Simulador, sp: ProveedorServicio) -> None:
    """Signatures do not cover comments: what is read has to be what there was without it."""
    peticion = uuid7()
    con_comentario = tocar(contestar(idp, sp, peticion), "12345678Z<", "1234<!-- -->5678Z<")
    assert juzgar(sp, con_comentario, peticion).identificacion.nif == "12345678Z"


def test_an_answer_signed_by_another_key_is_refused(idp: Simulador, sp: ProveedorServicio, tmp_path: Path) -> None:
    impostor = Simulador(tmp_path, idp.direccion, SEDE, idp.personas)
    impostor.preparar()
    (tmp_path / "sp.key").write_bytes((idp.carpeta / "sp.key").read_bytes())
    (tmp_path / "sp.pem").write_bytes((idp.carpeta / "sp.pem").read_bytes())
    peticion = uuid7()
    respuesta = impostor.responder(
        f"_{peticion.hex}", sp.consumidor, nif="12345678Z", nivel=URI_POR_NIVEL[Nivel.ALTO], variante="bien"
    )
    with pytest.raises(RespuestaRechazada) as error:
        juzgar(sp, respuesta, peticion)
    assert error.value.codigo == "firma"


@pytest.mark.parametrize(
    "basura",
    [
        "",
        "no es base64",
        base64.b64encode(b'<?xml version="1.0" encoding="no-existe"?><x/>').decode(),
        base64.b64encode(b"<x/>").decode(),
        base64.b64encode(b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>').decode(),
    ],
)
def test_rubbish_is_refused(sp: ProveedorServicio, basura: str) -> None:
    with pytest.raises(RespuestaRechazada) as error:
        sp.juzgar(basura, abierta=lambda _p: True)
    assert error.value.codigo == "forma"


def test_the_provider_refuses_a_request_that_was_touched(idp: Simulador, sp: ProveedorServicio) -> None:
    peticion = sp.pedir(uuid7(), Nivel.ALTO).campos["SAMLRequest"]
    assert b"SPType" in base64.b64decode(peticion)
    with pytest.raises(SAMLError):
        idp.leer(tocar(peticion, "LoA/high", "LoA/low"))


def test_without_configuration_it_says_so() -> None:
    with pytest.raises(ServicioNoDisponible):
        ProveedorServicio.de_ajustes({}, SEDE)


def test_the_simulator_refuses_production() -> None:
    with pytest.raises(NoPermitido):
        exigir_demo("produccion")
    assert modulo.VARIANTES
