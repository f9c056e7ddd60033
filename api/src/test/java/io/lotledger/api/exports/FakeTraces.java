package io.lotledger.api.exports;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.export.request.KnownLots;
import io.lotledger.export.request.TraceCurrency;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.processor.ProjectionProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.context.annotation.Primary;

/** Lots and their workbooks as a test wants them, where the job is what is tested and not the trace. */
@Primary
public class FakeTraces implements KnownLots, TraceCurrency, ProjectionProgress, WorkbookSource {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Map<UUID, Lot> lots = new ConcurrentHashMap<>();
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final Map<UUID, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Map<UUID, Rendering.Refused> refused = new ConcurrentHashMap<>();
    private final Map<UUID, AtomicInteger> breaking = new ConcurrentHashMap<>();
    private final Map<UUID, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final Map<UUID, long[]> reported = new ConcurrentHashMap<>();
    private final Set<UUID> stopped = ConcurrentHashMap.newKeySet();
    private final Set<UUID> withoutDatabase = ConcurrentHashMap.newKeySet();
    private volatile long position = Long.MAX_VALUE;
    private volatile Maker maker = new Maker("test", "build1");
    private volatile String style = "";
    private volatile int tables = 2;

    public Lot newLot(UUID organisation) {
        return add(new Lot(organisation, LotKey.of(new Gtin("09506000134352"), "ROM-" + NEXT.incrementAndGet())));
    }

    Lot add(Lot lot) {
        lots.put(lot.id(), lot);
        return lot;
    }

    /** From now on an event has been captured after any export of the lot. */
    void change(Lot lot) {
        changed.add(lot.id());
    }

    /** Rendering waits until {@link #letGo}. */
    public void hold(Lot lot) {
        held.put(lot.id(), new CountDownLatch(1));
    }

    public void letGo(Lot lot) {
        Optional.ofNullable(held.remove(lot.id())).ifPresent(CountDownLatch::countDown);
    }

    /** While it is held, rendering reports that it is so far. */
    public void report(Lot lot, long done, long total) {
        reported.put(lot.id(), new long[] {done, total});
    }

    /** How many renderings of the lot are held. */
    int waiting(Lot lot) {
        return waiting.computeIfAbsent(lot.id(), id -> new AtomicInteger()).get();
    }

    public void refuse(Lot lot, String code, String message) {
        refused.put(lot.id(), new Rendering.Refused(code, message));
    }

    public void breakDown(Lot lot, int times) {
        breaking.put(lot.id(), new AtomicInteger(times));
    }

    /** Whether a worker was told to stop while it waited. */
    boolean stopped(Lot lot) {
        return stopped.contains(lot.id());
    }

    /** Rendering finds that the database has gone. */
    void loseTheDatabase(Lot lot) {
        withoutDatabase.add(lot.id());
    }

    /** From now on workbooks are made by another build, and read otherwise. */
    public void upgrade(Maker next) {
        maker = next;
        style = ", in a new style";
    }

    /** The tables that serve are those that code of this version filled; the code's own is 2. */
    void serveTablesOf(int version) {
        tables = version;
    }

    /** As they were made in the beginning. */
    public void downgrade() {
        maker = new Maker("test", "build1");
        style = "";
        tables = 2;
    }

    public void readModelsAt(long position) {
        this.position = position;
    }

    @Override
    public Optional<Lot> find(UUID organisation, UUID lotId) {
        return Optional.ofNullable(lots.get(lotId))
                .filter(lot -> lot.organisation().equals(organisation));
    }

    @Override
    public boolean isUnchanged(Lot lot, Direction direction, long since, long until) {
        return !changed.contains(lot.id());
    }

    @Override
    public Map<String, Long> positions() {
        return Map.of("lineage", position);
    }

    @Override
    public WorkbookRules inForce() {
        return new WorkbookRules(maker, Map.of("lineage", tables));
    }

    @Override
    public WorkbookRules own() {
        return new WorkbookRules(maker, Map.of("lineage", 2));
    }

    @Override
    public Rendering render(ExportRequested export, Maker printed, OutputStream out, Progress progress)
            throws IOException {
        UUID lotId = Objects.requireNonNull(export.lotId());
        waitWhileHeld(lotId, progress);
        AtomicInteger left = breaking.get(lotId);
        if (left != null && left.getAndDecrement() > 0) throw new IllegalStateException("broken on purpose");
        if (withoutDatabase.contains(lotId))
            throw new IllegalStateException(new SQLException("gone on purpose", "57P01"));
        Rendering.Refused refusal = refused.get(lotId);
        if (refusal != null) return refusal;
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            Row row = workbook.createSheet("Shipping").createRow(0);
            row.createCell(0).setCellValue(export.lot() + style);
            row.createCell(1).setCellValue(style.length()); // the comparison of cells reads no shared strings
            workbook.write(out);
        }
        return new Rendering.Written(
                Map.of("Shipping", 1L), (style.isEmpty() ? "0" : "1").repeat(64), List.of(), inForce());
    }

    private void waitWhileHeld(UUID lotId, Progress progress) {
        CountDownLatch latch = held.get(lotId);
        if (latch == null) return;
        AtomicInteger all = waiting.computeIfAbsent(lotId, id -> new AtomicInteger());
        all.incrementAndGet();
        try {
            long[] far = reported.get(lotId);
            if (far == null) latch.await();
            else while (!latch.await(200, TimeUnit.MILLISECONDS)) progress.at(far[0], far[1]);
        } catch (InterruptedException e) {
            stopped.add(lotId);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it was held", e);
        } finally {
            all.decrementAndGet();
        }
    }
}
