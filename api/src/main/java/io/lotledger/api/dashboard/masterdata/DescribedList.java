package io.lotledger.api.dashboard.masterdata;

import io.lotledger.api.masterdata.MasterDataKeys;
import io.lotledger.ingest.capture.rules.MasterDataRules;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The two lists of master data, and what differs between them. */
enum DescribedList {
    PLACES("place", "GLN", MasterDataRules.LOCATION, DescriptionField.OF_PLACES),
    PRODUCTS("product", "GTIN", MasterDataRules.PRODUCT, DescriptionField.OF_PRODUCTS);

    private static final String PAGES = "/compliance/";

    private final String one;
    private final String keyName;

    @SuppressWarnings("ImmutableEnumChecker") // holds a set that never changes
    private final MasterDataRules rules;

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot change
    private final List<DescriptionField> fields;

    DescribedList(String one, String keyName, MasterDataRules rules, List<DescriptionField> fields) {
        this.one = one;
        this.keyName = keyName;
        this.rules = rules;
        this.fields = fields;
    }

    /** {@code places}, as in its URL. */
    public String getMany() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String getOne() {
        return one;
    }

    public String getKeyName() {
        return keyName;
    }

    public List<DescriptionField> getFields() {
        return fields;
    }

    public boolean isOfPlaces() {
        return this == PLACES;
    }

    MasterDataRules rules() {
        return rules;
    }

    String page() {
        return PAGES + getMany();
    }

    /** Why the text is no key of this list; empty for a key. */
    Optional<String> fault(String text) {
        return this == PLACES ? MasterDataKeys.glnFault(text) : MasterDataKeys.gtinFault(text);
    }

    /** @param text without a fault */
    String key(String text) {
        return this == PLACES
                ? new Gln(text).value()
                : Gtin.of(text).orElseThrow().value();
    }

    String uri(String key) {
        return this == PLACES ? MasterDataVersions.uri(new Gln(key)) : MasterDataVersions.uri(new Gtin(key));
    }
}
