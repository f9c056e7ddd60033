package io.lotledger.api.embedded;

import io.lotledger.api.start.CannotStartException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path and run as any user. */
public final class PostgresPrograms {
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path home;
    private final int majorVersion;

    private PostgresPrograms(Path home, int majorVersion) {
        this.home = home;
        this.majorVersion = majorVersion;
    }

    /** Unpacks once per version, atomically even under a kill. */
    public static PostgresPrograms unpackedUnder(Path directory) throws IOException, InterruptedException {
        byte[] archive = archiveForThisMachine();
        Path home = directory.resolve("postgresql-" + fingerprint(archive));
        unpack(archive, home, directory);
        PostgresPrograms programs = new PostgresPrograms(home, 0);
        return new PostgresPrograms(home, programs.askVersion());
    }

    /** Unpacks them where they were, if somebody has deleted them since. */
    void unpackAgain() throws IOException {
        if (Files.isDirectory(home)) return;
        unpack(archiveForThisMachine(), home, Objects.requireNonNull(home.getParent()));
    }

    private static void unpack(byte[] archive, Path home, Path directory) throws IOException {
        if (!Files.isDirectory(home)) {
            Files.createDirectories(directory);
            Path part = Files.createTempDirectory(directory, "unpacking");
            try {
                unpack(archive, part);
                Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException e) {
                // another server unpacked it concurrently
            } catch (IOException e) {
                if (!Files.isDirectory(home)) throw e;
            } finally {
                FileSystemUtils.deleteRecursively(part);
            }
        }
    }

    int majorVersion() {
        return majorVersion;
    }

    /** Runs a program to its end and returns its output; the exception of a failed program contains it too. */
    public String run(Duration patience, String program, List<String> arguments)
            throws IOException, InterruptedException {
        return run(patience, program, arguments, "");
    }

    /** @param input read by the program from its standard input */
    String run(Duration patience, String program, List<String> arguments, String input)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("lotledger-" + program, ".out");
        try {
            // a file: pg_ctl's child would keep a pipe open while the database runs
            Process process = new ProcessBuilder(command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(program + " did not end within " + patience);
            }
            String text = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
            if (process.exitValue() != 0) {
                throw new IOException(program + " ended with " + process.exitValue() + ": " + text);
            }
            return text;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        // PostgreSQL refuses to run as root; in its own user namespace it sees an ordinary user
        if (LinuxUtils.isUnshareAvailable()) command.addAll(List.of("unshare", "-U"));
        command.add(home.resolve("bin")
                .resolve(WINDOWS ? program + ".exe" : program)
                .toString());
        command.addAll(arguments);
        return command;
    }

    private int askVersion() throws IOException, InterruptedException {
        String text = run(Duration.ofSeconds(60), "postgres", List.of("--version")); // postgres (PostgreSQL) 17.11
        String version = text.substring(text.lastIndexOf(' ') + 1);
        int dot = version.indexOf('.');
        return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
    }

    private static byte[] archiveForThisMachine() throws IOException {
        String system = WINDOWS
                ? "Windows"
                : System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
        // the archives for macOS hold both architectures; either one works
        String architecture = "Darwin".equals(system) ? "x86_64" : System.getProperty("os.arch");
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            return in.readAllBytes();
        } catch (IllegalStateException e) {
            throw new CannotStartException(
                    "this jar has no PostgreSQL for " + system + " on " + architecture,
                    "A jar brings the PostgreSQL of the platform that built it. Build it on this machine, build one for"
                            + " every platform with mvn -Pevery-platform package, or use an external PostgreSQL with"
                            + " --spring.datasource.url=jdbc:postgresql://…",
                    e);
        }
    }

    /** Tells versions apart, and is worked out at each start: a checksum, not a digest, which takes a hundred times as long. */
    private static String fingerprint(byte[] archive) {
        CRC32 checksum = new CRC32();
        checksum.update(archive);
        return HexFormat.of().toHexDigits(checksum.getValue(), 8) + "-" + archive.length;
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) throw new IOException("archive leaves its directory: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(Objects.requireNonNull(path.getParent()));
                    writeEntry(tar, entry, path);
                }
            }
        }
    }

    private static void writeEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            if (entry.getName().contains("bin/") && !path.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make executable: " + path);
            }
        }
    }
}
