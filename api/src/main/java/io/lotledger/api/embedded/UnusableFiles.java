package io.lotledger.api.embedded;

import io.lotledger.api.start.CannotStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of the data directory that another user owns, or whose mode keeps the server out. Asked only when a start has failed: a
 * large cluster has many files.
 */
final class UnusableFiles {
    private static final String POSIX = "posix";

    private final Path root;

    UnusableFiles(Path root) {
        this.root = root;
    }

    /** Why the server cannot use a file of the directory; empty if it can use all of them. */
    Optional<CannotStartException> explained(Exception failure) {
        try {
            if (!Files.getFileStore(root).supportsFileAttributeView(POSIX)) return Optional.empty();
            UserPrincipal user = user();
            if (!isUsable(root, user)) return Optional.of(fault(root, user, failure));
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> !isUsable(file, user)).findFirst().map(file -> fault(file, user, failure));
            } catch (UncheckedIOException e) { // a directory that cannot be listed
                return Optional.ofNullable(
                                e.getCause() instanceof java.nio.file.FileSystemException closed
                                        ? closed.getFile()
                                        : null)
                        .map(file -> fault(Path.of(file), user, failure));
            }
        } catch (IOException e) {
            return Optional.empty(); // the failure itself is reported
        }
    }

    /** Who runs the server: its name may be unknown in a container, so a file of its own tells. */
    private static UserPrincipal user() throws IOException {
        Path own = Files.createTempFile("lotledger", ".owner");
        try {
            return Files.getOwner(own);
        } finally {
            Files.delete(own);
        }
    }

    private static boolean isUsable(Path file, UserPrincipal user) {
        try {
            PosixFileAttributes found =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.owner().equals(user) && (found.isSymbolicLink() || allows(found));
        } catch (IOException e) {
            return !Files.exists(file, LinkOption.NOFOLLOW_LINKS); // removed in the meantime
        }
    }

    private static boolean allows(PosixFileAttributes file) {
        Set<PosixFilePermission> mode = file.permissions();
        return mode.contains(PosixFilePermission.OWNER_READ)
                && mode.contains(PosixFilePermission.OWNER_WRITE)
                && (!file.isDirectory() || mode.contains(PosixFilePermission.OWNER_EXECUTE));
    }

    private CannotStartException fault(Path file, UserPrincipal user, Exception failure) {
        try {
            PosixFileAttributes found =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.owner().equals(user))
                return new CannotStartException(
                        file + " belongs to the user '" + found.owner().getName() + "', and the server runs as '"
                                + user.getName() + "'",
                        "Start the server as the user that made the data directory, or give all of it to the other one: chown -R "
                                + user.getName() + " " + root,
                        failure);
            return new CannotStartException(
                    file + " has the mode " + PosixFilePermissions.toString(found.permissions())
                            + ", so the server (user '" + user.getName() + "') cannot read and write it",
                    "Give the modes back: chmod -R u+rwX " + root,
                    failure);
        } catch (IOException e) {
            return new CannotStartException(
                    "the server (user '" + user.getName() + "') cannot look at " + file,
                    "Give the data directory to it: chown -R " + user.getName() + " " + root,
                    failure);
        }
    }
}
