package io.lotledger.api.regulator;

/**
 * A request that a link does not answer, as a page. The page and its status say nothing that the sentence does not.
 *
 * @param title what is the matter
 * @param sentence what to do about it
 */
record LinkRefusal(int status, String title, String sentence) {
    /** For a link that never was, has expired, was revoked or was mistyped, and for every other path: nobody learns which. */
    static final LinkRefusal NOTHING = new LinkRefusal(
            404,
            "This link opens nothing",
            "It may be mistyped or cut short, have expired, or have been withdrawn. Ask the company that sent it for a new one.");

    static final LinkRefusal GET_ONLY =
            new LinkRefusal(405, "This link can only be read", "Open it in a browser, or fetch it with GET.");

    static final LinkRefusal TOO_OFTEN = new LinkRefusal(
            429,
            "Too many requests",
            "Your address has sent too many requests. Wait a minute, then open the link again.");

    static final LinkRefusal REMOVED = new LinkRefusal(
            410,
            "The file was removed",
            "The company no longer keeps this workbook: its retention ended. The page of the link still shows its history.");

    static final LinkRefusal LOST = new LinkRefusal(
            410,
            "The file is not there any more",
            "It was lost where the company keeps its files. Ask the company for a new link; this one still shows the history"
                    + " and makes the verification.");

    static final LinkRefusal UNAVAILABLE = new LinkRefusal(
            503, "The records are not available at the moment", "Nothing is lost. Open the link again in a minute.");

    static final LinkRefusal FAILED =
            new LinkRefusal(500, "This page could not be made", "The fault is on the side of the server.");

    /** Thrown by the controller. */
    static final class Refused extends RuntimeException {
        private final transient LinkRefusal refusal;

        Refused(LinkRefusal refusal) {
            super(refusal.title(), null, false, false);
            this.refusal = refusal;
        }

        LinkRefusal refusal() {
            return refusal;
        }
    }
}
