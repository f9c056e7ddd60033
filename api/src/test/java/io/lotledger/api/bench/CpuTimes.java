package io.lotledger.api.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Processor time so far of who shares this machine, in nanoseconds: the benchmark's own threads, the rest of this JVM with
 * its compiler and collector, and all processes of PostgreSQL.
 */
public record CpuTimes(long client, long server, long database) {

    /** @param clients how the names of the benchmark's own threads begin */
    public static CpuTimes now(JdbcTemplate jdbc, String clients) {
        long client = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith(clients) || name.startsWith("HttpClient-")) {
                client += Math.max(0, threads.getThreadCpuTime(thread.getId()));
            }
        }
        long jvm =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new CpuTimes(client, jvm - client, database(jdbc));
    }

    private static long database(JdbcTemplate jdbc) {
        Long backend = jdbc.queryForObject("select pg_backend_pid()", Long.class);
        return ProcessHandle.of(backend == null ? 0 : backend)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .children()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    /** Of all processes. */
    public long total() {
        return client + server + database;
    }

    CpuTimes minus(CpuTimes before) {
        return new CpuTimes(client - before.client, server - before.server, database - before.database);
    }

    CpuTimes plus(CpuTimes other) {
        return new CpuTimes(client + other.client, server + other.server, database + other.database);
    }

    /** Milliseconds per 1000 events of each. */
    String per1000(long events) {
        return "ms of CPU per 1000 events: client %.1f, server %.1f, PostgreSQL %.1f"
                .formatted(client / 1e3 / events, server / 1e3 / events, database / 1e3 / events);
    }
}
