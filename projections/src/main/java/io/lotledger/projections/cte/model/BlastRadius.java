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
 * @param unitsWithoutLot URIs of the units and serials that were made of these lots while no event says of which lot they are;
 *     sorted. Where they went is among the places
 */
public record BlastRadius(
        int downstreamLots,
        long downstreamSerials,
        List<String> shipTo,
        List<String> receivedAt,
        List<String> organizations,
        List<String> unitsWithoutLot) {
    public BlastRadius {
        shipTo = List.copyOf(shipTo);
        receivedAt = List.copyOf(receivedAt);
        organizations = List.copyOf(organizations);
        unitsWithoutLot = List.copyOf(unitsWithoutLot);
    }
}
