package io.lotledger.ingest.epcis;

/** A Core Business Vocabulary word in its three forms, which mean one thing: {@code shipping}, {@code urn:epcglobal:cbv:bizstep:shipping}, {@code https://ref.gs1.org/cbv/BizStep-shipping}. */
public final class CbvWord {
    private static final String URN = "urn:epcglobal:cbv:";
    private static final String[] WEB = {
        "https://ref.gs1.org/cbv/", "http://ref.gs1.org/cbv/", "https://ns.gs1.org/cbv/"
    };

    private CbvWord() {}

    /** The bare word of a CBV term in any form; anything else as it came. */
    public static String canonical(String asSent) {
        String sent = asSent.strip();
        if (sent.regionMatches(true, 0, URN, 0, URN.length())) {
            int colon = sent.indexOf(':', URN.length());
            return colon < 0 ? sent : sent.substring(colon + 1);
        }
        for (String web : WEB) {
            if (sent.startsWith(web)) {
                int dash = sent.indexOf('-', web.length());
                return dash < 0 ? sent : sent.substring(dash + 1);
            }
        }
        return sent.startsWith("cbv:") && sent.indexOf('-') > 0 ? sent.substring(sent.indexOf('-') + 1) : sent;
    }
}
