package io.lotledger.projections.masterdata;

/**
 * How far the log may be matched while its master data is read behind it: up to the end of a commit, never between the
 * events of a document and the places that it describes. Every head of the log is such an end.
 */
public final class WholeCaptures {
    private long described;
    private long next;

    /**
     * @param head of the log, read before the other
     * @param masterData the position up to which master data is known
     * @return an earlier or the present head up to which master data is known
     */
    public synchronized long upTo(long head, long masterData) {
        if (masterData >= head) described = Math.max(described, head);
        else if (masterData >= next) described = Math.max(described, next);
        if (described >= next) next = head;
        return described;
    }
}
