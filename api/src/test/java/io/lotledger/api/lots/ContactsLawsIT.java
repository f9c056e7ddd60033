package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.answers.WhoToCall.Line;
import io.lotledger.projections.cte.answers.WhoToCall.Role;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.BlastRadius;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whom to call about a lot, beside where it went, on generated chains. */
class ContactsLawsIT {
    private static @Nullable ProjectedLedger ledger;

    @BeforeContainer
    static void open() {
        ledger = new ProjectedLedger("contacts_laws");
    }

    @AfterContainer
    static void close() {
        ledger().close();
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void everyPlaceThatALotReachedIsCalledOnceForEachLot(@ForAll long seed) {
        long position = project(new Random(seed));
        for (Lot lot : ledger().lots()) {
            BlastRadius reached = ledger().accounts.blastRadius(lot, position);
            for (Direction direction : List.of(Direction.FORWARD, Direction.BOTH)) {
                List<Contact> contacts = contacts(lot, direction, position);

                Set<String> consignees = places(contacts, Role.CONSIGNEE);
                assertThat(consignees).as("consignees of %s", lot).containsAll(reached.shipTo());
                consignees.addAll(places(contacts, Role.RECEIVER));
                assertThat(consignees).as("receivers of %s", lot).containsAll(reached.receivedAt());
                assertThat(contacts.stream()
                                .flatMap(contact -> contact.lines().stream())
                                .map(ContactsLawsIT::called))
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static long project(Random random) {
        List<EpcisEvent> chain = GeneratedChain.ofMovements(random);
        Collections.shuffle(chain, random);
        ledger().reset();
        ledger().project(
                        chain.stream()
                                .map(event -> ledger().captured(ORGANISATION, event))
                                .toList(),
                        chain.size());
        return chain.size();
    }

    private static List<Contact> contacts(Lot lot, Direction direction, long position) {
        Trace trace = ledger().lineage.trace(lot, direction, position);
        return Contact.of(ClassifiedTrace.of(ledger().evidence.of(trace)), UnitMovements.of(trace, ledger().evidence));
    }

    private static Set<String> places(List<Contact> contacts, Role role) {
        return contacts.stream()
                .filter(contact -> contact.role() == role)
                .map(contact -> key(contact.place()))
                .collect(Collectors.toSet());
    }

    private static List<String> called(Line line) {
        return List.of(line.role().word(), key(line.place()), line.lot().uri(), text(line.unit()));
    }

    private static String key(LocationDescription place) {
        String gln = place.gln();
        return gln == null ? text(place.businessName()) : gln;
    }

    private static String text(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : "";
    }

    private static ProjectedLedger ledger() {
        return requireNonNull(ledger);
    }
}
