"""The questions answered with a number, and what a document is: what is wrong with each says which it is and what it may be."""

from __future__ import annotations

import pytest
from django import forms

from consistorio.canales.escritorio.actos import acto_de, registrados
from consistorio.canales.escritorio.formularios_borradores import NuevoBorrador
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.interfaz.formularios import Entero
from consistorio.tramitacion.expedientes.models import Expediente


@pytest.mark.parametrize(
    ("minimo", "maximo", "dicho", "queda"),
    [
        (10, 15, "10", 10),
        (10, 15, "15", 15),
        (10, 15, "9", "«Días»: escriba un número entero, de 10 a 15."),
        (10, 15, "16", "«Días»: escriba un número entero, de 10 a 15."),
        (10, 15, "diez", "«Días»: escriba un número entero, de 10 a 15."),
        (10, 15, "12,5", "«Días»: escriba un número entero, de 10 a 15."),
        (0, None, "-1", "«Días»: escriba un número entero, desde 0."),
        (0, None, "0", 0),
        (15, 15, "14", "«Días»: tienen que ser 15."),
    ],
)
def test_a_number_out_of_its_limits_says_them(minimo: int, maximo: int | None, dicho: str, queda: int | str) -> None:
    campo = Entero("Días", minimo, maximo)
    if isinstance(queda, int):
        assert campo.clean(dicho) == queda
        return
    with pytest.raises(forms.ValidationError) as error:
        campo.clean(dicho)
    assert error.value.messages == [queda]


def test_every_act_asks_its_numbers_in_that_way() -> None:
    campos = {(c, n): campo for c in registrados() for n, campo in acto_de(c).formulario.base_fields.items()}
    numeros = {clave: campo for clave, campo in campos.items() if isinstance(campo, forms.IntegerField)}
    assert len(numeros) >= 10
    assert [clave for clave, campo in numeros.items() if not isinstance(campo, Entero)] == []


MALOS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("pedir_informe", {"dias": "500"}, "«Días hábiles para emitirlo»: escriba un número entero, de 1 a 90."),
    ("consultar", {"dias": "0"}, "«Días hábiles para contestar»: escriba un número entero, de 1 a 120."),
    (
        "abrir_prueba",
        {"dias": "5", "extraordinario": "no", "causa": "hechos", "motivo": "Si la obra estaba acabada en mayo."},
        "El período de prueba dura de 10 a 30 días hábiles (artículo 77.2).",
    ),
    ("abrir_prueba", {"dias": "31"}, "«Días hábiles»: escriba un número entero, de 1 a 30."),
    ("abrir_audiencia", {"dias": "16"}, "«Días hábiles»: escriba un número entero, de 10 a 15."),
    ("requerir_subsanacion", {"dias": "1"}, "«Días hábiles para contestar»: escriba un número entero, de 10 a 15."),
    (
        "requerir_representacion",
        {"dias": "1"},
        "«Días hábiles para acreditarla»: escriba un número entero, de 10 a 30.",
    ),
    ("abrir_informacion", {"dias": "19"}, "«Días hábiles para alegar»: escriba un número entero, de 20 a 120."),
    ("anunciar", {"dias": "0"}, "«Días hábiles que se expone»: escriba un número entero, de 1 a 120."),
    ("ampliar_plazo", {"cantidad": "13"}, "«¿Cuánto más?»: escriba un número entero, de 1 a 3."),
    ("ampliar_tramite", {"dias": "-1"}, "«¿Cuántos días hábiles más?»: escriba un número entero, desde 0."),
    ("subir_documento", {"titulo": "Plano"}, "Elija el tipo de documento."),
)


@pytest.mark.lento
def test_the_page_of_an_act_says_what_is_wrong_with_its_number(mesa: Mesa, expediente: Expediente) -> None:
    for acto, datos, dicho in MALOS:
        pagina = mesa("nuria").post(f"/escritorio/expedientes/{expediente.id}/hacer/{acto}/", datos)
        assert (pagina.status_code, dicho in pagina.content.decode()) == (422, True), acto
        assert "Asegúrese" not in pagina.content.decode()


def test_a_draft_is_of_no_kind_until_one_is_chosen() -> None:
    formulario = NuevoBorrador({"titulo": "Borrador"})
    assert formulario.fields["tipo_documental"].widget.choices[0] == ("", "Elija el tipo")
    assert formulario.errors["tipo_documental"] == ["Elija el tipo de documento."]
    assert not NuevoBorrador({"titulo": "Borrador", "tipo_documental": "TD99"}).errors.get("tipo_documental")
