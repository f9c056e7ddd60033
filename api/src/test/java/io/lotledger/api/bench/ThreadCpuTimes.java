package io.lotledger.api.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Processor time so far of each thread of this JVM, compiler and collector included, in nanoseconds by name (Linux only). */
record ThreadCpuTimes(Map<String, Long> byName) {
    private static final long TICK = 10_000_000;
    private static final int USER = 11;

    static ThreadCpuTimes now() {
        Map<String, Long> times = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) add(task.resolve("stat"), times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThreadCpuTimes(times);
    }

    private static void add(Path stat, Map<String, Long> times) throws IOException {
        String line;
        try {
            line = Files.readString(stat);
        } catch (IOException e) { // the thread has ended
            return;
        }
        int end = line.lastIndexOf(')');
        String name = line.substring(line.indexOf('(') + 1, end).replaceAll("[-# ]*[0-9]+$", "");
        String[] fields = line.substring(end + 2).split(" ");
        times.merge(name, TICK * (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])), Long::sum);
    }

    ThreadCpuTimes minus(ThreadCpuTimes before) {
        Map<String, Long> spent = new TreeMap<>();
        byName.forEach((name, time) -> spent.put(name, time - before.byName.getOrDefault(name, 0L)));
        return new ThreadCpuTimes(spent);
    }

    /** Milliseconds per 1000 events, largest first. */
    String per1000(long events) {
        return byName.entrySet().stream()
                .filter(each -> each.getValue() >= TICK)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(each -> String.format(Locale.ROOT, "%s %.1f", each.getKey(), each.getValue() / 1e3 / events))
                .collect(Collectors.joining(", "));
    }
}
