package es.consistorio.conformidad;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** veraPDF's verdict on a PDF against one part of PDF/A or PDF/UA. */
final class JuezDePdf {
    private static final int MOTIVOS = 10;

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private JuezDePdf() {}

    static Veredicto juzgar(Path fichero, String parte) throws Exception {
        PDFAFlavour norma = PDFAFlavour.fromString(parte);
        if (norma == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("unknown flavour " + parte);
        }
        try (PDFAParser lector = Foundries.defaultInstance().createParser(fichero.toFile(), norma)) {
            PDFAValidator validador = Foundries.defaultInstance().createValidator(norma, false);
            ValidationResult resultado = validador.validate(lector);
            // The first breach of each rule
            List<String> motivos = resultado.getTestAssertions().stream()
                    .filter(prueba -> prueba.getStatus() == TestAssertion.Status.FAILED)
                    .collect(Collectors.toMap(TestAssertion::getRuleId, JuezDePdf::motivo, (una, otra) -> una, LinkedHashMap::new))
                    .values().stream()
                    .limit(MOTIVOS)
                    .toList();
            return new Veredicto("verapdf", resultado.isCompliant() ? "PASS" : "FAIL", motivos, List.of());
        }
    }

    private static String motivo(TestAssertion prueba) {
        return prueba.getRuleId().getClause() + " (" + prueba.getRuleId().getTestNumber() + "): " + prueba.getMessage()
                + " @ " + prueba.getLocation().getContext();
    }
}
