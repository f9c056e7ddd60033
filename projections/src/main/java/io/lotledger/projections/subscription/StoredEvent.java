package io.lotledger.projections.subscription;

import io.lotledger.projections.query.event.QueriedEvent;
import java.util.UUID;

/** An event of the log with the organisation that captured it. */
public record StoredEvent(UUID organisation, QueriedEvent event) {}
