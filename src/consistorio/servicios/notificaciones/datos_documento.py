"""The data that the documents of this room give to their templates."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import operaciones
from consistorio.servicios.notificaciones.contenido import via_administrativa
from consistorio.servicios.notificaciones.models import Comparecencia, LugarIgnorado, Notificacion
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento

CLASE_DE_EVIDENCIA = {
    Notificacion.Estado.ACCEDIDA: "comparecencia",
    Notificacion.Estado.CADUCADA: "caducidad",
    Notificacion.Estado.RECHAZADA: "rechazo",
    Notificacion.Estado.ENTREGADA: "papel",
    Notificacion.Estado.PUBLICADA: "papel",
}
NORMA_DE_EVIDENCIA = {
    Notificacion.Estado.ACCEDIDA: "Ley 39/2015, arts. 41.1 y 43; Real Decreto 203/2021, art. 42",
    Notificacion.Estado.CADUCADA: "Ley 39/2015, arts. 30.3 y 43.2",
    Notificacion.Estado.RECHAZADA: "Ley 39/2015, arts. 41.5 y 43",
    Notificacion.Estado.ENTREGADA: "Ley 39/2015, arts. 41.1 y 42",
    Notificacion.Estado.PUBLICADA: "Ley 39/2015, arts. 44 y 46",
}
NIVELES = {Nivel.NINGUNO: "", Nivel.BAJO: "bajo", Nivel.SUSTANCIAL: "sustancial", Nivel.ALTO: "alto"}


def persona(quien: Persona) -> dict[str, str]:
    """A person as templates take one."""
    return {"nombre": quien.nombre_completo, "nif": quien.nif}


def hora_oficial(momento: datetime) -> str:
    """An instant as people read it, to the second: it is evidence."""
    return f"{fecha_larga(momento)}, {en_madrid(momento):%H:%M:%S} (hora oficial peninsular)"


def de_notificacion(notificacion: Notificacion) -> dict[str, object]:
    """Template `notificacion`: everything that LPACAP 40.2 asks for."""
    acto = operaciones.acto_de(notificacion)
    receptor = notificacion.representante or notificacion.destinatario
    datos: dict[str, object] = {
        "numero": notificacion.numero,
        "asunto": notificacion.asunto,
        "destinatario": persona(receptor),
        "expediente": notificacion.expediente.numero,
        "acto": {
            "titulo": acto.titulo,
            "numero": acto.numero,
            "fecha": acto.fecha,
            "organo": acto.organo,
            "csv": notificacion.documento.csv,
        },
        "texto": [{"titulo": s.titulo, "parrafos": list(s.parrafos)} for s in acto.secciones],
        "via": via_administrativa(acto),
        "efectos": " ".join(t for t in (acto.efectos, _efectos_del_canal(notificacion)) if t),
    }
    if notificacion.representante is not None:
        datos["representado"] = persona(notificacion.destinatario)
    if acto.recursos:
        datos["recursos"] = [
            {"nombre": r.nombre, "organo": r.organo, "plazo": r.plazo + (f" ({r.norma})" if r.norma else "")}
            for r in acto.recursos
        ]
        datos["otros_recursos"] = acto.otros_recursos or _(
            "También puede presentar cualquier otro recurso que le parezca conveniente."
        )
    return datos


def _efectos_del_canal(notificacion: Notificacion) -> str:
    if notificacion.canal == Notificacion.Canal.ELECTRONICA:
        return _(
            "Tiene diez días naturales para abrir esta notificación en la sede. "
            "Si no lo hace, se entenderá rechazada y el procedimiento seguirá (arts. 41.5 y 43.2)."
        )
    dos_vias = _(
        "Esta notificación se entrega en papel y también está en la sede electrónica. "
        "Si la recibe por las dos vías, vale la fecha de la primera (art. 41.7)."
    )
    despues = (
        _(
            "Está obligada a relacionarse por medios electrónicos: las siguientes notificaciones se le harán solo en la sede "
            "(Real Decreto 203/2021, art. 43.2)."
        )
        if notificacion.motivo_canal == Notificacion.MotivoCanal.PRIMERA_EN_PAPEL
        else _(
            "Si tiene que contestar, puede hacerlo en la sede o en papel, en una oficina de registro o en Correos (art. 16.4)."
        )
    )
    return f"{dos_vias} {despues}"


def de_evidencia(notificacion: Notificacion) -> dict[str, object]:
    """Template `evidencia`: act, addressee, who appeared, dates, hashes."""
    estado = Notificacion.Estado(notificacion.estado)
    documento = notificacion.cedula or notificacion.documento
    datos: dict[str, object] = {
        "clase": CLASE_DE_EVIDENCIA[estado],
        "numero": notificacion.numero,
        "asunto": notificacion.asunto,
        "expediente": notificacion.expediente.numero,
        "destinatario": persona(notificacion.destinatario),
        "momento": hora_oficial(notificacion.practicada_el) if notificacion.practicada_el else "",
        "puesta_a_disposicion": hora_oficial(notificacion.puesta_a_disposicion)
        if notificacion.puesta_a_disposicion
        else "",
        "documento_csv": documento.csv,
        "documento_sha256": notificacion.huella,
        "texto": _texto(notificacion, estado),
        "efectos": _efectos(estado),
        "norma": NORMA_DE_EVIDENCIA[estado],
        "detalles": _detalles(notificacion),
    }
    comparecencia = Comparecencia.objects.select_related("persona").filter(notificacion=notificacion).first()
    if comparecencia is not None:
        datos["compareciente"] = persona(comparecencia.persona)
        datos["documento_sha256"] = comparecencia.huella
        datos["identificacion"] = _("%(medio)s, nivel de seguridad %(nivel)s") % {
            "medio": comparecencia.medio,
            "nivel": NIVELES[Nivel(comparecencia.nivel)],
        }
    return {clave: valor for clave, valor in datos.items() if valor not in ("", [], None)}


def _texto(notificacion: Notificacion, estado: Notificacion.Estado) -> str:
    entidad = operaciones.entidad()
    textos = {
        Notificacion.Estado.ACCEDIDA: _(
            "%s deja constancia de que se accedió al contenido de esta notificación en su sede electrónica."
        ),
        Notificacion.Estado.CADUCADA: _(
            "%s deja constancia de que esta notificación estuvo diez días naturales a disposición en su sede electrónica y no se abrió."
        ),
        Notificacion.Estado.RECHAZADA: _("%s deja constancia de que esta notificación fue rechazada."),
        Notificacion.Estado.ENTREGADA: _("%s deja constancia de que esta notificación se entregó en papel."),
        Notificacion.Estado.PUBLICADA: _(
            "%s deja constancia de que esta notificación no se pudo entregar y se publicó en el Boletín Oficial del Estado."
        ),
    }
    if estado == Notificacion.Estado.PUBLICADA and not notificacion.intentos.exists():
        return (
            _(
                "%s deja constancia de que se ignoraba dónde hacer esta notificación y se publicó en el Boletín Oficial del Estado."
            )
            % entidad
        )
    return textos[estado] % entidad


def _efectos(estado: Notificacion.Estado) -> str:
    if estado in {Notificacion.Estado.CADUCADA, Notificacion.Estado.RECHAZADA}:
        return _("El trámite se da por hecho y el procedimiento sigue. Los plazos cuentan desde el día siguiente.")
    return _("La notificación queda practicada. Los plazos cuentan desde el día siguiente.")


def _detalles(notificacion: Notificacion) -> list[dict[str, str]]:
    detalles = [
        {"rotulo": _("Remitente"), "valor": f"{operaciones.entidad()}. {notificacion.expediente.unidad.nombre}"},
        {"rotulo": _("Acto notificado"), "valor": notificacion.documento.titulo},
        {"rotulo": _("CSV del acto"), "valor": notificacion.documento.csv},
        {"rotulo": _("Huella SHA-256 del acto"), "valor": _partible(notificacion.documento.huella)},
        {
            "rotulo": _("Canal"),
            "valor": f"{notificacion.get_canal_display()}. {notificacion.get_motivo_canal_display()}",
        },
    ]
    if notificacion.salida is not None:
        registrada = f"{notificacion.salida.numero_completo}, {hora_oficial(notificacion.salida.registrado_el)}"
        detalles.append({"rotulo": _("Registro de salida"), "valor": registrada})
    if notificacion.canal == Notificacion.Canal.PAPEL and notificacion.direccion_postal:
        detalles.append({"rotulo": _("Dirección a la que se envió"), "valor": notificacion.direccion_postal})
    if notificacion.salida is not None and notificacion.salida.numero_transporte:
        detalles.append({"rotulo": _("Código de Correos"), "valor": notificacion.salida.numero_transporte})
    if notificacion.representante is not None:
        detalles.append({"rotulo": _("Representante"), "valor": notificacion.representante.nombre_completo})
    if notificacion.caduca is not None:
        detalles.append(
            {
                "rotulo": _("Último día para abrirla"),
                "valor": f"{fecha_larga(notificacion.caduca)}. {notificacion.get_regla_caducidad_display()}",
            }
        )
    lugar = LugarIgnorado.objects.filter(notificacion=notificacion).first()
    if lugar is not None:
        dicho = f"{hora_oficial(lugar.momento)}. {lugar.get_motivo_display()}. {lugar.averiguado}"
        detalles.append({"rotulo": _("Sin lugar conocido (artículo 44)"), "valor": dicho})
    for intento in notificacion.intentos.order_by("numero"):
        quien = f". {intento.receptor}" if intento.receptor else ""
        detalles.append(
            {
                "rotulo": _("Intento %d en papel") % intento.numero,
                "valor": f"{hora_oficial(intento.momento)}. {intento.get_resultado_display()}{quien}",
            }
        )
    for aviso in notificacion.avisos.order_by("momento")[:10]:
        destino = f" ({aviso.destino})" if aviso.destino else ""
        detalles.append(
            {
                "rotulo": _("Aviso por correo"),
                "valor": f"{hora_oficial(aviso.momento)}. {aviso.get_resultado_display()}{destino}",
            }
        )
    return detalles


def _partible(huella: str) -> str:
    """A hash that may break into lines: zero-width spaces between groups of eight."""
    return "\u200b".join(huella[i : i + 8] for i in range(0, len(huella), 8))


def al_expediente(
    notificacion: Notificacion, documento: Documento, *, origen: str, visible: bool, actor: Actor, reloj: Reloj
) -> None:
    """Put a document of the notification in its case; `visible` for the parties already, or once it is practised."""
    incorporar_documento(
        notificacion.expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen=origen,
        visible_interesado=visible,
        actor=actor,
        reloj=reloj,
    )
