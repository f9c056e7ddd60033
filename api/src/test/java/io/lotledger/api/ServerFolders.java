package io.lotledger.api;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.springframework.util.FileSystemUtils;

/**
 * Where the servers of tests keep their data: in Linux's memory if it has room, else under {@code target/}. A cluster is a
 * thousand files, made and deleted with each server; ext4 looks through all it deleted lately before it makes the next. A
 * benchmark asks for {@code target/} by {@code -Ddata.on=disk}: a flush to memory costs nothing.
 */
final class ServerFolders {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 4L << 30;
    /** Before the id of the process that a folder in memory belongs to. */
    private static final String PREFIX = "lotledger-test-";

    private final Path parent;
    private final String prefix;

    private ServerFolders(Path parent, String prefix) {
        this.parent = parent;
        this.prefix = prefix;
    }

    /** @param target of the module */
    static ServerFolders of(Path target) throws IOException {
        if (System.getProperty("data.on", "memory").equals("disk") || !isRoomy(MEMORY))
            return new ServerFolders(Files.createDirectories(target.resolve("servers")), "data");
        deleteThoseOfDeadProcesses();
        return new ServerFolders(MEMORY, PREFIX + ProcessHandle.current().pid() + "-");
    }

    Path create() throws IOException {
        return Files.createTempDirectory(parent, prefix);
    }

    /** A container's memory may be small, and an older kernel's takes none of the attributes that the embedded S3 writes. */
    private static boolean isRoomy(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) return false;
        FileStore store = Files.getFileStore(folder);
        return store.getUsableSpace() >= ROOM && store.supportsFileAttributeView(UserDefinedFileAttributeView.class);
    }

    /** A build that is killed deletes nothing, and {@code mvn clean} knows only {@code target/}. */
    private static void deleteThoseOfDeadProcesses() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(MEMORY, PREFIX + "*")) {
            for (Path folder : folders) {
                String pid = MEMORY.relativize(folder).toString().replaceFirst(PREFIX + "(\\d+)-.*", "$1");
                boolean isOver = ProcessHandle.of(Long.parseLong(pid)).isEmpty();
                if (isOver && Files.isWritable(folder)) FileSystemUtils.deleteRecursively(folder);
            }
        } catch (NoSuchFileException e) {
            // the other JVM of this build deletes them too
        }
    }
}
