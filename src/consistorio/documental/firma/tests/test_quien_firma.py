"""Who signs a step today, when the organisation does not say it clearly."""

from __future__ import annotations

import pytest

from consistorio.documental.firma import consultas
from consistorio.documental.firma.models import Circuito, PasoFirma
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Delegacion, Puesto


@pytest.mark.django_db
@pytest.mark.usefixtures("pueblo_sembrado")
def test_a_post_with_several_delegations_breaks_nobodys_folder() -> None:
    dia, puesto = hoy(reloj_de_la_casa()), Puesto.objects.get(codigo="concejalia-urbanismo")
    circuito = Circuito(referencia="prueba:delegaciones")
    por_la_alcaldia = PasoFirma(circuito=circuito, puesto=puesto, organo="alcaldia")
    sin_decir, texto = (
        PasoFirma(circuito=circuito, puesto=puesto),
        "por delegación de la Junta de Gobierno Local, acuerdo de 3 de julio",
    )
    titular = consultas.firmante_de(sin_decir, en=dia)
    assert titular is not None
    Delegacion.objects.create(organo="junta-de-gobierno", en=puesto, desde=dia, texto=texto)
    assert consultas.firmante_de(sin_decir, en=dia) is None
    firmante = consultas.firmante_de(por_la_alcaldia, en=dia)
    assert firmante is not None
    assert firmante.empleado == titular.empleado
