import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes down which commit is built, for workbooks to name: {@code java BuildId.java <root> <file>}. One commit gives one id,
 * wherever and whenever it is built. In a tree without git the id is that of the archive the tree came from, and empty where
 * nothing tells; the build never fails for it.
 */
class BuildId {
    private static final int LENGTH = 12;

    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]).toRealPath();
        Path file = Path.of(args[1]);
        String id = checkedOut(root).or(() -> archived(root)).orElse("");
        if (Files.exists(file) && Files.readString(file).equals(id)) return; // an unchanged file is not packed again
        Files.createDirectories(file.getParent());
        Files.writeString(file, id);
    }

    /** Empty where the root is no checkout itself, be it inside somebody else's. */
    private static Optional<String> checkedOut(Path root) throws IOException, InterruptedException {
        Optional<String> top = git(root, "rev-parse", "--show-toplevel");
        if (top.isEmpty() || !Path.of(top.get()).toRealPath().equals(root)) return Optional.empty();
        Optional<String> commit = git(root, "rev-parse", "HEAD").map(hash -> hash.substring(0, LENGTH));
        if (commit.isEmpty()) return commit;
        boolean clean = git(root, "status", "--porcelain", "--untracked-files=no")
                .filter(String::isEmpty)
                .isPresent();
        return commit.map(id -> clean ? id : id + "-dirty");
    }

    private static Optional<String> archived(Path root) {
        try {
            String commit = Files.readString(root.resolve("api/src/build/archived-commit.txt")).strip();
            return commit.matches("[0-9a-f]{40,}") ? Optional.of(commit.substring(0, LENGTH)) : Optional.empty();
        } catch (IOException e) {
            System.err.println("no build id: " + e);
            return Optional.empty();
        }
    }

    /** Empty where there is no git, or it refuses. */
    private static Optional<String> git(Path root, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("git").directory(root.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_")); // of a hook that runs the build
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException noGit) {
            return Optional.empty();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    }
}
