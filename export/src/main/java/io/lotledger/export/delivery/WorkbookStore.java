package io.lotledger.export.delivery;

import java.nio.file.Path;

/** Where workbooks are kept. */
public interface WorkbookStore {

    /**
     * Stores the file under the workbook's key, over whatever was there; done once the store has confirmed length and
     * checksum.
     *
     * @throws StorageUnavailable when it is not stored, for whatever reason on the store's side or on the way
     */
    void put(Workbook workbook, Path file);

    /** A link to the object that works for a while, made without asking the store. */
    SignedLink link(String key);

    /** Whether or not it is there. */
    void remove(String key);
}
