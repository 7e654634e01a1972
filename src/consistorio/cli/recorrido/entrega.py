"""What a story leaves in its folder: papers, ENI package, log, head, proof, and the summary that says what each one claims."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pikepdf
from cryptography.x509 import CRLDistributionPoints, ExtensionNotFound
from django.db.models import QuerySet

from consistorio.cli.copias.programas import volcar
from consistorio.cli.recorrido.navegador import EsperaAgotada, PasoFallido
from consistorio.cli.recorrido.relato import Relato
from consistorio.documental.documentos.consultas import leer
from consistorio.documental.documentos.copias import en_papel
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.casa import criterio_de_la_casa, revocacion_de_la_casa, sello_de_organo
from consistorio.documental.firma.consultas import informe_de_firmas
from consistorio.documental.firma.models import Ampliacion, SelloPedido
from consistorio.documental.firma.validacion import Informe
from consistorio.documental.firma.validacion_xml import validar_xml
from consistorio.documental.registro.models import Asiento
from consistorio.documental.sellado import consultas as sellado
from consistorio.documental.sellado.models import Cabecera, Hoja
from consistorio.documental.sellado.trabajos import sellar_cabecera
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.almacen.reglas import legible
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.base.conexion import Conexion
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.archivo.acciones import exportar_eni
from consistorio.servicios.archivo.models import Cierre, CierrePedido, SelloIndice
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes.models import Solicitud

COPIA_MAXIMA = (
    50 * 1024 * 1024
)  # bytes of a document whose stamped copy is left in the folder: a big one is the same, and slow
ESPERA = 120.0
_NIVELES = ("", "B", "T", "LT", "LTA")
EXPORTADOR = Actor.sistema("recorrido", "archivo.exportar", "expediente.ver")


def entregar(relato: Relato, carpeta: Path, *, historia: str, conexion: Conexion) -> dict[str, object]:
    """Write everything to `carpeta` and return the summary, which is written too. Raises EsperaAgotada when a job does not end."""
    expediente = Expediente.objects.get(id=UUID(relato.expediente))
    asiento = _asiento_de(expediente)
    _esperar("seals, the signed index and time stamps", lambda: not _sin_sellar())
    papeles = _papeles(expediente, asiento)
    for nombre, documento in papeles.items():
        (carpeta / nombre).write_bytes(leer(documento))
    exportar_eni(actor=EXPORTADOR, expediente_id=expediente.id, carpeta=carpeta / "eni", reloj=reloj_de_la_casa())
    cabecera = _sellar()
    (carpeta / "cabecera.json").write_bytes(sellado.publicada(cabecera).fichero)
    (carpeta / "cabecera.tsr").write_bytes(sellado.sello_de(cabecera) or b"")
    _escribir_bitacora(carpeta / "bitacora.jsonl", cabecera)
    prueba = sellado.prueba_de_inclusion(_primer_hecho(expediente, asiento), cabecera=cabecera)
    escribir_json(carpeta / "prueba_inclusion.json", prueba.como_json())
    for origen, destino in (("raiz.pem", "ca.pem"), ("tsa.pem", "tsa.pem")):
        shutil.copy(relato.escenario.var / "pki" / origen, carpeta / destino)
    _escribir_listas(carpeta)
    volcar(conexion, carpeta / "base.dump")
    resumen = _resumen(relato, expediente, asiento, papeles, carpeta, historia)
    resumen["copias"], resumen["sin_copia"] = _escribir_copias(expediente, carpeta / "copias")
    escribir_json(carpeta / "resumen.json", resumen)
    return resumen


def _asiento_de(expediente: Expediente) -> Asiento | None:
    """The entry of what was filed; None in a case that the town hall began itself."""
    solicitud = Solicitud.objects.filter(expediente=expediente).first()
    if solicitud is None:
        return None
    return Asiento.objects.select_related("justificante__documento").get(id=solicitud.asiento_id)


def _primer_hecho(expediente: Expediente, asiento: Asiento | None) -> Evento:
    """What is proved to be in the log: that it was filed or, of a case that nobody asked for, that it began."""
    if asiento is not None:
        return Evento.objects.get(tipo="registro.asiento.practicado", datos__asiento_id=str(asiento.id))
    return Evento.objects.filter(cadena=expediente.cadena).order_by("seq")[0]


def _papeles(expediente: Expediente, asiento: Asiento | None) -> dict[str, Documento]:
    """The papers that people get, under the names promised. What a story does not have is left out."""
    papeles: dict[str, Documento | None] = {
        "justificante.pdf": asiento.justificante.documento if asiento is not None else None
    }
    resolucion = Resolucion.objects.filter(expediente=expediente, estado=Resolucion.Estado.FIRMADA).first()
    papeles["resolucion.pdf"] = resolucion.documento if resolucion else None
    avisada = Notificacion.objects.filter(expediente=expediente, cedula__isnull=False).order_by("id").last()
    if avisada is not None:
        papeles["notificacion.pdf"], papeles["evidencia_comparecencia.pdf"] = avisada.cedula, avisada.evidencia
    return {nombre: documento for nombre, documento in papeles.items() if documento is not None}


def _sin_sellar() -> bool:
    sin_sello = SelloPedido.objects.filter(estado=SelloPedido.Estado.PENDIENTE).exists()
    return sin_sello or any(
        modelo.objects.filter(pendiente_desde__isnull=False).exists()
        for modelo in (Ampliacion, CierrePedido, SelloIndice)
    )


def _sellar() -> Cabecera:
    """A head over all that has happened, time-stamped."""

    def fechada() -> bool:
        sellar_cabecera()
        ultima = sellado.ultima_cabecera()
        return ultima is not None and sellado.sello_de(ultima) is not None

    _esperar("the time stamp of the head", fechada)
    cabecera = sellado.ultima_cabecera()
    if cabecera is None:
        raise PasoFallido("there is no sealed head")
    return cabecera


def _escribir_bitacora(fichero: Path, cabecera: Cabecera) -> None:
    """The sealed events in the order of the leaves, each with exactly the bytes that were hashed."""
    with fichero.open("wb") as salida:
        hojas = Hoja.objects.filter(indice__lt=cabecera.tamano).select_related("evento").order_by("indice")
        for hoja in hojas.iterator():
            salida.write(f'{hoja.evento.canonico[:-1]},"hash":"{hoja.evento.hash}"}}\n'.encode())


def _resumen(
    relato: Relato,
    expediente: Expediente,
    asiento: Asiento | None,
    papeles: dict[str, Documento],
    carpeta: Path,
    historia: str,
) -> dict[str, object]:
    cierre = Cierre.objects.filter(expediente=expediente).first()
    resolucion = Resolucion.objects.filter(expediente=expediente).exclude(numero=None).order_by("-elevada_el").first()
    return {
        "historia": historia,
        "expediente": {
            "numero": expediente.numero,
            "id": str(expediente.id),
            "id_eni": expediente.id_eni,
            "estado": expediente.estado,
        },
        "registro": {
            "numero": asiento.numero_completo,
            "presentado": en_madrid(asiento.presentado_el).isoformat(),
            "efectivo": en_madrid(asiento.efectivo_el).isoformat(),
        }
        if asiento is not None
        else None,
        "resultado": expediente.resultado,
        "resolucion": {"numero": resolucion.numero_completo} if resolucion else None,
        "cierre": {"momento": en_madrid(cierre.momento).isoformat()} if cierre else None,
        "notificaciones": [
            {"numero": n.numero, "estado": n.estado, "canal": n.canal}
            for n in Notificacion.objects.filter(expediente=expediente).order_by("id")
        ],
        "fechas": _fechas(relato.comienzos, expediente),
        "segundos": relato.segundos,
        "comprobaciones": [una.como_json() for una in relato.comprobaciones],
        "rechazadas": relato.rechazadas,
        "danados": [
            {
                "fichero": d.nombre_fichero,
                "id_eni": d.id_eni,
                "sha256": d.contenido.sha256,
                "reparo": d.contenido.reparo,
            }
            for d in _del_expediente(expediente).select_related("contenido").exclude(contenido__reparo="")
        ],
        # Those of the package that the house itself wrote, from its templates
        "escritos": list(
            _del_expediente(expediente).exclude(plantilla="").order_by("id_eni").values_list("id_eni", flat=True)
        ),
        "indice": _firmado(validar_xml((carpeta / "eni" / "expediente.xml").read_bytes(), criterio_de_la_casa())),
        "cabecera": {"firmas": 1, "nivel": "B"},
        "documentos": {nombre: _declara(carpeta / nombre, d) for nombre, d in papeles.items()},
    }


def _fechas(comienzos: Mapping[str, datetime], expediente: Expediente) -> dict[str, str]:
    """When each step did something: the time of its first fact, in the case if it has one there. A step that only looked has none."""
    finales = [*comienzos.values(), reloj_de_la_casa().ahora()]
    fechas: dict[str, str] = {}
    for (nombre, empieza), (_mismo, acaba) in zip(comienzos.items(), pairwise(finales), strict=True):
        hechos = Evento.objects.filter(momento__gte=empieza, momento__lt=acaba).order_by("momento", "seq")
        hecho = hechos.filter(cadena=expediente.cadena).first() or hechos.first()
        if hecho is not None:
            fechas[nombre] = en_madrid(hecho.momento).isoformat()
    return fechas


def _declara(fichero: Path, documento: Documento) -> dict[str, object]:
    """What a PDF says of itself, for whoever judges it."""
    return {
        "csv": documento.csv,
        "id_eni": documento.id_eni,
        "sha256": hashlib.sha256(fichero.read_bytes()).hexdigest(),
        **_declara_ser(fichero),
        **_firmado(informe_de_firmas(documento)),
    }


def _declara_ser(fichero: Path) -> dict[str, str]:
    """The PDF/A and the PDF/UA that it claims to be; empty: none."""
    with pikepdf.open(fichero) as pdf, pdf.open_metadata() as metadatos:
        pdfa = f"{metadatos.get('pdfaid:part', '')}{str(metadatos.get('pdfaid:conformance', '')).lower()}"
        return {"pdfa": pdfa, "pdfua": str(metadatos.get("pdfuaid:part", ""))}


def _firmado(informe: Informe) -> dict[str, object]:
    """How many signatures, and the least level that any of them reaches: LTA with its validation data inside and a time stamp over both."""
    niveles = [f.nivel.removeprefix("B-") for f in informe.firmas]
    return {"firmas": len(niveles), "nivel": min(niveles, key=_NIVELES.index, default="")}


def _escribir_listas(carpeta: Path) -> None:
    """What the authorities of the house publish about revocation: with it, what carries none can be judged once they are gone."""
    mano = sello_de_organo().mano
    for certificado in (mano.certificado, *mano.cadena):
        try:
            puntos = certificado.extensions.get_extension_for_class(CRLDistributionPoints).value
        except ExtensionNotFound:  # the root's own
            continue
        for direccion in [str(nombre.value) for punto in puntos for nombre in punto.full_name or ()]:
            (carpeta / direccion.rsplit("/", 1)[-1]).write_bytes(revocacion_de_la_casa().crl(direccion))


def _escribir_copias(expediente: Expediente, carpeta: Path) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    """Every PDF of the case that came from outside, stamped with its code as it is handed over, with what each claims to be; and those
    that are not, with why."""
    carpeta.mkdir()
    copias, sin_copia = {}, []
    for documento in _del_expediente(expediente).filter(plantilla="").select_related("contenido").order_by("id_eni"):
        if documento.contenido.tamano > COPIA_MAXIMA:
            sin_copia.append({"id_eni": documento.id_eni, "porque": f"Pasa de {legible(COPIA_MAXIMA)}."})
            continue
        try:
            fichero = carpeta / f"{documento.id_eni}.pdf"
            with en_papel(documento) as copia, fichero.open("wb") as destino:
                shutil.copyfileobj(copia, destino)
            copias[fichero.name] = _declara_ser(fichero)
        except ErrorDominio as error:
            sin_copia.append({"id_eni": documento.id_eni, "porque": str(error)})
    return copias, sin_copia


def _del_expediente(expediente: Expediente) -> QuerySet[Documento]:
    return Documento.objects.filter(id__in=expediente.documentos.values("documento_id"))


def _esperar(que: str, hecho: Callable[[], bool]) -> None:
    limite = time.monotonic() + ESPERA
    while not hecho():
        if time.monotonic() > limite:
            raise EsperaAgotada(f"waited {ESPERA:.0f} s for: {que}")
        time.sleep(0.3)


def escribir_json(fichero: Path, contenido: dict[str, object] | Sequence[object]) -> None:
    """As people read it."""
    fichero.write_text(json.dumps(contenido, ensure_ascii=False, indent=1) + "\n", "utf-8")
