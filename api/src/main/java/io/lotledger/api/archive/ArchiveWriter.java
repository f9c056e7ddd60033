package io.lotledger.api.archive;

import io.lotledger.export.workbook.content.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Writes parts into a gzipped tar, and {@code manifest.json} last: an archive without it is incomplete. */
final class ArchiveWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GZIPOutputStream compressed;
    private final TarArchiveOutputStream tar;
    private final MessageDigest digest = Sha256.digest();
    private Instant lastRecordTime = Instant.EPOCH;
    private long parts;
    private long events;
    private long masterData;

    /** @param out stays open */
    ArchiveWriter(OutputStream out) throws IOException {
        compressed = new GZIPOutputStream(out, 1 << 16);
        tar = new TarArchiveOutputStream(compressed, StandardCharsets.UTF_8.name());
    }

    void add(ArchivePart part) throws IOException {
        byte[] document = part.document();
        parts++;
        events += part.eventCount();
        masterData += part.masterDataCount();
        lastRecordTime = part.lastRecordTime();
        digest.update(document);
        put("part-%09d.jsonld".formatted(parts), document);
        tar.flush();
    }

    /** @param unreadable log positions of entries that no part holds because they cannot be read */
    void complete(List<Long> unreadable) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", "lotledger-archive-2");
        manifest.put("parts", parts);
        manifest.put("events", events);
        manifest.put("master_data", masterData);
        manifest.put("last_record_time", parts == 0 ? null : lastRecordTime.toString());
        manifest.put("sha256_of_parts", Sha256.hexOf(digest));
        if (!unreadable.isEmpty()) manifest.put("unreadable_positions", unreadable);
        put("manifest.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        tar.finish();
        compressed.finish();
    }

    /** Times come from the log, so that the archive of one log always has the same bytes. */
    private void put(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(lastRecordTime.toEpochMilli());
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
