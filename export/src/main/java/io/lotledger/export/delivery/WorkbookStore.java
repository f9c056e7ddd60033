package io.lotledger.export.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Stores workbooks. */
public interface WorkbookStore {

    /**
     * Checks within seconds that the store answers and accepts the server's credentials.
     *
     * @throws StorageUnavailable when it does not answer, refuses the credentials, or has no bucket and cannot create one
     */
    void check();

    /**
     * Stores the file under the workbook's key and replaces an existing object. Returns once the store has confirmed length and
     * checksum.
     *
     * @throws StorageUnavailable when it is not stored, whether the store or the network failed
     */
    void put(Workbook workbook, Path file);

    /**
     * Copies the object to {@code out}, which stays open.
     *
     * @return false when it does not exist
     * @throws StorageUnavailable when the store does not answer
     */
    boolean copy(String key, OutputStream out) throws IOException;

    /** Whether the object exists; true also when the store does not answer, or does not say. */
    boolean mayHold(String key);

    /** A time-limited link to the object, signed without a request to the store. */
    SignedLink link(String key);

    /**
     * Removes the object, if it exists, and the incomplete uploads to its key.
     *
     * @throws StorageUnavailable when the removal is not confirmed
     */
    void remove(String key);

    /**
     * Removes the incomplete uploads to the key; the object itself stays.
     *
     * @throws StorageUnavailable when the removal is not confirmed
     */
    void abandonUploads(String key);
}
