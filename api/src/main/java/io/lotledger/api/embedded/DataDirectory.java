package io.lotledger.api.embedded;

import io.lotledger.api.start.CannotStartException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the embedded servers, locked by one process at a time.
 *
 * <p>The lock is taken first: without it a second server would take the running PostgreSQL for an orphan and stop it. The operating
 * system releases the lock when the process ends for any reason.
 */
public final class DataDirectory implements AutoCloseable {
    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    public static DataDirectory lock(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CannotStartException(
                    "the data directory " + path + " (lotledger.data-dir) is a file",
                    "Give the server a directory with --lotledger.data-dir=…; it makes one that is missing");
        }
        try {
            createPrivateDirectory(path);
            FileChannel channel = locked(path.resolve("lock"), path);
            removeOldCopies(path.resolve("run"));
            return new DataDirectory(path, channel);
        } catch (AccessDeniedException e) {
            throw new UnusableFiles(path)
                    .explained(e)
                    .orElseGet(() -> new CannotStartException(
                            "the data directory " + path + " (lotledger.data-dir) is not writable by the user "
                                    + System.getProperty("user.name") + ": no access to " + e.getFile(),
                            "Was it made by another user? Run as that user, or use another --lotledger.data-dir=…",
                            e));
        } catch (IOException e) {
            throw new CannotStartException(
                    "the server cannot use the data directory " + path + " (lotledger.data-dir): " + e.getMessage(),
                    "Is its disk full, mounted read-only or gone? Mend that, or use another --lotledger.data-dir=…",
                    e);
        }
    }

    /** One more lock of this server, until it is closed. */
    Closeable lockAlso(Path file) throws IOException {
        return locked(file, path);
    }

    private static FileChannel locked(Path file, Path directory) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) != null) return channel;
        channel.close();
        throw new CannotStartException(
                "another Lotledger is running on the data directory " + directory,
                "Stop it, or give this server another directory with --lotledger.data-dir=…");
    }

    /** Maven's profiles run a copy of the jar, so that a build does not break the running server. Deletes earlier copies. */
    private static void removeOldCopies(Path copies) throws IOException {
        if (!Files.isDirectory(copies)) return;
        String running = System.getProperty("java.class.path");
        try (Stream<Path> jars = Files.list(copies)) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                if (!running.endsWith(jar.getFileName().toString())) Files.deleteIfExists(jar);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another server in this process holds the lock
        }
    }

    Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a file atomically, readable by its owner only. */
    void writePrivately(String name, String content) throws IOException {
        Path part = path.resolve(name + ".part");
        Files.deleteIfExists(part);
        if (POSIX) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(part, content);
        Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void createPrivateDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) return;
        Path parent = directory.getParent();
        if (parent != null) Files.createDirectories(parent);
        if (POSIX) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
