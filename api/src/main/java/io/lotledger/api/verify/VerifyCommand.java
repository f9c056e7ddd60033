package io.lotledger.api.verify;

import io.lotledger.export.proof.Dsse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks files that a ledger gave out against its public key, each alone and all against each other. It starts no server and opens
 * no database or network connection.
 */
public final class VerifyCommand {
    /** Everything is as it was signed. */
    static final int OK = 0;
    /** Something is not. */
    static final int FAILED = 1;
    /** The command cannot be understood, or a file cannot be read. */
    static final int UNUSABLE = 2;

    private static final String USAGE = """
            Usage: java -jar lotledger.jar verify --key KEY [--key FORMER_KEY ...] FILE...

            KEY    the public key in PEM format, or the answer of GET /traceability/manifest-key
            FILE   any of: the answer of GET /audit/proof or /audit/consistency, the file of GET /audit/checkpoints/file,
                   the manifest of a workbook, and its workbook

            Files are recognised by what is in them. Exit code: 0 all verified, 1 something did not, 2 unusable arguments.
            """;

    private VerifyCommand() {}

    /** @return the exit code */
    public static int run(List<String> arguments, PrintStream out) {
        List<PublicKey> keys = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        boolean isKeyMissing = false;
        try {
            for (int i = 0; i < arguments.size(); i++) {
                if (!arguments.get(i).equals("--key")) files.add(Path.of(arguments.get(i)));
                else if (++i < arguments.size()) keys.add(key(Path.of(arguments.get(i))));
                else isKeyMissing = true;
            }
        } catch (IOException | IllegalArgumentException e) {
            out.println("The key cannot be read: " + e.getMessage());
            return UNUSABLE;
        }
        if (keys.isEmpty() || files.isEmpty() || isKeyMissing) {
            out.println(USAGE);
            return UNUSABLE;
        }
        VerifiedFiles verified = new VerifiedFiles(keys);
        try {
            for (Path file : files) verified.add(file);
        } catch (IOException e) {
            out.println("A file cannot be read: " + e);
            return UNUSABLE;
        }
        verified.compare();
        verified.report().forEach(out::println);
        out.println(verified.isFailed() ? "NOT VERIFIED" : "VERIFIED");
        return verified.isFailed() ? FAILED : OK;
    }

    private static PublicKey key(Path file) throws IOException {
        String text = Files.readString(file);
        if (!text.stripLeading().startsWith("{")) return Dsse.publicKey(text);
        try {
            return Dsse.publicKey(JsonMapper.builder()
                    .build()
                    .readTree(text)
                    .path("public_key")
                    .asString(""));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is neither PEM nor JSON", e);
        }
    }
}
