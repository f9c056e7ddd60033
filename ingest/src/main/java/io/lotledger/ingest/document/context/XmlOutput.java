package io.lotledger.ingest.document.context;

/** What a sender may want to know of the XML that events are written as. */
public final class XmlOutput {
    private XmlOutput() {}

    /** The namespace of names whose prefix no context declares. */
    public static String namespaceOfUndeclared(String prefix) {
        return XmlNames.undeclared(prefix + ":");
    }
}
