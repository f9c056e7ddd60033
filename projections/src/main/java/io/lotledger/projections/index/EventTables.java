package io.lotledger.projections.index;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.index.EventRows.Declared;
import io.lotledger.projections.index.EventRows.Row;
import io.lotledger.projections.sql.CopyRows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the event index: one statement per table and batch. */
final class EventTables {
    private static final String EVENT = """
            event (position, organisation, event_id, type, action, biz_step, disposition, event_time,
                   event_time_zone_offset, record_time, read_point, biz_location, transformation_id, document)
            """;

    private final JdbcClient jdbc;
    private final JdbcOperations copying;
    private final boolean keepsDocuments;

    EventTables(JdbcClient jdbc, JdbcOperations copying, boolean keepsDocuments) {
        this.jdbc = jdbc;
        this.copying = copying;
        this.keepsDocuments = keepsDocuments;
    }

    void write(EventRows rows) {
        fill(rows).run();
        if (!rows.events.isEmpty() || !rows.declarations.isEmpty()) voidDeclared(rows);
    }

    /**
     * Writes rows without applying error declarations. @return a task that writes the rows in the caller's transaction
     */
    Runnable fill(EventRows rows) {
        CopyRows events = copied(rows.events);
        return () -> {
            if (!rows.events.isEmpty()) events.into(EVENT, copying);
            if (!rows.declarations.isEmpty()) insertDeclarations(rows.declarations);
        };
    }

    private CopyRows copied(List<Row> rows) {
        CopyRows copied = new CopyRows(rows.stream()
                .map(row -> document(row.captured()))
                .mapToInt(document -> 600 + (document == null ? 0 : document.length()))
                .sum());
        for (Row row : rows) {
            EventFields fields = row.event().fields();
            copied.cell(row.position())
                    .cell(row.captured().organisation())
                    .cell(row.event().eventID())
                    .cell(row.event().type())
                    .cell(row.action())
                    .cell(fields.bizStep())
                    .cell(fields.disposition())
                    .cell(row.event().eventTime())
                    .cell(fields.eventTimeZoneOffset())
                    .cell(row.captured().recordTime())
                    .cell(fields.readPoint())
                    .cell(fields.bizLocation())
                    .cell(row.transformationID())
                    .cell(document(row.captured()))
                    .endRow();
        }
        return copied;
    }

    private @Nullable String document(EpcisEventCaptured captured) {
        return keepsDocuments ? captured.document() : null;
    }

    /** Applies every error declaration to its event, as if both had just arrived. */
    void voidAllDeclared() {
        jdbc.sql("""
                        update event e
                           set until = greatest(e.position, d.position)
                          from (select organisation, event_id, min(position) as position
                                  from error_declaration
                                 group by organisation, event_id) d
                         where e.organisation = d.organisation and e.event_id = d.event_id and e.until is null
                        """).update();
    }

    private void insertDeclarations(List<Declared> rows) {
        jdbc.sql("""
                        insert into error_declaration (position, organisation, event_id, declaration_time, reason,
                                                       corrective_event_ids, record_time, document)
                        select position, organisation, event_id, declaration_time, reason,
                               string_to_array(correctives, chr(10)), record_time, document
                          from unnest(
                            :position, cast(:organisation as uuid[]), :eventId, cast(:declarationTime as timestamptz[]),
                            :reason, :correctives, cast(:recordTime as timestamptz[]), :document)
                            as d(position, organisation, event_id, declaration_time, reason, correctives, record_time, document)
                        on conflict do nothing
                        """)
                .param("position", number(rows, Declared::position))
                .param("organisation", text(rows, d -> d.captured().organisation()))
                .param("eventId", text(rows, d -> d.captured().eventID()))
                .param("declarationTime", text(rows, d -> d.declaration().declarationTime()))
                .param("reason", text(rows, d -> d.declaration().reason()))
                // an event ID is a URI and has no line breaks
                .param(
                        "correctives",
                        text(rows, d -> String.join("\n", d.declaration().correctiveEventIDs())))
                .param("recordTime", text(rows, d -> d.captured().recordTime()))
                .param("document", text(rows, d -> document(d.captured())))
                .update();
        insertCorrections(rows.stream().flatMap(EventTables::corrections).toList());
    }

    private record Correction(Declared declared, int ordinal, String correctiveId) {}

    private static Stream<Correction> corrections(Declared declared) {
        List<String> ids = declared.declaration().correctiveEventIDs();
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Correction(declared, i + 1, CanonicalUri.eventID(ids.get(i))));
    }

    private void insertCorrections(List<Correction> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                        insert into error_correction (position, ordinal, organisation, event_id, corrective_id)
                        select * from unnest(:position, :ordinal, cast(:organisation as uuid[]), :eventId, :correctiveId)
                        on conflict do nothing
                        """)
                .param("position", number(rows, one -> one.declared().position()))
                .param("ordinal", rows.stream().map(Correction::ordinal).toArray(Integer[]::new))
                .param(
                        "organisation",
                        text(rows, one -> one.declared().captured().organisation()))
                .param("eventId", text(rows, one -> one.declared().captured().eventID()))
                .param("correctiveId", text(rows, Correction::correctiveId))
                .update();
    }

    /**
     * Applies error declarations in either order of arrival: a declaration captured before its event voids it from the
     * start.
     */
    private void voidDeclared(EventRows rows) {
        Set<Key> keys = new LinkedHashSet<>();
        rows.events.forEach(
                r -> keys.add(new Key(r.captured().organisation(), r.captured().eventID())));
        rows.declarations.forEach(
                d -> keys.add(new Key(d.captured().organisation(), d.captured().eventID())));
        jdbc.sql("""
                        update event e
                           set until = greatest(e.position, d.position)
                          from (select k.organisation, k.event_id, min(x.position) as position
                                  from unnest(cast(:organisation as uuid[]), :eventId) as k(organisation, event_id)
                                  join error_declaration x on x.organisation = k.organisation and x.event_id = k.event_id
                                 group by k.organisation, k.event_id) d
                         where e.organisation = d.organisation and e.event_id = d.event_id
                           and (e.until is null or e.until > greatest(e.position, d.position))
                        """)
                .param("organisation", text(keys, Key::organisation))
                .param("eventId", text(keys, Key::eventId))
                .update();
    }

    private record Key(UUID organisation, String eventId) {}
}
