package io.lotledger.api.dashboard.captures;

import io.lotledger.ingest.capture.job.BatchStatus;
import io.lotledger.ingest.capture.job.CaptureFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The filters of the list as its form sends them; empty where there is none. Days are whole days of the reader. */
record CaptureListForm(String since, String until, String status, String sender) {

    static CaptureListForm of(
            @Nullable String since, @Nullable String until, @Nullable String status, @Nullable String sender) {
        return new CaptureListForm(text(since), text(until), text(status), text(sender));
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent.strip();
    }

    public boolean isSet() {
        return !(since + until + status + sender).isEmpty();
    }

    /** What is wrong, by field. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        if (!since.isEmpty() && day(since) == null) faults.put("since", "Write a day as year-month-day: 2026-11-06.");
        if (!until.isEmpty() && day(until) == null) faults.put("until", "Write a day as year-month-day: 2026-11-06.");
        if (!status.isEmpty() && BatchStatus.ofWord(status).isEmpty())
            faults.put("status", "Choose accepted, partly accepted or refused.");
        return faults;
    }

    /** The form must have no faults. */
    CaptureFilter filter(ZoneId zone) {
        @Nullable LocalDate from = day(since);
        @Nullable LocalDate to = day(until);
        return new CaptureFilter(
                from == null ? null : start(from, zone),
                to == null ? null : start(to.plusDays(1), zone),
                status.isEmpty() ? null : BatchStatus.ofWord(status).orElseThrow(),
                sender.isEmpty() ? null : sender);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = text.isEmpty() ? null : LocalDate.parse(text);
            return day == null || day.getYear() < 1 || day.getYear() > 9998 ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The list with these filters, from a job on; the whole list from its newest without one. */
    String url(@Nullable String side, @Nullable String captureID) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/compliance/captures");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("since", since);
        fields.put("until", until);
        fields.put("status", status);
        fields.put("sender", sender);
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) url.queryParam(name, "{" + name + "}");
        });
        if (side != null) url.queryParam(side, captureID);
        return url.encode().buildAndExpand(fields).toUriString();
    }
}
