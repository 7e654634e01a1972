"""The certificate of existence of credit: the body of Intervención signs it (RD 500/1990 arts. 31 and 32)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.gasto import datos_tarea
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, completar
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo
from consistorio.tramitacion.motor.operaciones.comunicaciones import cabecera_de
from consistorio.tramitacion.motor.operaciones.efectos import registrar_clase

CERTIFICADO = "certificado_credito"


@registrar_clase
class ActoCertificado(ClaseActo):
    """Signed by the post of Intervención, or who stands in for it. The credit is set aside since it was written; its task is over when it is signed."""

    codigo = CERTIFICADO
    nombre = gettext_lazy("Certificado de existencia de crédito")
    accion = "retener_credito"
    origen = "certificado_credito"
    tipo_tarea = datos_tarea.RC
    tarea_propia = False
    organo = "intervencion"
    visible = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """What waited for the credit goes on."""
        resultado = {
            "codigo": "retenido",
            "documento": str(acto.documento_id),
            "operacion": str(acto.datos["operacion"]),
            "importe": str(acto.datos["importe"]),
        }
        if tarea.abierta:
            completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)


def certificado(expediente: Expediente | None, operacion: Operacion) -> Escrito:
    """What it says of a retention, of a case or of none: what is left of it in each application."""
    lineas = [
        (linea, linea.aplicacion)
        for linea in LineaOperacion.objects.select_related("aplicacion__bolsa").filter(operacion=operacion, saldo__gt=0)
        if linea.aplicacion is not None
    ]
    nombres = denominaciones(aplicacion for _linea, aplicacion in lineas)
    referencia, importe = str(operacion), Importe(sum((linea.saldo for linea, _aplicacion in lineas), CERO))
    datos: dict[str, object] = {
        **(cabecera_de(expediente) if expediente is not None else {"asunto": operacion.texto}),
        "ejercicio": str(operacion.ejercicio_id),
        "partidas": [
            {
                "aplicacion": f"{aplicacion.codigo} {nombres[aplicacion.id]}".strip(),
                "vinculacion": _vinculacion(aplicacion.bolsa.clave),
                "importe": str(Importe(linea.saldo)),
                "disponible": str(Importe(aplicacion.bolsa.disponible)),
            }
            for linea, aplicacion in lineas
        ],
        "operacion": referencia,
        "fecha": operacion.fecha,
        "importe": str(importe),
        "norma": _(
            "Real Decreto 500/1990, artículos 31 y 32; TRLRHL, artículos 172 y 173.5; Orden HAP/1781/2013, quinta parte, grupo 0."
        ),
    }
    titulo = _("Certificado de existencia de crédito %(r)s: %(i)s") % {"r": referencia, "i": importe}
    return Escrito(CERTIFICADO, datos, titulo, "TD11")


def _vinculacion(clave: str) -> str:
    """What binds together, in words: the key of a bolsa has its organic code, its programme and its economic code, as far as they bind."""
    if clave.startswith("="):
        return _("La propia aplicación")
    organica, programa, economica = clave.split("|")
    dicho = _("Programas %(p)s… y económicas %(e)s…") % {"p": programa, "e": economica}
    return dicho if organica == "-" else _("%(d)s, orgánica %(o)s") % {"d": dicho, "o": organica}
