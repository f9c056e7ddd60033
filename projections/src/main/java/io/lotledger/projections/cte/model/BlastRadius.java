package io.lotledger.projections.cte.model;

import java.util.List;

/**
 * How far a lot reached, with all that was made of it.
 *
 * @param downstreamLots the lot itself not counted
 * @param downstreamSerials known to be of the lot or one made of it
 * @param shipTo GLNs (URIs of places without one) that shipments of these lots name as their recipient; sorted
 * @param receivedAt places that received one of these lots and no shipment names; sorted
 * @param organizations who was shipped to: owning party, else possessing party, else the place itself; sorted
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
