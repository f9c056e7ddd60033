package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;

/** Words of vocabularies in one form: bare where CBV or GS1 have the word, else the expanded URI. */
public final class Words {
    private static final String EVENT_TYPES = "https://ref.gs1.org/epcis/";
    /** GS1's web vocabulary. GS1's own XML examples have it at {@code ref.gs1.org}. */
    private static final String[] MEASUREMENT_TYPES = {
        "https://gs1.org/voc/",
        "http://gs1.org/voc/",
        "https://www.gs1.org/voc/",
        "http://www.gs1.org/voc/",
        "https://ref.gs1.org/voc/",
        "https://ns.gs1.org/voc/"
    };

    private final JsonLdContext context;

    /** @param context the prefixes of the event or the query */
    public Words(JsonLdContext context) {
        this.context = context;
    }

    /** A CBV word, in any of its forms. */
    public String word(String sent) {
        String word = CbvWord.canonical(context.expand(sent.strip()));
        return word.indexOf(':') < 0 ? word : ValueForm.identifier(word);
    }

    public String eventType(String sent) {
        String type = CanonicalUri.spelling(context.expand(sent.strip()));
        return type.startsWith(EVENT_TYPES) ? type.substring(EVENT_TYPES.length()) : type;
    }

    /** A measurement type or another word of GS1's web vocabulary. */
    public String measurementType(String sent) {
        String type = CanonicalUri.spelling(context.expand(sent.strip()));
        for (String vocabulary : MEASUREMENT_TYPES) {
            if (type.startsWith(vocabulary)) return type.substring(vocabulary.length());
        }
        return type;
    }

    public String identifier(String sent) {
        return ValueForm.identifier(context.expand(sent.strip()));
    }
}
