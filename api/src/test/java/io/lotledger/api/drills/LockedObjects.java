package io.lotledger.api.drills;

import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Removes objects, except those that are locked. */
final class LockedObjects implements WorkbookStore {
    private final WorkbookStore store;
    private final List<String> locked;
    private final List<String> removed = new ArrayList<>();

    LockedObjects(WorkbookStore store, List<String> locked) {
        this.store = store;
        this.locked = locked;
    }

    List<String> removed() {
        return removed;
    }

    @Override
    public void remove(String key) {
        if (locked.contains(key)) throw new StorageUnavailable("the object is locked", new IllegalStateException());
        store.remove(key);
        removed.add(key);
    }

    @Override
    public void check() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(Workbook workbook, Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean copy(String key, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean mayHold(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignedLink link(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void abandonUploads(String key) {
        throw new UnsupportedOperationException();
    }
}
