"""The structure of the ENI formats: which elements, in which order, how many, with what inside. Reports every departure.

A grammar of our own, from the tables of the norms: each type is a sequence of parts; a part has alternatives and how many it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field

from lxml import etree

from consistorio.nucleo.dato import dato
from consistorio.nucleo.textos import gettext as _
from consistorio.servicios.archivo.eni.lectura import binario, momento, texto
from consistorio.servicios.archivo.eni.nombres import (
    DOC,
    DOC_META,
    DS,
    ESTADOS_ELABORACION,
    ESTADOS_EXPEDIENTE,
    EXP,
    EXP_CONTENIDO,
    EXP_INDICE,
    EXP_META,
    FICHERO,
    FIRMA,
    MOMENTO,
    TIPOS_DOCUMENTALES,
    TIPOS_FIRMA,
    q,
)
from consistorio.servicios.archivo.eni.tipos import ProblemaEni

Elemento = etree._Element
Comprobacion = Callable[[Elemento], str]


@dato
class Parte:
    """One place of a sequence: `opciones` (qualified name -> type), at least `minimo` and at most `maximo` (None: any)."""

    opciones: dict[str, str]
    minimo: int = 1
    maximo: int | None = 1


@dato
class Tipo:
    """What an element holds: children in sequence, or text that `valor` accepts (answers what is wrong, or ""); or anything."""

    partes: tuple[Parte, ...] = ()
    valor: Comprobacion | None = None
    cualquiera: bool = False
    atributos: frozenset[str] = field(default_factory=lambda: frozenset({"Id"}))


def problemas_de_estructura(raiz: Elemento) -> list[ProblemaEni]:
    """Everything in which the tree departs from the formats; empty when it is a document or a case as they should be."""
    tipo = {q(DOC, "documento"): "documento", q(EXP, "expediente"): "expediente"}.get(str(raiz.tag))
    if tipo is None:
        return [
            ProblemaEni(
                "",
                _("La raíz «%(raiz)s» no es un documento ni un expediente electrónico del ENI 1.0.")
                % {"raiz": _corto(raiz)},
            )
        ]
    return [*_elemento(raiz, tipo, _corto(raiz)), *_identificadores_xml(raiz)]


def _elemento(nodo: Elemento, nombre_tipo: str, ruta: str) -> Iterator[ProblemaEni]:
    tipo = TIPOS[nombre_tipo]
    if tipo.cualquiera:
        return
    for atributo in nodo.attrib:
        if atributo not in tipo.atributos and not str(atributo).startswith(
            "{http://www.w3.org/2001/XMLSchema-instance}"
        ):
            yield ProblemaEni(ruta, _("El atributo «%(atributo)s» no está previsto.") % {"atributo": str(atributo)})
    hijos = [h for h in nodo if isinstance(h.tag, str)]
    if tipo.valor is not None:
        if hijos:
            yield ProblemaEni(ruta, _("Lleva elementos dentro y solo puede llevar texto."))
        elif mensaje := tipo.valor(nodo):
            yield ProblemaEni(ruta, mensaje)
        return
    if any((t or "").strip() for t in (nodo.text, *(h.tail for h in nodo))):
        yield ProblemaEni(ruta, _("Lleva texto suelto entre sus elementos."))
    yield from _secuencia(hijos, tipo.partes, ruta)


def _secuencia(hijos: list[Elemento], partes: tuple[Parte, ...], ruta: str) -> Iterator[ProblemaEni]:
    posicion = 0
    for parte in partes:
        cuantos = 0
        while (
            posicion < len(hijos)
            and hijos[posicion].tag in parte.opciones
            and (parte.maximo is None or cuantos < parte.maximo)
        ):
            hijo = hijos[posicion]
            yield from _elemento(hijo, parte.opciones[str(hijo.tag)], f"{ruta}/{_corto(hijo)}")
            posicion, cuantos = posicion + 1, cuantos + 1
        if cuantos < parte.minimo:
            nombres = " o ".join(etree.QName(n).localname for n in parte.opciones)
            yield ProblemaEni(ruta, _("Falta %(nombres)s en su sitio.") % {"nombres": nombres})
    for sobrante in hijos[posicion:]:
        yield ProblemaEni(f"{ruta}/{_corto(sobrante)}", _("No está previsto aquí, o está repetido o fuera de orden."))


def _identificadores_xml(raiz: Elemento) -> Iterator[ProblemaEni]:
    vistos: set[str] = set()
    for nodo in raiz.iter(etree.Element):
        identificador = nodo.get("Id")
        if identificador is None:
            continue
        if identificador in vistos:
            yield ProblemaEni(
                _corto(nodo), _("El Id «%(identificador)s» está repetido.") % {"identificador": identificador}
            )
        if (
            not identificador
            or not (identificador[0].isalpha() or identificador[0] == "_")
            or " " in identificador
            or ":" in identificador
        ):
            yield ProblemaEni(
                _corto(nodo), _("El Id «%(identificador)s» no es válido.") % {"identificador": identificador}
            )
        vistos.add(identificador)


def _corto(nodo: Elemento) -> str:
    return etree.QName(nodo).localname


def _uno_de(lista: frozenset[str]) -> Comprobacion:
    # Enumerations are compared as written: the XSD keeps their space
    return lambda nodo: (
        "" if (nodo.text or "") in lista else _("«%(valor)s» no está en la lista del ENI.") % {"valor": nodo.text or ""}
    )


def _momento(nodo: Elemento) -> str:
    valor = texto(nodo)
    if not MOMENTO.match(valor):
        return _("«%(valor)s» no es una fecha y hora ISO 8601.") % {"valor": valor}
    if valor[-1] != "Z" and valor[-6] not in "+-":
        return _("«%(valor)s» no dice su zona horaria.") % {"valor": valor}
    return "" if momento(valor) else _("«%(valor)s» no es una fecha que exista.") % {"valor": valor}


def _logico(nodo: Elemento) -> str:
    return (
        ""
        if texto(nodo) in {"true", "false", "1", "0"}
        else _("«%(valor)s» no es verdadero ni falso.") % {"valor": texto(nodo)}
    )


def _base64(nodo: Elemento) -> str:
    return "" if binario(nodo) is not None else _("No está en base64.")


def _algo(nodo: Elemento) -> str:
    return "" if texto(nodo) else _("Está vacío.")


def _libre(nodo: Elemento) -> str:
    return ""


def _p(espacio: str, nombre: str, tipo: str, minimo: int = 1, maximo: int | None = 1) -> Parte:
    return Parte({q(espacio, nombre): tipo}, minimo, maximo)


_ELEMENTOS_INDICE = Parte(
    {
        q(EXP_CONTENIDO, "DocumentoIndizado"): "indizado",
        q(EXP_CONTENIDO, "ExpedienteIndizado"): "indice_contenido",
        q(EXP_CONTENIDO, "CarpetaIndizada"): "carpeta",
    },
    1,
    None,
)
TIPOS: dict[str, Tipo] = {
    "libre": Tipo(valor=_libre, atributos=frozenset()),
    "texto": Tipo(valor=_algo, atributos=frozenset()),
    "momento": Tipo(valor=_momento, atributos=frozenset()),
    "logico": Tipo(valor=_logico, atributos=frozenset()),
    "base64": Tipo(valor=_base64, atributos=frozenset()),
    "cualquiera": Tipo(cualquiera=True),
    "estado_elaboracion": Tipo(valor=_uno_de(ESTADOS_ELABORACION), atributos=frozenset()),
    "tipo_documental": Tipo(valor=_uno_de(TIPOS_DOCUMENTALES), atributos=frozenset()),
    "tipo_firma": Tipo(valor=_uno_de(TIPOS_FIRMA), atributos=frozenset()),
    "estado_expediente": Tipo(valor=_uno_de(ESTADOS_EXPEDIENTE), atributos=frozenset()),
    "documento": Tipo(
        (
            _p(FICHERO, "contenido", "contenido"),
            _p(DOC_META, "metadatos", "metadatos"),
            _p(FIRMA, "firmas", "firmas", 0),
        )
    ),
    "contenido": Tipo(
        (
            Parte(
                {
                    q(FICHERO, "DatosXML"): "cualquiera",
                    q(FICHERO, "ValorBinario"): "base64",
                    q(FICHERO, "referenciaFichero"): "texto",
                }
            ),
            _p(FICHERO, "NombreFormato", "texto"),
        )
    ),
    "metadatos": Tipo(
        (
            _p(DOC_META, "VersionNTI", "texto"),
            _p(DOC_META, "Identificador", "texto"),
            _p(DOC_META, "Organo", "texto", 1, None),
            _p(DOC_META, "FechaCaptura", "momento"),
            _p(DOC_META, "OrigenCiudadanoAdministracion", "logico"),
            _p(DOC_META, "EstadoElaboracion", "elaboracion"),
            _p(DOC_META, "TipoDocumental", "tipo_documental"),
        )
    ),
    "elaboracion": Tipo(
        (
            _p(DOC_META, "ValorEstadoElaboracion", "estado_elaboracion"),
            _p(DOC_META, "IdentificadorDocumentoOrigen", "texto", 0),
        ),
        atributos=frozenset(),
    ),
    "firmas": Tipo((_p(FIRMA, "firma", "firma", 1, None),), atributos=frozenset()),
    "firma": Tipo(
        (_p(FIRMA, "TipoFirma", "tipo_firma"), _p(FIRMA, "ContenidoFirma", "contenido_firma")),
        atributos=frozenset({"Id", "ref"}),
    ),
    "contenido_firma": Tipo(
        (Parte({q(FIRMA, "CSV"): "csv", q(FIRMA, "FirmaConCertificado"): "con_certificado"}),), atributos=frozenset()
    ),
    "csv": Tipo((_p(FIRMA, "ValorCSV", "texto"), _p(FIRMA, "RegulacionGeneracionCSV", "texto")), atributos=frozenset()),
    "con_certificado": Tipo(
        (
            Parte(
                {
                    q(FIRMA, "FirmaBase64"): "base64",
                    q(DS, "Signature"): "cualquiera",
                    q(FIRMA, "ReferenciaFirma"): "cualquiera",
                }
            ),
        ),
        atributos=frozenset(),
    ),
    "expediente": Tipo(
        (
            _p(EXP_INDICE, "indice", "indice"),
            _p(EXP_META, "metadatosExp", "metadatos_exp"),
            _p(EXP, "VisualizacionIndice", "contenido", 0),
        )
    ),
    "indice": Tipo((_p(EXP_INDICE, "IndiceContenido", "indice_contenido"), _p(FIRMA, "firmas", "firmas"))),
    "indice_contenido": Tipo((_p(EXP_CONTENIDO, "FechaIndiceElectronico", "momento"), _ELEMENTOS_INDICE)),
    "indizado": Tipo(
        (
            _p(EXP_CONTENIDO, "IdentificadorDocumento", "texto"),
            _p(EXP_CONTENIDO, "ValorHuella", "texto"),
            _p(EXP_CONTENIDO, "FuncionResumen", "texto"),
            _p(EXP_CONTENIDO, "FechaIncorporacionExpediente", "momento", 0),
            _p(EXP_CONTENIDO, "OrdenDocumentoExpediente", "texto", 0),
        )
    ),
    "carpeta": Tipo((_p(EXP_CONTENIDO, "IdentificadorCarpeta", "texto"), _ELEMENTOS_INDICE)),
    "metadatos_exp": Tipo(
        (
            _p(EXP_META, "VersionNTI", "texto"),
            _p(EXP_META, "Identificador", "texto"),
            _p(EXP_META, "Organo", "texto", 1, None),
            _p(EXP_META, "FechaAperturaExpediente", "momento"),
            _p(EXP_META, "Clasificacion", "texto"),
            _p(EXP_META, "Estado", "estado_expediente"),
            _p(EXP_META, "Interesado", "texto", 0, None),
        )
    ),
}
