package io.lotledger.api.verify;

import io.lotledger.export.proof.Dsse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

            KEY    file with the ledger's public key: in PEM format, or the answer of GET /traceability/manifest-key
            FILE   an answer of GET /audit/proof or GET /audit/consistency, the file of GET /audit/checkpoints/file,
                   the manifest of a workbook, or a workbook (.xlsx); names and order do not matter

            Exit code: 0 when all files are verified, 1 when one is not, 2 when the arguments cannot be used.
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
            out.println("The key cannot be read: " + said(e)
                    + ". Save the answer of GET /traceability/manifest-key and give its file" + " with --key.");
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
            out.println("A file cannot be read: " + said(e) + ". Check its path and that you may read it.");
            return UNUSABLE;
        }
        verified.compare();
        verified.report().forEach(out::println);
        out.println(verified.isFailed() ? "NOT VERIFIED: see the lines that begin with FAIL" : "VERIFIED");
        return verified.isFailed() ? FAILED : OK;
    }

    /** Of a file that is not there, Java says nothing but its path. */
    private static String said(Exception e) {
        return e instanceof NoSuchFileException ? "there is no file " + e.getMessage() : String.valueOf(e.getMessage());
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
            throw new IllegalArgumentException(file + " is neither a key in PEM format nor an answer in JSON", e);
        }
    }
}
