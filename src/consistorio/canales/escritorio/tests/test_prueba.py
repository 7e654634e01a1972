"""The period of proof (LPACAP 77-78) from the desk."""

from __future__ import annotations

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, PeriodoPrueba, Prueba
from consistorio.tramitacion.tests.firmas import firmado, firmar

ANA = "12345678Z"


def test_a_proof_is_opened_admitted_and_recorded(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    ruta, cliente = f"/escritorio/expedientes/{expediente.id}/", mesa("nuria")
    pagina = cliente.get(ruta).content.decode()
    assert "Abrir un período de prueba" in pagina
    assert cliente.get(f"{ruta}hacer/admitir_prueba/").status_code == 409  # there is none yet, and it says so
    malo = cliente.post(
        f"{ruta}hacer/abrir_prueba/", {"extraordinario": "si", "dias": "20", "causa": "hechos", "motivo": "x"}
    )
    assert malo.status_code == 422
    for campo in ("dias", "extraordinario", "motivo"):
        assert f'href="#campo-{campo}' in malo.content.decode()
    datos = {"extraordinario": "no", "dias": "15", "causa": "naturaleza", "motivo": "No consta desde cuándo está."}
    assert cliente.post(f"{ruta}hacer/abrir_prueba/", datos).status_code == 302
    firmado(ActoTramite.objects.get(clase="prueba"), reloj)
    periodo = PeriodoPrueba.objects.get()
    manos.abrir_notificacion(expediente, f"periodo_prueba:{periodo.id}", ANA, reloj)
    tarea = f"{ruta}tareas/{periodo.tarea_id}/"
    assert "Admitir una prueba" in cliente.get(ruta).content.decode()

    ana = escenario.ciudadana(ANA).id
    prueba = {"descripcion": "Visita a la obra.", "propone": str(ana), "lugar": "Calle Mayor, 14", "tecnicos": "si"}
    cita = {**prueba, "dia": "01/09/2026", "hora": "12:30", "suspende": "no"}
    hoy_no = cliente.post(f"{tarea}admitir_prueba/", cita)
    assert hoy_no.status_code == 422
    assert 'href="#campo-dia"' in hoy_no.content.decode()
    assert cliente.post(f"{tarea}admitir_prueba/", {**cita, "dia": "10/09/2026"}).status_code == 302
    escrito = ActoTramite.objects.get(clase="prueba_admitida")
    firmar(escrito.documento_id, reloj, devuelto="Falta el portal.")
    otra_vez = cliente.get(f"{ruta}tareas/{escrito.tarea_id}/admitir_prueba/").content.decode()
    for dicho in ("Visita a la obra.", "10/09/2026", "12:30", "Calle Mayor, 14"):  # as it was
        assert dicho in otra_vez
    assert (
        cliente.post(f"{ruta}tareas/{escrito.tarea_id}/admitir_prueba/", {**cita, "dia": "10/09/2026"}).status_code
        == 302
    )
    firmado(ActoTramite.objects.get(clase="prueba_admitida", estado="en_firma"), reloj)

    negada = {"descripcion": "Cien testigos.", "propone": "", "causa": "innecesaria", "motivo": "Basta con la visita."}
    sin_quien = cliente.post(f"{tarea}rechazar_prueba/", negada)
    assert 'href="#campo-propone"' in sin_quien.content.decode()
    assert cliente.post(f"{tarea}rechazar_prueba/", {**negada, "propone": str(ana)}).status_code == 302

    hecha = Prueba.objects.get(estado="admitida")
    assert (hecha.lugar, hecha.propone_id, f"{hecha.practica_el:%H:%M}") == ("Calle Mayor, 14", ana, "10:30")  # UTC
    reloj.avanzar(days=10)
    acta = {"prueba": str(hecha.id), "practicada": "si", "resultado": "Está como en el plano."}
    assert mesa("raul").post(f"{tarea}levantar_acta/", acta).status_code in {403, 404}
    assert mesa("nuria").post(f"{tarea}levantar_acta/", acta).status_code == 302
    firmado(ActoTramite.objects.get(clase="acta_prueba"), reloj)
    hecha.refresh_from_db()
    assert hecha.estado == "practicada"
