package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.intake.x12.element.X12Party;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose numbers the documents have: those of an order and a receiving advice are the buyer's, all others the seller's.
 * CBV 2.0 puts the GLN of the issuer before the number.
 *
 * @param seller where the goods come from
 * @param buyer where they go
 * @param sender of the interchange, for documents of parties without a GLN
 */
record Issuers(Optional<X12Party> seller, Optional<X12Party> buyer, String sender) {

    String of(BusinessDocument document) {
        boolean isBuyers = document.type().equals("po") || document.type().equals("recadv");
        Stream<Optional<X12Party>> nearest = isBuyers ? Stream.of(buyer, seller) : Stream.of(seller, buyer);
        return nearest.flatMap(Optional::stream)
                .flatMap(party -> Stream.ofNullable(party.gln()))
                .findFirst()
                .map(gln -> gln.value())
                .orElseGet(() -> PercentEncoding.encode(sender));
    }
}
