"""What is small and asks for much: made by hand, one of each kind."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence

from asn1crypto import x509 as asn1
from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"


def pdf(objetos: Sequence[bytes], *, raiz: int = 1, cola: bytes = b"") -> bytes:
    """A PDF of those objects, numbered from 1, with its table right."""
    salida, sitios = bytearray(b"%PDF-1.7\n"), []
    for numero, objeto in enumerate(objetos, start=1):
        sitios.append(len(salida))
        salida += b"%d 0 obj\n%s\nendobj\n" % (numero, objeto)
    tabla = len(salida)
    salida += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objetos) + 1)
    salida += b"".join(b"%010d 00000 n \n" % sitio for sitio in sitios)
    salida += b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objetos) + 1, raiz, cola, tabla)
    return bytes(salida)


def flujo(datos: bytes, extra: bytes = b"") -> bytes:
    """A stream object with those bytes as they are."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(datos), datos)


def inflada(megas: int, *, vueltas: int = 1, semilla: bytes = b"\0") -> bytes:
    """Zeros, deflated: `megas` of them come out of about a thousandth. `vueltas`: deflated again that many times."""
    compresor = zlib.compressobj(9)
    datos = b"".join(compresor.compress(semilla * 2**20) for _ in range(megas)) + compresor.flush()
    for _vuelta in range(vueltas - 1):
        datos = zlib.compress(datos, 9)
    return datos


PAGINA = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def _una_pagina(*mas: bytes, catalogo: bytes = b"", pagina: bytes = PAGINA, cola: bytes = b"") -> bytes:
    objetos = [b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogo, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", pagina, *mas]
    return pdf(objetos, cola=cola)


def tabla_comprimida(megas: int) -> bytes:
    """The table of objects itself is the bomb: whoever opens the file has to inflate it."""
    cuerpo = (
        b"%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n%s\nendobj\n"
        % PAGINA
    )
    datos = inflada(megas)
    tabla = flujo(datos, b"/Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Filter/FlateDecode")
    return cuerpo + b"4 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (tabla, len(cuerpo))


def objetos_comprimidos(megas: int, vueltas: int = 1) -> bytes:
    """The page lies in a stream of objects that inflates to much more than itself."""
    dentro = zlib.compress(b"3 0 " + PAGINA + b" " * (megas * 2**20), 9)
    filtros = b"/FlateDecode"
    for _vuelta in range(vueltas - 1):
        dentro, filtros = zlib.compress(dentro, 9), filtros + b"/FlateDecode"
    partes = [b"%PDF-1.7\n"]
    partes.append(b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
    partes.append(b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n")
    partes.append(b"4 0 obj\n%s\nendobj\n" % flujo(dentro, b"/Type/ObjStm/N 1/First 4/Filter[%s]" % filtros))
    sitios = [0, len(partes[0]), len(partes[0]) + len(partes[1]), 0, sum(map(len, partes[:3]))]
    filas = [
        (0, 0, 65535),
        (1, sitios[1], 0),
        (1, sitios[2], 0),
        (2, 4, 0),
        (1, sitios[4], 0),
        (1, sum(map(len, partes)), 0),
    ]
    tabla = b"".join(bytes([a]) + b.to_bytes(4, "big") + c.to_bytes(2, "big") for a, b, c in filas)
    cola = b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        flujo(tabla, b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R"),
        sum(map(len, partes)),
    )
    return b"".join(partes) + cola


def _arbol_de_paginas(cuantas: int) -> bytes:
    """As many pages as one likes, and all of them the same object."""
    ramas = [b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"4 0 R " * cuantas, cuantas), PAGINA]
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * cuantas, cuantas**2),
            *ramas,
        ]
    )


def pdfs(megas: int = 300) -> dict[str, bytes]:
    """PDF files, by what is wrong with them; the bombs inflate to that many megabytes, and the one of the table to twice as many."""
    malas = {
        "giro": b"/Rotate/Norte",
        "giro_enorme": b"/Rotate 99999999999999999999",
        "unidad_cero": b"/UserUnit 0",
        "unidad_texto": b"/UserUnit(x)",
        "anotaciones": b"/Annots 7",
        "anotaciones_dicc": b"/Annots<<>>",
        "recursos": b"/Resources 7",
        "recursos_lista": b"/Resources[]",
        "objetos_externos": b"/Resources<</XObject 7>>",
        "contenido": b"/Contents 7",
        "contenido_propio": b"/Contents 3 0 R",
        "recorte": b"/CropBox[0 0 /a 9]",
        "recorte_corto": b"/CropBox[0 0]",
        "recorte_nulo": b"/CropBox null",
    }
    casos = {f"pagina_{n}": _una_pagina(pagina=PAGINA[:-2] + extra + b">>") for n, extra in malas.items()}
    sin_caja = {
        "sin_caja": b"",
        "caja_texto": b"/MediaBox(x)",
        "caja_enorme": b"/MediaBox[0 0 1e30 1e30]",
        "caja_infinita": b"/MediaBox[0 0 " + b"9" * 400 + b" 9]",
        "caja_nula": b"/MediaBox[null null null null]",
    }
    casos |= {
        f"pagina_{n}": _una_pagina(pagina=b"<</Type/Page/Parent 2 0 R%s>>" % extra) for n, extra in sin_caja.items()
    }
    catalogos = {
        "formulario": b"/AcroForm 7",
        "formulario_lista": b"/AcroForm[]",
        "campos": b"/AcroForm<</Fields 7>>",
        "campos_ciclo": b"/AcroForm<</Fields[4 0 R]/SigFlags 1>>",
        "campos_raros": b"/AcroForm<</Fields[7 null (x) /N]>>",
        "dss": b"/DSS 7",
        "dss_listas": b"/DSS<</Certs 7/OCSPs[7]/CRLs(x)/VRI 7>>",
        "permisos": b"/Perms 7",
        "metadatos": b"/Metadata 7",
        "metadatos_xml": b"/Metadata 5 0 R",
        "metadatos_entidades": b"/Metadata 6 0 R",
        "version": b"/Version 7",
        "extensiones": b"/Extensions 7",
    }
    ciclo = b"<</FT/Sig/T(a)/Kids[4 0 R]/Parent 4 0 R/V 4 0 R>>"
    xmp = flujo(b"<x:xmpmeta><rdf", b"/Type/Metadata/Subtype/XML")
    risas = flujo(RISAS, b"/Type/Metadata/Subtype/XML")
    casos |= {f"catalogo_{n}": _una_pagina(ciclo, xmp, risas, catalogo=extra) for n, extra in catalogos.items()}
    firmas = {
        "rango_corto": b"/ByteRange[0 1]",
        "rango_negativo": b"/ByteRange[0 -1 -5 99]",
        "rango_enorme": b"/ByteRange[0 99999999999999999999 1 1]",
        "rango_texto": b"/ByteRange(x)",
        "sin_rango": b"",
    }
    for nombre, rango in firmas.items():
        firma = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<3003020100>%s>>" % rango
        campo = b"<</FT/Sig/T(a)/V 5 0 R>>"
        casos[f"firma_{nombre}"] = _una_pagina(campo, firma, catalogo=b"/AcroForm<</Fields[4 0 R]/SigFlags 3>>")
    casos |= {
        "vacio": b"%PDF-1.7\n",
        "sin_raiz": pdf([b"<<>>"]),
        "raiz_de_otro_tipo": pdf([b"[1 2 3]"]),
        "paginas_en_circulo": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
        "cuenta_falsa": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 999999999>>"]),
        "paginas_por_millones": _arbol_de_paginas(1500),
        "anidado": _una_pagina(b"[" * 60_000 + b"]" * 60_000, catalogo=b"/X 4 0 R"),
        "diccionarios_anidados": _una_pagina(b"<</A" * 60_000 + b" 1" + b">>" * 60_000, catalogo=b"/X 4 0 R"),
        "padres_en_circulo": pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R>>",
            ]
        ),
        "largo_en_circulo": _una_pagina(b"<</Length 4 0 R>>stream\nx\nendstream", catalogo=b"/Metadata 4 0 R"),
        "tablas_en_circulo": _una_pagina(cola=b"/Prev 9"),
        "tabla_bomba": tabla_comprimida(2 * megas),
        "objetos_bomba": objetos_comprimidos(megas),
        "objetos_bomba_doble": objetos_comprimidos(megas, 3),
        "metadatos_bomba": _una_pagina(
            flujo(inflada(megas), b"/Type/Metadata/Subtype/XML/Filter/FlateDecode"), catalogo=b"/Metadata 4 0 R"
        ),
        "dss_bomba": _una_pagina(
            b"[5 0 R]", flujo(inflada(megas), b"/Filter/FlateDecode"), catalogo=b"/DSS<</OCSPs 4 0 R>>"
        ),
        "y_zip": _una_pagina() + zips()["normal"],
    }
    return casos


RISAS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ja">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><a>&a11;</a>"
)


def xmls() -> dict[str, bytes]:
    """XML documents, by what they try."""
    cabeza = b'<?xml version="1.0" encoding="%s"?><a/>'
    firma = b'<ds:Signature xmlns:ds="%s"><ds:SignedInfo/></ds:Signature>' % DS.encode()
    return {
        "risas": RISAS,
        "fichero": b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><a>&f;</a>',
        "red": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
        "parametro": b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><a/>',
        "cuadratica": b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 100_000 + b'">]><a>' + b"&b;" * 20_000 + b"</a>",
        "hondo": b"<a>" * 100_000 + b"</a>" * 100_000,
        "hondo_250": b"<a>" * 250 + firma + b"</a>" * 250,
        "atributos": b"<a " + b" ".join(b'x%d="1"' % n for n in range(50_000)) + b"/>",
        "espacios": b"<a "
        + b" ".join(b'xmlns:x%d="u:%d"' % (n, n) for n in range(5_000))
        + b">"
        + b"<b/>" * 5_000
        + b"</a>",
        "codificacion": cabeza % b"no-existe",
        "codificacion_utf7": cabeza % b"utf-7",
        "codificacion_idna": cabeza % b"idna",
        "codificacion_rot13": cabeza % b"rot13",
        "codificacion_base64": cabeza % b"base64",
        "codificacion_utf16": b"\xff\xfe" + '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16-le"),
        "codificacion_undefined": cabeza % b"undefined",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
        "xinclude": b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/hostname" parse="text"/></a>',
        "hoja": b'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/"?><a/>',
    }


def referencias(xml: bytes, cuantas: int, relleno: int) -> bytes:
    """A signed XML whose signature says to sign the whole document that many times, and whose document is long."""
    raiz = etree.fromstring(xml)
    una = next(raiz.iter(f"{{{DS}}}Reference"))
    una.set("URI", "")
    padre = una.getparent()
    if padre is None:
        msg = "no signature"
        raise ValueError(msg)
    texto = etree.tostring(una)
    padre.remove(una)
    padre.extend(etree.fromstring(texto) for _vez in range(cuantas))
    ultimo = etree.SubElement(raiz, "relleno")
    ultimo.text = "x" * relleno
    return etree.tostring(raiz)


def certificados(der: bytes) -> dict[str, bytes]:
    """Certificates that load well and cannot be read, from a good one: of a key and an algorithm that nobody knows, with broken names, dates and extensions."""
    bueno = asn1.Certificate.load(der)

    def con(cambio: Callable[[asn1.TbsCertificate], None]) -> bytes:
        otro = asn1.Certificate.load(der)
        cambio(otro["tbs_certificate"])
        return bytes(otro.dump(force=True))

    def repetir(tbs: asn1.TbsCertificate) -> None:
        tbs["extensions"].append(tbs["extensions"][0])

    uso = der.index(b"\x03\x02", der.index(bytes.fromhex("0603551d0f")) + 5)
    nombre = bueno.subject.dump()
    return {
        "clave": der.replace(bytes.fromhex("06092a864886f70d010101"), bytes.fromhex("06092a864886f70d010163")),
        "algoritmo": der.replace(bytes.fromhex("06092a864886f70d01010b"), bytes.fromhex("06092a864886f70d010163")),
        "repetida": con(repetir),
        "extensiones": der[:uso] + b"\x30" + der[uso + 1 :],
        "nombre": der.replace(nombre, nombre.replace(b"\x0c", b"\xdf")),
        "nombre_no_utf8": der.replace(nombre, nombre[:-2] + b"\xff\xfe"),
        "fecha": der.replace(b"\x17\x0d", b"\x17\x0d99", 1)[: len(der)],
        "serie": con(lambda tbs: tbs.__setitem__("serial_number", -5)),
        "serie_enorme": con(lambda tbs: tbs.__setitem__("serial_number", 2**70_000)),
        "sin_extensiones": con(lambda tbs: tbs.__setitem__("extensions", None)),
    }


def con_certificado(xml: bytes, der: bytes) -> bytes:
    """A signed XML that carries another certificate, and does not say which one signs."""
    raiz = etree.fromstring(xml)
    for nodo in list(raiz.iter(f"{{{DS}}}X509Certificate")):
        nodo.text = base64.b64encode(der).decode()
    for nodo in list(raiz.iter(f"{{{DS}}}Object")):
        padre = nodo.getparent()
        if padre is not None:
            padre.remove(nodo)
    return etree.tostring(raiz)


def zips() -> dict[str, bytes]:
    """Archives and office files."""

    def con(**entradas: bytes) -> bytes:
        salida = io.BytesIO()
        with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
            for nombre, datos in entradas.items():
                archivo.writestr(nombre.replace("__", "/").replace("_p_", "."), datos)
        return salida.getvalue()

    ceros = b"\0" * (50 * 2**20)
    dentro = con(a=ceros)
    return {
        "normal": con(a=b"hola"),
        "bomba": con(a=ceros, b=ceros),
        "dentro_de_otro": con(a=dentro, b=con(c=dentro)),
        "sube": con(**{"..__..__etc__x": b"x"}),
        "docx_bomba": con(word__document_p_xml=b"<w>" + b" " * (50 * 2**20) + b"</w>"),
        "docx_risas": con(word__document_p_xml=RISAS),
        "docx_macro": con(word__document_p_xml=b"<w/>", word__vbaProject_p_bin=b"\xd0\xcf\x11\xe0"),
        "odt": con(mimetype=b"application/vnd.oasis.opendocument.text", content_p_xml=RISAS),
        "gif_y_zip": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + dentro,
    }
