package io.lotledger.ingest.document.hash;

import java.util.List;

/** A field as the hash sees it, whatever format it came in: extension names are {@code {namespace}local}. */
record HashNode(String name, String text, List<HashNode> children) {
    boolean isEmpty() {
        return text.isEmpty() && children.isEmpty();
    }
}
