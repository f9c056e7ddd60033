package io.lotledger.ingest.epcis.vocabulary;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A Core Business Vocabulary word in its equivalent forms: {@code shipping}, {@code
 * urn:epcglobal:cbv:bizstep:shipping}, {@code https://ref.gs1.org/cbv/BizStep-shipping}, {@code
 * https://gs1.org/voc/BizStep-shipping}.
 */
public final class CbvWord {
    private static final String URN = "urn:epcglobal:cbv:";
    private static final String[] WEB = {
        "https://ref.gs1.org/cbv/", "http://ref.gs1.org/cbv/", "https://ns.gs1.org/cbv/", "cbv:"
    };

    /** GS1's web vocabulary. Early drafts of CBV 2.0 had their words there; its other terms are not CBV words. */
    private static final String[] VOC = {
        "https://gs1.org/voc/",
        "http://gs1.org/voc/",
        "https://www.gs1.org/voc/",
        "http://www.gs1.org/voc/",
        "https://ref.gs1.org/voc/",
        "https://ns.gs1.org/voc/",
        "gs1:"
    };

    private static final String[] LISTS = {"BizStep-", "Disp-", "BTT-", "SDT-", "ER-", "Comp-"};

    private CbvWord() {}

    /** The bare word of a CBV term in any form; any other value as sent. */
    public static String canonical(String asSent) {
        String sent = asSent.strip();
        if (sent.indexOf(':') < 0) return sent;
        if (sent.startsWith(URN)) return afterColon(sent);
        if (CanonicalUri.startsWith(sent, URN)) return afterColon(sent.toLowerCase(Locale.ROOT));
        String uri = CanonicalUri.spelling(sent);
        for (String web : WEB) {
            if (uri.startsWith(web)) {
                int dash = uri.indexOf('-', web.length());
                return dash < 0 ? sent : uri.substring(dash + 1);
            }
        }
        for (String voc : VOC) {
            if (uri.startsWith(voc)) return ofList(uri.substring(voc.length())).orElse(sent);
        }
        return sent;
    }

    private static String afterColon(String urn) {
        int colon = urn.indexOf(':', URN.length());
        return colon < 0 ? urn : urn.substring(colon + 1);
    }

    private static Optional<String> ofList(String local) {
        return Arrays.stream(LISTS)
                .filter(list -> local.regionMatches(true, 0, list, 0, list.length())) // one draft used Bizstep-
                .map(list -> local.substring(list.length()))
                .findFirst();
    }
}
