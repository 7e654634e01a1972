"""Signing keys for the demo's staff: each one's certificate is issued and put in custody through the real action."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from consistorio.documental.firma import consultas
from consistorio.documental.firma.acciones.certificados import guardar_certificado
from consistorio.integraciones.pki_demo.autoridad import CONTRASENA_P12, Pki, asegurar
from consistorio.integraciones.pki_demo.nombres import Persona
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.puertos.segundo_factor import segundo_factor


def pki_de_la_casa() -> Pki:
    """The demo PKI of the settings, made now if it is not there. Raises NoPermitido in production."""
    return asegurar(
        Path(settings.CONSISTORIO_PKI),
        entorno=settings.CONSISTORIO_ENTORNO,
        direccion=settings.CONSISTORIO_PKI_URL,
        entidad=settings.CONSISTORIO_ENTIDAD["nombre"],
        nif_entidad=settings.CONSISTORIO_ENTIDAD["nif"],
    )


def certificar_personal(pki: Pki, *, reloj: Reloj) -> list[Empleado]:
    """Give a signing certificate to every employee who has a second factor and none in force; returns them."""
    certificados = []
    for empleado in Empleado.objects.select_related("persona").order_by("id"):
        if consultas.certificado_vigente(empleado.id) or not segundo_factor().material(empleado.id):
            continue
        persona = empleado.persona
        pki.emitir_empleado(
            Persona(
                persona.nif,
                persona.nombre.upper(),
                f"{persona.apellido1} {persona.apellido2}".strip().upper(),
                str(settings.CONSISTORIO_ENTIDAD["nombre"]).upper(),
                str(settings.CONSISTORIO_ENTIDAD["nif"]),
                "EMPLEADO PÚBLICO",
            )
        )
        guardar_certificado(
            actor=actor_de(empleado, en=hoy(reloj)),
            p12=pki.p12(f"empleados/{persona.nif}"),
            contrasena=CONTRASENA_P12,
            reloj=reloj,
        )
        certificados.append(empleado)
    return certificados


def sembrar() -> Sequence[str]:
    """The demo's certificates; the lines say where a person finds theirs."""
    pki = pki_de_la_casa()
    certificar_personal(pki, reloj=reloj_de_la_casa())
    return [
        f"Certificados de prueba de la ciudadanía (contraseña «{CONTRASENA_P12}»): {pki.carpeta / 'ciudadania'}",
        f"Autoridad en la que deben confiar el navegador y el lector de PDF: {pki.carpeta / 'raiz.pem'}",
    ]
