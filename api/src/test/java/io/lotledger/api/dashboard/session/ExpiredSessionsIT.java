package io.lotledger.api.dashboard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.lotledger.api.LotledgerServer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.test.util.ReflectionTestUtils;

/** Spring Session would sweep its table from its creation on, which is before the migrations make the table. */
class ExpiredSessionsIT {
    private final LotledgerServer server = LotledgerServer.shared();

    @Test
    void expiredSessionIsRemovedByATaskThatStartsAfterTheMigrations() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                        insert into spring_session
                               (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time)
                        values (:id, :id, 1, 1, 1, 1)
                        """).param("id", id).update();

        assertThat(server.bean(Scheduler.class)
                        .reschedule(TaskInstanceId.of("expired-sessions", RecurringTask.INSTANCE), Instant.EPOCH))
                .isTrue();

        await().until(() -> jdbc.sql("select not exists (select from spring_session where primary_id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single());
    }

    @Test
    void springSessionItselfSweepsNothing() {
        Object cron = ReflectionTestUtils.getField(server.bean(JdbcIndexedSessionRepository.class), "cleanupCron");

        assertThat(cron).isEqualTo("-"); // Spring's word for never
    }
}
