package es.consistorio.conformidad;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one request a line and answers one JSON object a line, in the same order.
 *
 * <pre>
 * verapdf TAB flavour TAB file               flavour: 2a, 2b, ua1...
 * dss     TAB file [TAB detached content]    a PDF, an XML or a CMS signature
 * </pre>
 *
 * Arguments: {@code --confianza FILE} (trust anchor, PEM; may be repeated) and {@code --crl FILE} (may be repeated).
 */
public final class Juez {
    private Juez() {}

    public static void main(String[] argumentos) throws IOException {
        List<Path> anclas = new ArrayList<>();
        List<Path> listas = new ArrayList<>();
        for (int i = 0; i + 1 < argumentos.length; i += 2) {
            switch (argumentos[i]) {
                case "--confianza" -> anclas.add(Path.of(argumentos[i + 1]));
                case "--crl" -> listas.add(Path.of(argumentos[i + 1]));
                default -> throw new IllegalArgumentException("unknown argument " + argumentos[i]);
            }
        }
        // Libraries write to standard output too: it is ours alone
        PrintStream respuestas = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        JuezDeFirmas firmas = new JuezDeFirmas(anclas, listas);
        BufferedReader peticiones = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String linea = peticiones.readLine(); linea != null; linea = peticiones.readLine()) {
            respuestas.println(juzgar(linea.split("\t"), firmas));
        }
    }

    private static String juzgar(String[] peticion, JuezDeFirmas firmas) {
        try {
            return switch (peticion[0]) {
                case "verapdf" -> JuezDePdf.juzgar(Path.of(peticion[2]), peticion[1]).comoJson();
                case "dss" -> firmas.juzgar(Path.of(peticion[1]), peticion.length > 2 ? Path.of(peticion[2]) : null).comoJson();
                default -> throw new IllegalArgumentException("unknown judge " + peticion[0]);
            };
        } catch (Exception | StackOverflowError | OutOfMemoryError fallo) {
            // One hostile file says nothing of the others
            return new Veredicto(peticion[0], "ERROR", List.of(fallo.toString()), List.of()).comoJson();
        }
    }
}
