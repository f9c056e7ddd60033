package io.lotledger.api.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Estimates which statements the processor time of PostgreSQL goes to (Linux only): every few milliseconds, what each process has
 * used since belongs to the statement that it ran last.
 */
final class StatementCpuTimes implements Runnable {
    private static final int SHOWN = 45;
    private static final int MOST_CHARACTERS = 150;
    private static final int USER = 11;

    private final JdbcClient jdbc;
    private final Map<String, Long> ticks = new TreeMap<>();
    private final Map<Integer, Long> before = new HashMap<>();
    private volatile boolean done;

    StatementCpuTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Running(int pid, String statement) {}

    void start() {
        Thread thread = new Thread(this, "sampler");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (!done) {
            sample();
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized void sample() {
        List<Running> all = jdbc.sql("""
                        select pid, case when backend_type = 'client backend' then regexp_replace(query, '\\s+', ' ', 'g') else backend_type end as statement
                          from pg_stat_activity
                         where pid <> pg_backend_pid()
                        """).query(Running.class).list();
        for (Running one : all) {
            long now = ticks(one.pid());
            Long last = before.put(one.pid(), now);
            String text = one.statement()
                    .substring(0, Math.min(MOST_CHARACTERS, one.statement().length()));
            if (last != null && now > last) ticks.merge(text, now - last, Long::sum);
        }
    }

    private static long ticks(int pid) {
        try {
            String line = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
        } catch (IOException e) { // it has ended
            return 0;
        }
    }

    /** Milliseconds per 1000 events since the start, largest first. */
    synchronized String per1000(long events) {
        done = true;
        StringBuilder text = new StringBuilder();
        ticks.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(each -> text.append(
                        String.format(Locale.ROOT, "%6.1f %s%n", each.getValue() * 1e4 / events, each.getKey())));
        return text.toString();
    }
}
