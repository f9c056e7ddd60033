package io.lotledger.projections.cte.model;

import java.util.List;

/**
 * Where a lot and everything made from it went.
 *
 * @param downstreamLots number of lots made from it, without the lot itself
 * @param downstreamSerials number of serials known to belong to the lot or a lot made from it
 * @param shipTo GLNs (URIs of places without one) that shipments of these lots name as recipients; sorted
 * @param receivedAt places that received one of these lots without being named by a shipment; sorted
 * @param organizations consignees: owning party, otherwise possessing party, otherwise the place itself; sorted
 */
public record BlastRadius(
        int downstreamLots,
        long downstreamSerials,
        List<String> shipTo,
        List<String> receivedAt,
        List<String> organizations) {
    public BlastRadius {
        shipTo = List.copyOf(shipTo);
        receivedAt = List.copyOf(receivedAt);
        organizations = List.copyOf(organizations);
    }
}
