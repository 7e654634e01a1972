package es.consistorio.conformidad;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The verdict of the European Commission's DSS, offline: only the given anchors are trusted, only what is embedded or given is read. */
final class JuezDeFirmas {
    private final List<Path> anclas;
    private final List<Path> listas;

    JuezDeFirmas(List<Path> anclas, List<Path> listas) {
        this.anclas = anclas;
        this.listas = listas;
    }

    /** Every signature, or, in a file that is a time stamp alone, the stamp itself. */
    Veredicto juzgar(Path fichero, Path contenido) throws IOException {
        SignedDocumentValidator validador = SignedDocumentValidator.fromDocument(new FileDocument(fichero.toFile()));
        validador.setCertificateVerifier(verificador());
        if (contenido != null) {
            List<DSSDocument> separados = List.of(new FileDocument(contenido.toFile()));
            validador.setDetachedContents(separados);
        }
        SimpleReport simple = validador.validateDocument().getSimpleReport();
        List<String> quienes = simple.getSignatureIdList().isEmpty() ? simple.getTimestampIdList() : simple.getSignatureIdList();
        List<Map<String, String>> firmas = new ArrayList<>();
        List<String> motivos = new ArrayList<>();
        boolean todas = !quienes.isEmpty();
        for (String id : quienes) {
            Indication indicacion = simple.getIndication(id);
            todas &= indicacion == Indication.TOTAL_PASSED || indicacion == Indication.PASSED;
            Map<String, String> firma = new LinkedHashMap<>();
            firma.put("indicacion", indicacion.name());
            firma.put("subindicacion", simple.getSubIndication(id) == null ? "" : simple.getSubIndication(id).name());
            firma.put("nivel", simple.getSignatureFormat(id) == null ? "" : simple.getSignatureFormat(id).toString());
            firma.put("firmante", String.valueOf(simple.getSignedBy(id)));
            firma.put("avisos", unidos(simple.getAdESValidationWarnings(id)));
            firmas.add(firma);
            simple.getAdESValidationErrors(id).forEach(error -> motivos.add(error.getValue()));
        }
        return new Veredicto("dss", todas ? "PASS" : "FAIL", motivos, firmas);
    }

    private static String unidos(List<Message> mensajes) {
        return mensajes.stream().map(Message::getValue).collect(Collectors.joining(" "));
    }

    private CommonCertificateVerifier verificador() throws IOException {
        CommonTrustedCertificateSource confianza = new CommonTrustedCertificateSource();
        for (Path ancla : anclas) {
            CertificateToken certificado = DSSUtils.loadCertificate(ancla.toFile());
            confianza.addCertificate(certificado);
        }
        CommonCertificateVerifier verificador = new CommonCertificateVerifier();
        verificador.setTrustedCertSources(confianza);
        verificador.setAIASource(null);
        if (!listas.isEmpty()) {
            List<InputStream> leidas = new ArrayList<>();
            for (Path lista : listas) {
                leidas.add(new ByteArrayInputStream(Files.readAllBytes(lista)));
            }
            verificador.setCrlSource(new ExternalResourcesCRLSource(leidas.toArray(InputStream[]::new)));
        }
        return verificador;
    }
}
