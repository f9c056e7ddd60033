package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.ProductClasses;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places, parties and products that events mention, under any key that master data may use. */
final class Mentions {
    final Set<String> ids = new LinkedHashSet<>();
    final Set<String> uris = new LinkedHashSet<>();
    final Set<String> glns = new LinkedHashSet<>();
    final Set<String> gtins = new LinkedHashSet<>();

    void add(EpcisEvent event) {
        addPlaces(event);
        event.quantities().forEach(quantity -> product(quantity.epcClass()));
        event.epcs().forEach(this::product);
    }

    void addPlaces(EpcisEvent event) {
        EventFields fields = event.fields();
        place(fields.readPoint());
        place(fields.bizLocation());
        fields.sourceList().forEach(source -> place(source.id()));
        fields.destinationList().forEach(destination -> place(destination.id()));
        values(fields.ilmd());
        values(fields.extensions());
    }

    void product(String uri) {
        if (!ids.add(uri)) return;
        uris.add(Element.canonical(uri));
        Optional<Gtin> gtin = Gtin.of(uri);
        gtin.ifPresent(known -> gtins.add(known.value()));
        if (gtin.isEmpty()) uris.addAll(ProductClasses.of(Element.canonical(uri)));
    }

    void place(@Nullable String uri) {
        if (uri == null || !ids.add(uri)) return;
        uris.add(Element.canonical(uri));
        Gln.of(uri).ifPresent(gln -> glns.add(gln.value()));
    }

    /**
     * Any extension may hold a location ({@code lotledger:tlcSource}, {@code lotledger:seed}), so every value that
     * looks like one is treated as one.
     */
    private void values(@Nullable Object value) {
        if (value instanceof Extensions object) object.values().values().forEach(this::values);
        else if (value instanceof Collection<?> many) many.forEach(this::values);
        else if (value instanceof String text
                && (text.indexOf(':') > 0 || Gln.of(text).isPresent())) place(text);
    }
}
