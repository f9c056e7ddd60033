package io.lotledger.intake.x12;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the envelopes of X12: interchange (ISA to IEA), functional group (GS to GE), transaction set (ST to SE).
 * A faulty set is passed on with its faults; a faulty interchange or group makes the document unreadable, because no
 * one can know what is missing from it.
 */
final class EnvelopeReader implements AutoCloseable {
    private static final int MOST_ELEMENTS_OF_A_SET = 1_000_000;
    private static final int MOST_CHARACTERS_OF_A_SET = 16 << 20;
    private static final int MOST_FAULTS = 100;

    private final X12SetListener listener;
    private final LargeTreePermits permits = new LargeTreePermits();
    private final List<Violation> faults = new ArrayList<>();
    private int moreFaults;
    private @Nullable X12Interchange interchange;
    private @Nullable X12Group group;
    private @Nullable OpenSet set;
    /** Names of the interchanges of the document, of the groups of the interchange, and of the sets of the group. */
    private final Set<String> interchanges = new HashSet<>();

    private final Set<String> groups = new HashSet<>();
    private final Set<String> controlNumbers = new HashSet<>();
    private int groupsHere;
    private int setsHere;
    /** Whether the interchange acknowledges others: it may have no groups. */
    private boolean acknowledges;

    private boolean hasSets;

    /** A set of which the trailer has not been read. */
    private static final class OpenSet {
        private final X12Group group;
        private final String code;
        private final String controlNumber;
        private final List<X12Segment> segments = new ArrayList<>();
        private final List<X12Fault> faults = new ArrayList<>();
        private int elements;
        private int characters;

        OpenSet(X12Group group, X12Segment header) {
            this.group = group;
            this.code = header.element(1);
            this.controlNumber = header.element(2);
        }

        void add(X12Segment segment) {
            segments.add(segment);
            elements += 1 + segment.elements().size();
            for (String element : segment.elements()) characters += element.length();
            if (elements > MOST_ELEMENTS_OF_A_SET || characters > MOST_CHARACTERS_OF_A_SET) {
                throw new DocumentTooLargeException("Transaction set " + place() + " has more than "
                        + MOST_ELEMENTS_OF_A_SET + " segments and data elements or more than "
                        + MOST_CHARACTERS_OF_A_SET + " characters in them; send it as several sets");
            }
        }

        int size() {
            return characters + elements * ReadingLimits.OVERHEAD;
        }

        X12Place place() {
            return new X12Place(group.label(controlNumber), 0, "", 0);
        }

        void fault(X12Place place, String code, String message, @Nullable String value) {
            faults.add(new X12Fault(place, true, code, place.tag(), "x12-set", message, value));
        }
    }

    EnvelopeReader(X12SetListener listener) {
        this.listener = listener;
    }

    void interchange(List<String> header, X12Delimiters delimiters) {
        if (interchange != null) fault(interchange.label(), "has no IEA before the next ISA");
        refuseIfFaulty();
        if (header.size() != X12Interchange.ELEMENTS) {
            throw unreadable(
                    "ISA", "ISA has " + header.size() + " data elements instead of " + X12Interchange.ELEMENTS);
        }
        X12Interchange begun =
                new X12Interchange(header.stream().map(String::strip).toList(), delimiters);
        if (!interchanges.add(begun.label()))
            fault(
                    begun.label(),
                    "repeats the control number of an earlier interchange of the document (ISA13);"
                            + " number each anew, or send them one by one",
                    begun.controlNumber());
        interchange = begun;
        groups.clear();
        groupsHere = 0;
        acknowledges = false;
    }

    /** A segment other than ISA. */
    void segment(String tag, List<String> elements) {
        X12Interchange in = interchange;
        if (in == null) throw unreadable(tag, "segment " + tag + " stands outside of an interchange (ISA to IEA)");
        switch (tag) {
            case "GS" -> group(in, elements);
            case "GE" -> groupEnd(in, elements);
            case "IEA" -> interchangeEnd(in, elements);
            default -> content(in, tag, elements);
        }
    }

    private void group(X12Interchange in, List<String> header) {
        setWithoutTrailer();
        if (group != null) fault(group.label(), "has no GE before the next GS");
        if (header.size() < X12Group.ELEMENTS) {
            throw unreadable(
                    in.label() + " · GS", "GS has " + header.size() + " data elements instead of " + X12Group.ELEMENTS);
        }
        X12Group begun = new X12Group(in, header.stream().map(String::strip).toList());
        if (!groups.add(begun.label()))
            fault(
                    begun.label(),
                    "repeats the control number of an earlier group of the interchange (GS06); number each anew",
                    begun.controlNumber());
        group = begun;
        groupsHere++;
        setsHere = 0;
        controlNumbers.clear();
    }

    private void groupEnd(X12Interchange in, List<String> trailer) {
        setWithoutTrailer();
        X12Group ending = group;
        if (ending == null) throw unreadable(in.label() + " · GE", "GE stands outside of a functional group");
        X12Segment end = new X12Segment(0, "GE", trailer);
        if (setsHere == 0) fault(ending.label(), "has no transaction set (ST to SE); send one or leave out the group");
        else check(ending.label() + " · GE01", "transaction sets", end.element(1), setsHere);
        checkNumber(ending.label() + " · GE02", "GS06", end.element(2), ending.controlNumber());
        group = null;
    }

    private void interchangeEnd(X12Interchange in, List<String> trailer) {
        setWithoutTrailer();
        if (group != null) fault(group.label(), "has no GE before IEA");
        group = null;
        X12Segment end = new X12Segment(0, "IEA", trailer);
        if (groupsHere == 0 && !acknowledges)
            fault(in.label(), "has no functional group (GS to GE); send one or leave out the interchange");
        else check(in.label() + " · IEA01", "functional groups", end.element(1), groupsHere);
        checkNumber(in.label() + " · IEA02", "ISA13", end.element(2), in.controlNumber());
        interchange = null;
    }

    private void content(X12Interchange in, String tag, List<String> elements) {
        if (tag.equals("ST")) {
            setWithoutTrailer();
            X12Group around = group;
            if (around == null)
                throw unreadable(in.label() + " · ST", "ST stands outside of a functional group (GS to GE)");
            set = open(around, new X12Segment(1, tag, elements));
            return;
        }
        OpenSet open = set;
        if (open == null) {
            // TA1 acknowledges interchanges and stands outside of groups
            if (tag.equals("TA1")) {
                acknowledges = true;
                return;
            }
            throw unreadable(in.label(), "segment " + tag + " stands outside of a transaction set (ST to SE)");
        }
        X12Segment segment = new X12Segment(open.segments.size() + 1, tag, elements);
        open.add(segment);
        permits.acquireIfLarge(open.size());
        if (tag.equals("SE")) end(open, segment);
    }

    private OpenSet open(X12Group in, X12Segment header) {
        setsHere++;
        hasSets = true;
        OpenSet open = new OpenSet(in, header);
        open.add(header);
        X12Place place = new X12Place(open.place().set(), 1, "ST", 2);
        if (open.controlNumber.isEmpty()) {
            open.fault(place, "7", "ST02 has no control number; number the sets of a group", null);
        } else if (!controlNumbers.add(open.controlNumber)) {
            open.fault(
                    place,
                    "7",
                    "two sets of the group have the control number '" + open.controlNumber + "'; number each anew",
                    open.controlNumber);
        }
        return open;
    }

    private void end(OpenSet open, X12Segment trailer) {
        String count = trailer.element(1);
        if (!isNumber(count, trailer.position())) {
            String message = "SE01 says " + (count.isEmpty() ? "nothing" : "'" + count + "'") + ", but the set has "
                    + trailer.position() + " segments from ST to SE; segments were lost or the count is wrong";
            open.fault(new X12Place(open.place().set(), trailer.position(), "SE", 1), "4", message, count);
        }
        if (!trailer.element(2).equals(open.controlNumber)) {
            String message = "SE02 must repeat the control number of ST02, '" + open.controlNumber + "'";
            open.fault(new X12Place(open.place().set(), trailer.position(), "SE", 2), "3", message, trailer.element(2));
        }
        pass(open);
    }

    private void setWithoutTrailer() {
        OpenSet open = set;
        if (open == null) return;
        String message = "the set has no trailer: SE with the count of its segments must end it";
        open.fault(open.place(), "2", message, null);
        pass(open);
    }

    private void pass(OpenSet open) {
        set = null;
        listener.set(new X12Set(open.group, open.code, open.controlNumber, open.segments, open.faults));
        permits.release();
    }

    /** Ends the reading, also of a document that proved unreadable. */
    @Override
    public void close() {
        permits.release();
    }

    /** At the end of the document. */
    void end() {
        if (interchange != null) fault(interchange.label(), "has no IEA: the document is cut off");
        if (interchanges.isEmpty())
            throw unreadable("document", "the document has no interchange; it must begin with ISA");
        refuseIfFaulty();
        if (!hasSets)
            throw unreadable(
                    "document", "the document has no transaction set (ST to SE), so it has nothing to capture");
    }

    private void refuseIfFaulty() {
        if (!faults.isEmpty()) throw unreadable();
    }

    private void check(String place, String what, String said, int found) {
        if (isNumber(said, found)) return;
        fault(
                place,
                "says '" + said + "' " + what + ", but there are " + found + "; a part was lost or the count is wrong",
                said);
    }

    private void checkNumber(String place, String header, String said, String expected) {
        if (said.equals(expected)) return;
        fault(place, "must repeat the control number of " + header + ", '" + expected + "', not '" + said + "'", said);
    }

    private static boolean isNumber(String said, int found) {
        return said.matches("0{0,9}" + found);
    }

    private void fault(String place, String message) {
        fault(place, message, null);
    }

    private void fault(String place, String message, @Nullable String value) {
        if (faults.size() < MOST_FAULTS) faults.add(new Violation(place, "x12-envelope", place + " " + message, value));
        else moreFaults++;
    }

    private UnreadableDocumentException unreadable(String place, String message) {
        faults.add(new Violation(place, "x12-envelope", message, null));
        return unreadable();
    }

    private UnreadableDocumentException unreadable() {
        if (moreFaults > 0) {
            String message = moreFaults + " more faults of the document are not listed; mend these and send it again";
            faults.add(new Violation("document", "x12-envelope", message, null));
        }
        return new UnreadableDocumentException(faults);
    }
}
