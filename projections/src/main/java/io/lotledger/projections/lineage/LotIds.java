package io.lotledger.projections.lineage;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.UUID;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * IDs of many lots as a parameter, {@code cast(:lots as uuid[])}. For a hundred thousand IDs, PostgreSQL and the driver
 * take ten times longer with text than with binary. The driver sends binary if its {@code binaryTransferEnable}
 * includes 2951, PostgreSQL's OID of uuid[].
 */
@SuppressWarnings("serial") // used as a statement parameter only
public final class LotIds extends PGobject implements PGBinaryObject {
    private static final int UUID_TYPE = 2950;
    private static final int HEADER = 20;
    private static final int ELEMENT = 20;

    private final Collection<UUID> lots;

    public LotIds(Collection<UUID> lots) {
        this.lots = lots;
        this.type = "_uuid";
    }

    @Override
    public String getValue() {
        StringJoiner text = new StringJoiner(",", "{", "}");
        lots.forEach(lot -> text.add(lot.toString()));
        return text.toString();
    }

    @Override
    public int lengthInBytes() {
        return HEADER + ELEMENT * lots.size();
    }

    /**
     * The format of {@code array_recv}: dimensions, no nulls, type, length, first subscript; each element after its
     * length.
     */
    @Override
    public void toBytes(byte[] bytes, int offset) {
        ByteBuffer array = ByteBuffer.wrap(bytes, offset, lengthInBytes());
        array.putInt(1).putInt(0).putInt(UUID_TYPE).putInt(lots.size()).putInt(1);
        for (UUID lot : lots) {
            array.putInt(16).putLong(lot.getMostSignificantBits()).putLong(lot.getLeastSignificantBits());
        }
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("lot IDs are written, not read");
    }
}
