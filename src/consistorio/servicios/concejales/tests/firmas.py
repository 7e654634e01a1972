"""What the room of signatures leaves and says, without keys: they are tested there."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction

from consistorio.documental.firma.eventos import CircuitoCompletado, CircuitoDevuelto
from consistorio.documental.firma.models import CertificadoEmpleado, Circuito, PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.consultas import titular_de
from consistorio.servicios.concejales.models import EscritoDePeticion
from consistorio.servicios.tests.escenario import RelojDePrueba


def firmado(escrito: EscritoDePeticion, reloj: RelojDePrueba, *, recoge: bool = True, devuelto: bool = False) -> None:
    """Whoever signs a writing does, or sends it back; with `recoge`, its job runs too."""
    circuito = Circuito.objects.get(documento_id=escrito.documento_id, estado="pendiente")
    paso = circuito.pasos.select_related("puesto").get()
    quien = titular_de(paso.puesto, en=hoy(reloj)).empleado
    suyo: dict[str, object] = {"terminado_el": reloj.ahora(), "firmante": quien}
    if devuelto:
        suyo |= {"estado": "devuelto", "motivo": "No es así."}
    else:
        certificado, _nuevo = CertificadoEmpleado.objects.get_or_create(
            empleado=quien,
            defaults={
                "huella": hashlib.sha256(quien.id.bytes).hexdigest(),
                "titular": quien.nombre,
                "emisor": "Pruebas",
                "serie": "1",
                "desde": reloj.ahora(),
                "hasta": reloj.ahora() + timedelta(days=700),
                "pem": "-",
                "guardado_el": reloj.ahora(),
            },
        )
        suyo |= {"estado": "firmado", "certificado": certificado, "cargo_texto": "Titular"}
    PasoFirma.objects.filter(id=paso.id).update(**suyo)
    fin = "devuelto" if devuelto else "completado"
    Circuito.objects.filter(id=circuito.id).update(estado=fin, terminado_el=reloj.ahora())
    ids = (circuito.id, circuito.documento_id, circuito.referencia)
    with transaction.atomic():
        hecho = CircuitoDevuelto(*ids, paso.id) if devuelto else CircuitoCompletado(*ids)
        anotar(f"documento:{escrito.documento_id}", hecho, actor=Actor.sistema("pruebas"), reloj=reloj)
    if recoge:
        vaciar_colas(colas=("firma",))
