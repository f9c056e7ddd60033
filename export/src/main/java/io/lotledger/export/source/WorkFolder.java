package io.lotledger.export.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The folder in which this process renders workbooks.
 *
 * <p>Several processes may share the parent; each locks its own folder in it. The operating system releases the lock when
 * the process ends, and the next process to start removes unlocked folders. A folder that somebody deletes is made again
 * with the next file.
 */
public final class WorkFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final String LOCK = "lock";

    private final Path path;
    private FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates this process's folder in {@code parent}, and removes those of ended processes. */
    public static synchronized WorkFolder under(Path parent) throws IOException {
        Files.createDirectories(parent);
        try (FileChannel alone = open(parent.resolve(LOCK))) {
            alone.lock(); // otherwise another process could remove the new folder before it is locked
            sweep(parent);
            Path own = Files.createTempDirectory(parent, "process-");
            return new WorkFolder(own, locked(own));
        }
    }

    private static FileChannel locked(Path own) throws IOException {
        FileChannel lock = open(own.resolve(LOCK));
        if (tryLock(lock) == null) throw new IOException(own + " is new, and locked by somebody else");
        return lock;
    }

    public Path path() {
        return path;
    }

    /** A new and empty file; the caller deletes it. */
    public Path file(String suffix) throws IOException {
        ensure();
        return Files.createTempFile(path, "", suffix);
    }

    private synchronized void ensure() throws IOException {
        if (Files.exists(path.resolve(LOCK))) return;
        Files.createDirectories(path);
        FileChannel deleted = lock;
        lock = locked(path);
        deleted.close();
        LOG.warn("the work folder {} was deleted and is made again", path);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "process-*")) {
            for (Path folder : folders) {
                if (isDeserted(folder) && FileSystemUtils.deleteRecursively(folder)) {
                    LOG.info("removed {}, the work folder of an ended process", folder);
                }
            }
        }
    }

    private static boolean isDeserted(Path folder) throws IOException {
        try (FileChannel lock = open(folder.resolve(LOCK))) {
            return tryLock(lock) != null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process holds the lock
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public synchronized void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
        lock.close();
    }
}
