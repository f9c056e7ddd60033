package io.lotledger.ingest.document.hash;

import java.util.List;

/** A field of the hash input, independent of the document format; extension names are {@code {namespace}local}. */
record HashNode(String name, String text, List<HashNode> children) {
    boolean isEmpty() {
        return text.isEmpty() && children.isEmpty();
    }
}
