"""Parties of a case from a spreadsheet: what is shown before, what is refused, and all of them or none."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.interfaz.tests.test_lectura_de_hojas import libro
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.models import Expediente, Interesado

pytestmark = pytest.mark.lento

CABECERA: list[object] = ["Calidad", "NIF", "Nombre", "Primer apellido", "Segundo apellido", "Notificación"]
BUENAS: list[list[object]] = [
    ["Interesada", "87654321X", "", "", "", "papel"],  # known by her number
    ["afectado", "00000000-T", "Eva", "Sáez", "Olmo", "Electrónica"],
    [None],
    ["interesada", "a58818501", "Vecinos de la Calle Mayor", "", "", "papel"],
]


def ruta(expediente: Expediente) -> str:
    return f"/escritorio/expedientes/{expediente.id}/interesados/hoja/"


def enviar(cliente: Client, expediente: Expediente, filas: list[list[object]], estado: int) -> str:
    fichero = SimpleUploadedFile("partes.xlsx", libro(filas))
    respuesta = cliente.post(ruta(expediente), {"fichero": fichero})
    assert respuesta.status_code == estado, respuesta.content.decode()
    return respuesta.content.decode()


def confirmar(cliente: Client, expediente: Expediente, pagina: str) -> tuple[int, str]:
    """The status, and what it says."""
    leido = re.search(r'name="leido" value="([^"]+)"', pagina)
    assert leido is not None
    respuesta = cliente.post(ruta(expediente), {"leido": leido.group(1)})
    return respuesta.status_code, respuesta.content.decode()


def cuantas(expediente: Expediente) -> int:
    return expediente.interesados.filter(hasta=None).count()


def test_a_sheet_is_shown_and_then_all_its_people_are_added(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    antes, personas = cuantas(expediente), Persona.objects.count()
    pagina = enviar(cliente, expediente, [CABECERA, *BUENAS], 200)
    assert "Añadir a 3 personas" in pagina
    assert "Ya la conocemos" in pagina
    assert (cuantas(expediente), Persona.objects.count()) == (antes, personas)  # only shown
    assert confirmar(cliente, expediente, pagina)[0] == 302
    assert cuantas(expediente) == antes + 3
    asociacion = Interesado.objects.get(expediente=expediente, persona__nif="A58818501")
    assert (asociacion.papel, asociacion.canal, asociacion.obligado) == ("interesado", "electronica", True)
    eva = Interesado.objects.get(expediente=expediente, persona__nif="00000000T")
    assert (eva.papel, eva.canal, eva.persona.nombre_completo) == ("afectado", "electronica", "Eva Sáez Olmo")
    hechos = [h.tipo for h in eventos_de(expediente.cadena)]
    assert hechos.count("expediente.interesado.anadido") == antes + 3
    # sent twice, nobody is there twice
    estado, repetida = confirmar(cliente, expediente, pagina)
    assert (estado, cuantas(expediente)) == (422, antes + 3)
    assert repetida.count("Ya es parte en el expediente") == 3 * 2, "above the sheet and beside each row"


def test_every_error_of_every_row_is_said_and_nobody_is_added(mesa: Mesa, expediente: Expediente) -> None:
    antes, personas = cuantas(expediente), Persona.objects.count()
    malas: list[list[object]] = [
        ["interesada", "12345678A", "Luis", "Marín", "", "papel"],
        ["interesada", "12345678Z", "", "", "", "papel"],  # the applicant
        ["", "00000000T", "", "", "", "por carta"],
        ["interesada", "00000000T", "Eva", "Sáez", "", "papel"],
        ["interesada", "87654321X", "Otra", "Persona", "", "papel"],
    ]
    pagina = enviar(mesa("nuria"), expediente, [CABECERA, *malas], 422)
    for dicho in (
        "Hay 5 filas con errores",
        "El DNI, NIE o NIF no es correcto",
        "Ya es parte en el expediente",
        "Falta el nombre: todavía no conocemos a esta persona.",
        "Diga en qué calidad interviene",
        "Diga cómo se le notifica",
        "es la misma persona de la fila 4",
        "Ese número es de otra persona",
    ):
        assert dicho in pagina
    assert pagina.index('<a href="#fila-3">Fila 3. Ya es parte') < pagina.index("<h1"), "said before the heading"
    assert 'id="fila-3"' in pagina
    assert 'name="leido"' not in pagina
    assert (cuantas(expediente), Persona.objects.count()) == (antes, personas)


def test_one_bad_row_among_good_ones_adds_nobody(mesa: Mesa, expediente: Expediente) -> None:
    """Also when it went bad after it was shown."""
    cliente = mesa("nuria")
    pagina = enviar(cliente, expediente, [CABECERA, *BUENAS], 200)
    ya = Persona.objects.get(nif="87654321X")
    Interesado.objects.create(
        expediente=expediente, persona=ya, papel="interesado", canal="papel", desde=expediente.abierto_el
    )
    antes, personas = cuantas(expediente), Persona.objects.count()
    estado, dicho = confirmar(cliente, expediente, pagina)
    assert estado == 422
    assert "Ya es parte en el expediente" in dicho
    assert (cuantas(expediente), Persona.objects.count()) == (antes, personas)


def test_a_sheet_without_its_columns_or_its_people_says_so(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    pagina = enviar(cliente, expediente, [["Nombre", "nombre", "Edad"], ["Eva", "Eva", 3]], 422)
    for dicho in ("La columna «nombre» está dos veces", "Falta la columna «NIF»", "Falta la columna «Calidad»"):
        assert dicho in pagina
    assert "ninguna persona debajo" in enviar(cliente, expediente, [CABECERA], 422)
    vacio = cliente.post(ruta(expediente), {})
    assert (vacio.status_code, "Elija el fichero." in vacio.content.decode()) == (422, True)
    una: list[object] = ["interesada", "00000000T", "Eva", "Sáez", "", "papel"]
    muchas = [CABECERA, *[una] * 301]
    assert "más de 301 filas" in enviar(cliente, expediente, muchas, 422)


def test_what_was_shown_to_somebody_else_or_changed_is_not_taken(mesa: Mesa, expediente: Expediente) -> None:
    pagina = enviar(mesa("nuria"), expediente, [CABECERA, *BUENAS], 200)
    antes = cuantas(expediente)
    assert confirmar(mesa("marta"), expediente, pagina)[0] == 422
    torcida = pagina.replace('name="leido" value="', 'name="leido" value="x')
    estado, dicho = confirmar(mesa("nuria"), expediente, torcida)
    assert (estado, cuantas(expediente)) == (422, antes)
    assert "Elija otra vez el fichero" in dicho


def test_only_who_carries_an_open_case_adds_its_people(mesa: Mesa, expediente: Expediente) -> None:
    assert mesa("nuria").get(ruta(expediente)).status_code == 200
    assert mesa("raul").get(ruta(expediente)).status_code == 404
    assert mesa("silvia").get(f"{ruta(expediente)}modelo/").status_code in {403, 404}
    modelo = mesa("nuria").get(f"{ruta(expediente)}modelo/")
    assert modelo.content.decode("utf-8-sig").startswith("NIF;Nombre;")
    pagina = enviar(mesa("nuria"), expediente, [CABECERA, *BUENAS], 200)
    Expediente.objects.filter(id=expediente.id).update(estado="cerrado", cerrado_el=expediente.abierto_el)
    assert confirmar(mesa("nuria"), expediente, pagina)[0] == 409
