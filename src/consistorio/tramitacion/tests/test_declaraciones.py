"""A responsible declaration as it is filed: its effects, its receipt and what it declares (LPACAP 69)."""

from __future__ import annotations

import importlib
from datetime import date

import pytest

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento, Justificante
from consistorio.documental.registro.operaciones import asentar
from consistorio.documental.registro.trabajos import emitir_justificante
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.tests.anotado import Anotado, sin_guardas
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.tramitacion.formularios import acciones as formularios
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.consultas_declaraciones import dia_de_presentacion
from consistorio.tramitacion.motor.cotejos import trabajo
from consistorio.tramitacion.motor.models import Declaracion, Plazo
from consistorio.tramitacion.motor.valores_legales import VALORES, valor
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.models import Solicitud
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, presentar
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = pytest.mark.django_db
REQUISITOS = ("uso", "sin_licencia", "local", "obras", "seguridad", "sectorial")
RESPUESTAS: dict[str, dict[str, Valor]] = {
    "actividad": {
        "motivo_declaracion": "nueva",
        "rotulo": "Zapatería Inventada",
        "local_actividad.via": "Calle Mayor",
        "local_actividad.numero": "3",
        "local_actividad.codigo_postal": "09001",
        "local_actividad.municipio": "Villaejemplo",
        "ramo": "comercio",
        "descripcion_actividad": "Venta de zapatos.",
        "superficie_util": "80",
        "aforo": "20",
    },
    "requisitos_actividad": {f"declara_{uno}": "si" for uno in REQUISITOS},
    "responsabilidad": {"declara_documentacion": "si", "declara_mantenimiento": "si"},
    "contacto": {"medio_notificacion": "electronica", "correo_aviso": "ana@correo.example"},
}


def preparada(reloj: RelojMovil) -> Borrador:
    actor = ciudadana()
    borrador = solicitudes.empezar(actor=actor, procedimiento="declaracion-responsable-actividad", reloj=reloj)
    for paso, datos in RESPUESTAS.items():
        guardado = formularios.guardar_paso(actor=actor, borrador_id=borrador.id, paso=paso, datos=datos, reloj=reloj)
        assert guardado.problemas == (), guardado.problemas
    return Borrador.objects.get(id=borrador.id)


def test_it_has_effects_from_the_day_of_its_filing_also_if_it_is_inhabil_and_its_receipt_says_it(
    reloj: RelojMovil,
) -> None:
    solicitud = presentar(ciudadana(), preparada(reloj), reloj)  # a Saturday, at 23:58
    assert solicitud.faltan == []
    expediente = solicitud.expediente
    declaracion = Declaracion.objects.get(expediente=expediente)
    assert (declaracion.desde, declaracion.naturaleza) == (date(2026, 9, 26), "declaracion")
    assert dia_de_presentacion(expediente) == date(2026, 9, 26)
    assert not Plazo.objects.filter(expediente=expediente).exists()
    documento = Documento.objects.get(id=solicitud.documento_id)
    assert (documento.titulo, documento.tipo_documental) == ("Declaración responsable de actividad", "TD05")
    declarado = " ".join(texto_del_documento(documento.id).split())
    assert "Declaro que las normas urbanísticas permiten esta actividad en el local" in declarado
    assert "seguir cumpliendo lo que declaro" in declarado
    asiento = Asiento.objects.get(id=solicitud.asiento_id)
    assert asiento.asunto == "Declaración responsable de actividad"
    mover_reloj(reloj.ahora())
    emitir_justificante(asiento_id=str(asiento.id))
    recibo = Justificante.objects.get(asiento=asiento).documento_id
    assert recibo is not None
    dicho = " ".join(texto_del_documento(recibo).split())
    assert "Puede empezar su actividad o ejercer su derecho desde el 26 de septiembre de 2026." in dicho
    assert "El Ayuntamiento puede comprobarlo después" in dicho
    assert "declaracion-responsable.pdf" in dicho
    assert "solicitud.pdf" not in dicho
    assert "Lo presentó a las 23:58:00 del sábado 26 de septiembre de 2026" in dicho
    assert [una for una in ("31.2", "se cuentan los plazos", "inhábil", "se entiende presentado") if una in dicho] == []


def test_what_is_filed_as_the_day_changes_is_filed_again(reloj: RelojMovil, monkeypatch: pytest.MonkeyPatch) -> None:
    """The receipt never says another day than that of the entry."""
    borrador = preparada(reloj)
    modulo = importlib.import_module("consistorio.tramitacion.solicitudes.acciones.presentar")

    def tarde(**datos: object) -> Asiento:
        reloj.pasar(minutes=3)
        return asentar(**datos)  # type: ignore[arg-type]

    monkeypatch.setattr(modulo, "asentar", tarde)
    with pytest.raises(Conflicto, match="cambiado el día"):
        presentar(ciudadana(), borrador, reloj, clave="medianoche")
    assert not Solicitud.objects.exists()
    presentar(ciudadana(), borrador, reloj, clave="medianoche")
    assert Declaracion.objects.get().desde == date(2026, 9, 27)


def test_whatever_of_it_changes_behind_our_back_is_found(reloj: RelojMovil) -> None:
    presentar(ciudadana(), preparada(reloj), reloj)
    assert verificado() == []
    de_verdad = Declaracion.objects.values("desde", "estado", "naturaleza", "constancia_el").get()
    imposible = {"estado": "imposible", "constancia_el": date(2026, 9, 27)}
    for cambios, cotejos in (
        ({"desde": date(2020, 1, 1)}, 2),
        (imposible, 2),
        ({"naturaleza": "comunicacion"}, 1),  # only its fingerprint tells
    ):
        with sin_guardas():
            Declaracion.objects.update(**cambios)
        assert verificado() == ["motor_declaracion"] * cotejos
        with sin_guardas():
            Declaracion.objects.update(**de_verdad)
    with sin_guardas():
        Evento.objects.filter(tipo="motor.declaracion.con_efectos").delete()
    assert set(verificado()) == {"motor_declaracion"}  # nothing answers for it


def test_the_least_days_to_send_documents_or_to_accredit_are_values_of_law() -> None:
    for codigo, norma in (("documentacion.dias_minimo", "73.1"), ("representacion.dias_minimo", "5.6")):
        assert valor(codigo, en=date(2026, 9, 26)) == 10
        assert norma in VALORES[codigo][0].articulo


def verificado() -> list[str]:
    """The tables of which `verificar` finds something."""
    informe = Anotado()
    filas_avaladas("default", informe)
    trabajo("default", informe)
    return [tabla for tabla, _texto in informe.fallas]
