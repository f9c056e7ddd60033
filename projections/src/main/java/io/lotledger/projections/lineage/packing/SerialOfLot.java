package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;

/** A serial whose lot an event names: a unit that always holds one of that lot. */
public record SerialOfLot(String unit, LotKey lot) {}
