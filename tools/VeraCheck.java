import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Holds PDF files to standards: `java VeraCheck.java ua1,2a one.pdf two.pdf`, or without files: those named on its
 * input, one a line, each answered before the next is asked.
 * One line per file and standard: PASS or FAIL, the standard, the file, the broken rules. Exit code 1 when any fails.
 */
public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean allPass = true;
        Stream<String> files = arguments.length > 1
            ? Arrays.stream(arguments).skip(1)
            : new BufferedReader(new InputStreamReader(System.in)).lines();
        for (String file : (Iterable<String>) files::iterator) {
            for (String standard : arguments[0].split(",")) {
                allPass &= check(PDFAFlavour.byFlavourId(standard), file);
            }
            System.out.flush();
        }
        System.exit(allPass ? 0 : 1);
    }

    private static boolean check(PDFAFlavour standard, String file) throws Exception {
        try (FileInputStream content = new FileInputStream(file);
             PDFAParser parser = Foundries.defaultInstance().createParser(content, standard);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber());
                }
            }
            boolean passes = result.isCompliant();
            System.out.println((passes ? "PASS " : "FAIL ") + standard.getId() + " " + file + " " + String.join(",", broken));
            return passes;
        }
    }
}
