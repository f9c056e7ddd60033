package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.request.Asker;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** The connection to PostgreSQL breaks after it has committed a request, and before it says so. */
class LostAnswerIT {
    private final FakeExports exports = FakeExports.shared();

    @Test
    void requestForANewExportMakesOneJob() {
        Lot lot = exports.newLot();
        ExportSubject subject = new ExportSubject(lot, Direction.BOTH, WorkbookFormat.XLSX);
        AtomicInteger sent = new AtomicInteger();

        int generation = requests(losingTheFirstAnswer(sent))
                .askAnew(subject, new Asker("test", false))
                .request()
                .generation();

        assertThat(generation).isEqualTo(1);
        assertThat(sent).hasValue(1);
    }

    private CommandGateway losingTheFirstAnswer(AtomicInteger sent) {
        CommandGateway gateway = exports.server.bean(CommandGateway.class);
        return (CommandGateway) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CommandGateway.class}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(gateway, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (sent.incrementAndGet() > 1) return answer;
                    throw new DataAccessResourceFailureException("commit", new SQLException("broken", "08006"));
                });
    }

    /** The server's own, with another gateway. */
    private ExportRequests requests(CommandGateway gateway) {
        var constructor = ExportRequests.class.getConstructors()[0];
        Object[] parts = Arrays.stream(constructor.getParameterTypes())
                .map(type -> type == CommandGateway.class ? gateway : exports.server.bean(type))
                .toArray();
        try {
            return (ExportRequests) constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
