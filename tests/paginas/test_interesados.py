"""Filing with other people: adding, taking out, who acts for each, and what the review shows."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.expedientes.models import Interesado
from consistorio.tramitacion.formularios.models import InteresadoBorrador
from tests.paginas.test_sede import Casa, casa, presentar, rellenar

pytestmark = pytest.mark.lento
__all__ = ["casa"]

OTRA = {"nif": "87654321X", "nombre": "Nuria", "apellido1": "Peña", "quien_representa": "nadie"}
FIRMA = {
    "nif": "11223344B",
    "nombre": "Pablo",
    "apellido1": "Ruiz",
    "quien_representa": "otra",
    "representante_nif": "B12345674",
    "representante_nombre": "Gestoría Sol, S.L.",
}


def test_two_parties_one_represented_by_a_firm_are_filed(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    ruta = f"/borradores/{casa.borrador}/interesados/"
    assert casa.ana.post(ruta, FIRMA).status_code == 302
    pagina = casa.ana.get(ruta).content.decode()
    assert "Le representa Gestoría Sol, S.L." in pagina
    revision = casa.ana.get(f"/borradores/{casa.borrador}/revisar/")
    assert "Pablo Ruiz" in revision.content.decode()
    presentar(casa.ana, casa.borrador)
    parte = Interesado.objects.get(persona__nif="11223344B")
    assert parte.representante is not None
    assert (parte.representante.nif, parte.canal, parte.representacion) == ("B12345674", "electronica", None)
    assert Interesado.objects.filter(expediente=parte.expediente).count() == 2


def test_who_is_added_after_the_review_is_not_filed_unseen(casa: Casa) -> None:
    rellenar(casa.ana, casa.borrador)
    vista = casa.ana.get(f"/borradores/{casa.borrador}/revisar/").context["huella"]
    casa.ana.post(f"/borradores/{casa.borrador}/interesados/", FIRMA)
    assert casa.ana.post(f"/borradores/{casa.borrador}/revisar/", {"huella": vista}).status_code == 409


@pytest.mark.parametrize(
    ("cambio", "mensaje"),
    [
        ({"nif": "11223344A"}, "Escriba el DNI, NIE o NIF completo"),
        ({"quien_representa": ""}, "Elija quién actúa"),
        ({"quien_representa": "otra"}, "Escriba el nombre, o la denominación"),
        ({"representante_nif": "11223344B"}, "Nadie puede representarse a sí mismo"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(casa: Casa, cambio: dict[str, str], mensaje: str) -> None:
    enviado = {**FIRMA, **cambio}
    if cambio.get("quien_representa") == "otra":
        enviado["representante_nombre"] = ""
    if "representante_nif" in cambio:
        enviado |= {"representante_nombre": "Pablo", "representante_apellido1": "Ruiz"}
    respuesta = casa.ana.post(f"/borradores/{casa.borrador}/interesados/", enviado)
    assert respuesta.status_code == 422
    assert mensaje in respuesta.content.decode()
    assert InteresadoBorrador.objects.count() == 0


def test_a_number_alone_never_tells_whose_it_is(casa: Casa) -> None:
    ajena = casa.otro.get("/mi-carpeta/datos/").context["persona"]
    ruta = f"/borradores/{casa.borrador}/interesados/"
    inventada = {**OTRA, "nif": ajena.nif, "nombre": "Otro", "apellido1": "Nombre"}
    respuesta = casa.ana.post(ruta, inventada)
    assert respuesta.status_code == 422
    assert ajena.apellido1 not in respuesta.content.decode()
    bien = {**OTRA, "nif": ajena.nif, "nombre": ajena.nombre.upper(), "apellido1": ajena.apellido1}
    assert casa.ana.post(ruta, bien).status_code == 302
    assert casa.ana.post(ruta, bien).status_code == 422


def test_taking_out_is_only_for_the_holder(casa: Casa) -> None:
    ruta = f"/borradores/{casa.borrador}/interesados/"
    casa.ana.post(ruta, FIRMA)
    puesto = InteresadoBorrador.objects.get()
    assert casa.otro.get(ruta).status_code == 404
    assert casa.otro.post(f"{ruta}{puesto.id}/quitar/").status_code == 404
    assert casa.ana.post(f"{ruta}{puesto.id}/quitar/").status_code == 302
    assert InteresadoBorrador.objects.count() == 0
