package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;

import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.util.ArrayList;
import java.util.List;

/** What a ledger holds and answers, as texts that a test compares. */
final class LedgerState {
    private final ProjectedLedger ledger;

    LedgerState(ProjectedLedger ledger) {
        this.ledger = ledger;
    }

    /** All rows as they stand, with their log positions. */
    List<String> rows() {
        return ledger.jdbc.sql("""
                        select 'event' || event::text as r from event
                        union all select 'declaration' || d::text from error_declaration d
                        union all select 'lineage_event' || l::text from lineage_event l
                        union all select 'lot' || l::text from lot l
                        union all select 'event_lot' || l::text from event_lot l
                        union all select 'event_unit' || u::text from event_unit u
                        union all select 'serial_lot' || s::text from serial_lot s
                        union all select 'document' || d::text from shipping_document d
                        union all select 'containment' || c::text from containment c
                        union all select 'content' || c::text from transformed_content c
                        union all select 'unit' || u::text from transformed_unit u
                        union all select 'name' || n::text from declared_name n
                        union all select 'edge' || e::text from lot_edge e
                        union all select 'cte' || c::text from critical_tracking_event c
                        order by 1
                        """).query(String.class).list();
    }

    /** All rows, with the event's id where the table has its position, and whether the row is in force where it says until when. */
    /** As of when lots are named and facts end, for the same log in the same order. */
    List<String> positions() {
        return ledger.jdbc.sql("""
                        select 'lot ' || concat_ws(' ', uri, since) from lot
                        union all select 'event ' || concat_ws(' ', event_id, position, until) from event
                        union all select 'event_lot ' || concat_ws(' ', position, ordinal, until) from event_lot
                        union all select 'event_unit ' || concat_ws(' ', position, ordinal, until) from event_unit
                        union all select 'containment ' || concat_ws(' ', position, ordinal, until) from containment
                        order by 1
                        """).query(String.class).list();
    }

    List<String> tables() {
        return ledger.jdbc.sql("""
                        select 'event ' || event_id || type || event_time || (until is null) from event
                        union all select 'lot ' || lot_id || uri from lot
                        union all
                        select 'event_lot ' || concat_ws(' ', e.event_id, f.ordinal, f.lot_id, f.role, f.quantity, f.uom, f.until is null)
                          from event_lot f join event e using (position)
                        union all
                        select 'event_unit ' || concat_ws(' ', e.event_id, f.ordinal, f.unit, f.role, f.until is null)
                          from event_unit f join event e using (position)
                        union all
                        select 'serial_lot ' || concat_ws(' ', e.event_id, f.unit, f.lot_id, f.until is null)
                          from serial_lot f join event e using (position)
                        union all
                        select 'document ' || concat_ws(' ', e.event_id, f.biz_transaction, f.bare_void, f.until is null)
                          from shipping_document f join event e using (position)
                        union all
                        select 'containment ' || concat_ws(' ', f.event_id, f.ordinal, f.parent, f.child_unit, f.child_lot, f.action,
                                                           f.quantity, f.uom, f.sets, f.until is null)
                          from containment f
                        union all
                        select 'content ' || concat_ws(' ', e.event_id, f.role, f.lot_id, f.quantity, f.uom)
                          from transformed_content f join event e using (position)
                         where f.until is null
                        union all
                        select 'unit ' || concat_ws(' ', e.event_id, f.unit, f.event_time)
                          from transformed_unit f join event e using (position)
                         where f.until is null
                        union all
                        select 'interval ' || concat_ws(' ', parent, child_unit, child_lot, uom, from_time, to_time) from container_interval
                        union all
                        -- whether its amounts stand in the row depends on what was known in between; the answers compare them.
                        -- An event that names one lot is paired with that which named the other first
                        select distinct 'edge ' || concat_ws(' ', f.from_lot, f.to_lot, e.event_id, e.end)
                          from lot_edge f
                          join event i on i.position = f.input_position and i.event_id = f.input_event
                          join event o on o.position = f.output_position and o.event_id = coalesce(f.output_event, f.input_event)
                         cross join lateral (values (i.event_id, 'input'), (o.event_id, 'output')) e(event_id, "end")
                         where f.until is null
                        union all
                        select 'cte ' || concat_ws(' ', lot_id, event_id, cte, reason) from critical_tracking_event
                        order by 1
                        """).query(String.class).list();
    }

    /** Every lot's trace both ways, its evidence, and what its events are: as texts, in order. */
    List<String> answers(long position) {
        List<String> answers = new ArrayList<>();
        for (Lot lot : ledger.lots()) {
            for (Direction direction : Direction.values()) {
                Trace trace = ledger.lineage.trace(lot, direction, position);
                TraceEvidence evidence = ledger.evidence.of(trace);
                if (evidence.events().isEmpty()) continue; // named by nothing in force
                answers.add("%s %s %s %s %s %s"
                        .formatted(
                                lot.key().uri(),
                                direction,
                                trace.nodes().stream()
                                        .map(n -> n.lot().key().uri() + n.role() + n.depth())
                                        .toList(),
                                trace.edges(),
                                evidence.events().stream()
                                        .map(e -> e.event().eventID())
                                        .toList(),
                                TraceClassifier.of(evidence)));
            }
            if (isNamedByAnything(lot, position)) answers.add(account(lot, position));
        }
        return answers;
    }

    private boolean isNamedByAnything(Lot lot, long position) {
        return !ledger.evidence
                .of(ledger.lineage.trace(lot, Direction.BOTH, position))
                .events()
                .isEmpty();
    }

    /** Where all of it is, how far it reached, and what is wrong with it. */
    private String account(Lot lot, long position) {
        return "%s %s %s %s"
                .formatted(
                        lot.key().uri(),
                        ledger.accounts.massBalance(lot, position, NOW).balances(),
                        ledger.accounts.blastRadius(lot, position),
                        ledger.findings.of(ORGANISATION, List.of(lot.id()), position, NOW));
    }
}
