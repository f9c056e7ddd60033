package io.lotledger.export.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where workbooks are kept. */
public interface WorkbookStore {

    /**
     * Asks the store whether it is there and takes the server's credentials; answers within seconds.
     *
     * @throws StorageUnavailable when it does not answer, refuses the credentials or has no bucket and makes none
     */
    void check();

    /**
     * Stores the file under the workbook's key, over whatever was there; done once the store has confirmed length and
     * checksum.
     *
     * @throws StorageUnavailable when it is not stored, for whatever reason on the store's side or on the way
     */
    void put(Workbook workbook, Path file);

    /**
     * Copies the object to {@code out}, which stays open.
     *
     * @return false when it is not there
     * @throws StorageUnavailable when the store does not answer
     */
    boolean copy(String key, OutputStream out) throws IOException;

    /** A link to the object that works for a while, made without asking the store. */
    SignedLink link(String key);

    /**
     * Removes the object, whether or not it is there, and what uploads to its key left half done.
     *
     * @throws StorageUnavailable when that is not certain
     */
    void remove(String key);

    /**
     * Removes what uploads to that key left half done; the object itself stays.
     *
     * @throws StorageUnavailable when that is not certain
     */
    void abandonUploads(String key);
}
