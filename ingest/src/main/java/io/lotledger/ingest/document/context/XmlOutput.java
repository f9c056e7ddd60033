package io.lotledger.ingest.document.context;

/** Describes the XML form of events for messages to senders. */
public final class XmlOutput {
    private XmlOutput() {}

    /** Whether XML can bind the prefix to the namespace. */
    public static boolean isWritable(String prefix, String namespace) {
        return XmlNamespaces.isWritable(prefix, namespace);
    }

    /** The namespace of names with an undeclared prefix. */
    public static String namespaceOfUndeclared(String prefix) {
        return XmlNames.undeclared(prefix + ":");
    }
}
