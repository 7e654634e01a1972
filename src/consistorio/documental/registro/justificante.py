"""The receipt of an entry (LPACAP 16.3): what the template `justificante` says of it. Reads; writes nothing."""

from __future__ import annotations

from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, TIPOS_DOCUMENTALES
from consistorio.documental.registro.models import Asiento, DocumentoAsiento, InteresadoAsiento
from consistorio.documental.registro.reglas import SIN_TIPO
from consistorio.documental.registro.tipos import IDIOMAS, Canal, DocumentacionFisica, LibroCodigo, Transporte
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.textos import en_palabras

_PAPEL = {
    DocumentacionFisica.REQUERIDA.value: gettext_noop("Acompaña documentación en papel requerida"),
    DocumentacionFisica.COMPLEMENTARIA.value: gettext_noop("Acompaña documentación complementaria en papel"),
    DocumentacionFisica.NINGUNA.value: "",
}
# What is declared or communicated has effects from its day and waits for no decision (LPACAP 21.1, 69.3)
SIN_PLAZOS = frozenset({"TD05", "TD18"})
SIN_COTEJAR = gettext_noop("Copia sin cotejar u otro documento")


def titulo_de(asiento: Asiento) -> str:
    """Title of the receipt as a document."""
    return _("Justificante de registro %(n)s") % {"n": asiento.numero_completo}


def datos_de(asiento: Asiento) -> dict[str, object]:
    """The data of the template: number, both dates, parties, unit, and each document with its size and fingerprint."""
    partes = sorted(asiento.interesados.all(), key=attrgetter("orden"))
    datos: dict[str, object] = {
        "libro": asiento.libro_id,
        "numero": asiento.numero_completo,
        "presentado": asiento.presentado_el,
        "registrado": asiento.registrado_el,
        "interesado": _persona(partes[0]) if partes else {"nombre": asiento.nombre_origen or _("No consta")},
        "asunto": asiento.asunto,
        "unidad": asiento.unidad_nombre,
        "dir3_unidad": asiento.unidad_dir3,
        "epigrafe": asiento.epigrafe,
        "idioma": _idioma(asiento),
        "expediente": asiento.numero_expediente,
        "sia": asiento.codigo_sia,
        "canal": Canal(asiento.canal).etiqueta,
        "oficina": asiento.oficina,
        "origen": origen_de(asiento),
        "transporte": transporte_de(asiento),
        "referencia": asiento.referencia_externa,
        "papel": papel_de(asiento),
        "expone": asiento.expone,
        "solicita": asiento.solicita,
        "documentos": [
            {
                "nombre": documento.nombre,
                "tamano": documento.tamano,
                "sha256": documento.sha256,
                **lo_que_es(documento),
            }
            for documento in sorted(asiento.documentos.all(), key=attrgetter("orden"))
        ],
        "plazos": plazos_de(asiento),
        "observaciones": _observaciones(asiento, partes),
    }
    if partes and partes[0].representante_id is not None:
        datos["representante"] = {"nombre": partes[0].representante_nombre, "nif": partes[0].representante_nif}
    if asiento.avisos:
        datos["aviso_obligado"] = " ".join(asiento.avisos)
    return {clave: valor for clave, valor in datos.items() if valor != "" or clave in {"unidad"}}


def plazos_de(asiento: Asiento) -> list[str]:
    """The paragraphs on when deadlines start (LPACAP 31.2.b and c). None in the exit book; of what has no deadlines, when it came."""
    if asiento.libro_id == LibroCodigo.SALIDA:
        return [_("Este asiento acredita la fecha y hora en que el documento salió del registro.")]
    presentado, efectivo = en_madrid(asiento.presentado_el), en_madrid(asiento.efectivo_el)
    cuando = {"hora": f"{presentado:%H:%M:%S}", "dia": en_palabras(presentado.date())}
    if any(documento.principal and documento.tipo_documental in SIN_PLAZOS for documento in asiento.documentos.all()):
        return [_("Lo presentó a las %(hora)s del %(dia)s (hora oficial peninsular).") % cuando]
    parrafos = [
        _(
            "Lo presentó a las %(hora)s del %(dia)s (hora oficial peninsular). Desde ese momento se cuentan los plazos que tiene "
            "que cumplir el Ayuntamiento (artículo 31.2.c de la Ley 39/2015)."
        )
        % cuando
    ]
    if asiento.registrado_el > asiento.presentado_el:
        registrado = en_madrid(asiento.registrado_el)
        parrafos = [
            _(
                "Lo presentó a las %(hora)s del %(dia)s (hora oficial peninsular). Entró en este registro a las %(entrada)s del "
                "%(dia_entrada)s: desde entonces se cuentan los plazos que tiene que cumplir el Ayuntamiento (artículo 31.2.c de la "
                "Ley 39/2015)."
            )
            % {**cuando, "entrada": f"{registrado:%H:%M:%S}", "dia_entrada": en_palabras(registrado.date())}
        ]
    if efectivo != presentado:
        parrafos.append(
            _(
                "Ese día era inhábil: para los plazos que tenga que cumplir usted, se entiende presentado a la primera hora, las "
                "00:00, del %(dia)s (artículo 31.2.b)."
            )
            % {"dia": en_palabras(efectivo.date())}
        )
    else:
        parrafos.append(_("Ese día era hábil: para los plazos que tenga que cumplir usted cuenta la misma fecha."))
    return parrafos


def origen_de(asiento: Asiento) -> str:
    """Where and when it was filed before it came here; "" when it was filed here."""
    partes = [
        asiento.nombre_origen or asiento.entidad_origen,
        f"({asiento.entidad_origen})" if asiento.nombre_origen and asiento.entidad_origen else "",
        _("con el número %(n)s") % {"n": asiento.numero_origen} if asiento.numero_origen else "",
    ]
    if asiento.fecha_origen is not None and any(partes):
        fecha = en_madrid(asiento.fecha_origen)
        partes.append(_("el %(dia)s a las %(hora)s") % {"dia": f"{fecha:%d/%m/%Y}", "hora": f"{fecha:%H:%M}"})
    return " ".join(parte for parte in partes if parte)


def papel_de(asiento: Asiento) -> str:
    """Which papers travel besides."""
    texto = _PAPEL[asiento.documentacion_fisica]
    return _(texto) if texto else ""


def transporte_de(asiento: Asiento) -> str:
    """How it travelled, with its number."""
    clase = Transporte(asiento.transporte).etiqueta if asiento.transporte else ""
    return " ".join(parte for parte in (clase, asiento.numero_transporte) if parte)


def _idioma(asiento: Asiento) -> str:
    """Only when it is not Castilian."""
    return "" if asiento.idioma == "es" else str(IDIOMAS.get(asiento.idioma, asiento.idioma))


def lo_que_es(documento: DocumentoAsiento) -> dict[str, str]:
    """Kind, state of elaboración, code and remarks of an attachment; what is not known is left out."""
    dichos = {
        "tipo": ""
        if documento.tipo_documental == SIN_TIPO
        else str(TIPOS_DOCUMENTALES.get(documento.tipo_documental, "")),
        "validez": _(SIN_COTEJAR)
        if documento.validez == "EE99"
        else str(ESTADOS_ELABORACION.get(documento.validez, "")),
        "csv": documento.csv,
        "observaciones": documento.observaciones,
    }
    return {clave: valor for clave, valor in dichos.items() if valor}


def _persona(parte: InteresadoAsiento) -> dict[str, str]:
    return {"nombre": parte.nombre, "nif": parte.nif}


def _observaciones(asiento: Asiento, partes: list[InteresadoAsiento]) -> str:
    otras = [
        _("%(p)s, representada por %(r)s") % {"p": parte.nombre, "r": parte.representante_nombre}
        if parte.representante_nombre
        else parte.nombre
        for parte in partes[1:]
    ]
    textos = [_("Otras personas interesadas: %(lista)s.") % {"lista": "; ".join(otras)}] if otras else []
    if asiento.presentado_por is not None and asiento.canal == Canal.OFICINA:
        textos.append(_("Lo entrega en la oficina %(p)s.") % {"p": asiento.presentado_por.nombre_completo})
    if asiento.practicado_el != asiento.registrado_el:
        practicado = en_madrid(asiento.practicado_el)
        textos.append(
            _("Número reservado durante una incidencia; el asiento se practicó el %(dia)s a las %(hora)s.")
            % {"dia": f"{practicado:%d/%m/%Y}", "hora": f"{practicado:%H:%M:%S}"}
        )
    if asiento.observaciones:
        textos.append(asiento.observaciones)
    return " ".join(textos)
